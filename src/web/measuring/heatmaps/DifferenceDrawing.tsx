import { useTranslation } from 'react-i18next'
import type { HeatmapAnswer } from '../../../contract/measuring-pages.ts'
import type { FigureChange } from '../../../vocabulary/statistics/compare-figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { usePoints } from '../explain/use-points.ts'
import { drawnBoxes, drawnHeight, pageWidth } from './heat.ts'
import styles from './heatmaps.module.css'

/** The page with the elements that are clicked more on this side, and those that are on the other. */
export function DifferenceDrawing({ now, changes }: { now: HeatmapAnswer; changes: readonly FigureChange[] }) {
  const { t } = useTranslation('heatmaps')
  const points = usePoints()
  const height = drawnHeight(now)
  const byPath = new Map(changes.map(change => [change.key, change]))
  const most = Math.max(0.01, ...changes.map(change => Math.abs(change.difference)))
  const label = t('differenceOf', { page: now.template })
  return (
    <Scroll className={styles.frame} label={label}>
      <svg className={styles.page} viewBox={`0 0 ${pageWidth} ${height}`} role="img" aria-label={label}>
        <rect className={styles.ground} width={pageWidth} height={height} />
        {drawnBoxes(now).map(one => {
          const change = byPath.get(one.path)
          const high = Math.min(one.height, height - one.y)
          return (
            <g
              key={one.place}
              className={styles.apart}
              data-more={(change && change.difference > 0) || undefined}
              data-means={change?.means || undefined}
            >
              <rect className={styles.box} x={one.x} y={one.y} width={one.width} height={high} rx={4} />
              {change && (
                <rect
                  className={styles.shade}
                  {...{ x: one.x, y: one.y, width: one.width, height: high }}
                  rx={4}
                  fillOpacity={(change.means ? 0.75 : 0.25) * (Math.abs(change.difference) / most)}
                >
                  <title>
                    {t('differenceIn', {
                      element: one.path,
                      points: points(change.difference),
                      low: points(change.low),
                      high: points(change.high),
                    })}
                  </title>
                </rect>
              )}
              {change?.means && (
                <text x={one.x + 8} y={one.y + Math.min(30, high - 4)}>
                  {points(change.difference)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
    </Scroll>
  )
}
