import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeatmapAnswer } from '../../../contract/measuring-pages.ts'
import { getPagePicture } from '../../../contract/page-pictures.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf } from '../../client.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { drawnBoxes, drawnHeight, hotCells, hottestOf, pageWidth } from './heat.ts'
import styles from './heatmaps.module.css'

/** Beside the page, how long each part was in sight. */
const [gap, strip] = [24, 44]

/** The page as its boxes, or over the picture that a member brought, with the clicks where they were. None is ever taken. */
export function PageDrawing(props: {
  told: HeatmapAnswer
  drawing?: Ref<SVGSVGElement>
  /** The heat of the strongest colour, where another drawing has the same scale. */
  hottest?: number
  /** Whose clicks these are, where several drawings stand side by side. */
  name?: string
}) {
  const { told, drawing, name } = props
  const { t } = useTranslation('heatmaps')
  const figures = useFigures()
  const height = drawnHeight(told)
  const workspace = useWorkspaceKey()
  const { picture } = told
  const boxes = drawnBoxes(told)
  const cells = hotCells(told)
  const hottest = props.hottest ?? hottestOf(told)
  const label = `${t('drawing', { page: told.template })}${name ? `, ${name}` : ''}`
  const longestSeen = Math.max(1e-9, ...told.attention.map(band => band.seconds))
  const lines = [0.75, 0.5, 0.25].flatMap(share => {
    const last = told.scroll.findLast(({ seen }) => seen !== null && seen.value >= share)
    return last && last.depth < 1 ? [{ share, depth: last.depth }] : []
  })
  return (
    <Scroll className={styles.frame} label={label}>
      <svg
        {...(drawing ? { ref: drawing } : {})}
        className={styles.page}
        viewBox={`0 0 ${pageWidth + gap + strip} ${height}`}
        role="img"
        aria-label={label}
      >
        <rect className={styles.ground} width={pageWidth} height={height} />
        {picture && (
          <image
            href={addressOf(getPagePicture, {
              params: { workspace },
              query: { page: told.template, viewport: told.viewport, of: picture.broughtAt },
            })}
            width={pageWidth}
            height={(pageWidth * picture.height) / picture.width}
            preserveAspectRatio="none"
          />
        )}
        {boxes.map(one => (
          <rect
            key={one.place}
            className={styles.box}
            data-over={picture ? true : undefined}
            data-drawn={/>?(img|video|input|button|select|textarea)(:\d+)?$/.test(one.path) || undefined}
            {...{ x: one.x, y: one.y, width: one.width, height: Math.min(one.height, height - one.y) }}
            rx={4}
          />
        ))}
        {cells.map(cell => (
          <rect
            key={`${cell.element} ${cell.size} ${cell.x} ${cell.y}`}
            className={styles.cell}
            {...spot(cell)}
            fillOpacity={
              (cell.size === 1000 ? 0.5 : 1) * (0.12 + 0.68 * (Math.log1p((cell.heat / hottest) * 20) / Math.log1p(20)))
            }
          >
            <title>{t('cell', { clicks: figures.whole(cell.clicks), element: cell.path })}</title>
          </rect>
        ))}
        {boxes
          .filter(one => (one.rage ?? 0) + (one.dead ?? 0) > 0)
          .map(one => (
            <g key={one.place} className={styles.trouble}>
              <rect x={one.x} y={one.y} width={one.width} height={one.height} rx={4} />
              <text x={one.x + 8} y={one.y + 28}>
                {(one.rage ?? 0) > 0 && `↯ ${figures.whole(one.rage!)} `}
                {(one.dead ?? 0) > 0 && `∅ ${figures.whole(one.dead!)}`}
              </text>
            </g>
          ))}
        {lines.map(({ share, depth }) => (
          <g key={share} className={styles.reach}>
            <line x1={0} x2={pageWidth} y1={depth * height} y2={depth * height} />
            <text x={pageWidth - 8} y={depth * height - 8}>
              {t('seen', { share: figures.share(share) })}
            </text>
          </g>
        ))}
        {told.attention.map(band => (
          <rect
            key={band.from}
            className={styles.band}
            {...{ x: pageWidth + gap, y: band.from * height, width: strip, height: (band.to - band.from) * height }}
            fillOpacity={0.05 + 0.9 * (band.seconds / longestSeen)}
          >
            <title>{`${figures.share(band.from)}–${figures.share(band.to)} · ${figures.lasting(band.seconds * 1000)}`}</title>
          </rect>
        ))}
      </svg>
    </Scroll>
  )
}

/** A place is drawn as a spot that can be seen, round where it is small; an element of which no more is told, whole. */
function spot({ x, y, width, high, size }: { x: number; y: number; width: number; high: number; size: number }) {
  if (size === 1000) return { x, y, width, height: high, rx: 4 }
  const [wide, tall] = [Math.max(26, width), Math.max(26, high)]
  return {
    x: x - (wide - width) / 2,
    y: y - (tall - high) / 2,
    width: wide,
    height: tall,
    rx: Math.min(wide, tall) / 2,
  }
}
