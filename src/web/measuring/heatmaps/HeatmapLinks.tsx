import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useMapView } from '../data.ts'
import explore from '../explore/explore.module.css'
import { filtersIn } from '../filters.ts'
import { usePages } from './data.ts'
import styles from './heatmaps.module.css'

/** The way from a touchpoint of the map to the clicks on its page; nothing where no sampled page is its. */
export function HeatmapOfTouchpoint({ map, touchpoint }: { map: string; touchpoint: string }) {
  const { t } = useTranslation('heatmaps')
  const workspace = useWorkspaceKey()
  const { view } = useMapView()
  const pages = usePages({ map, touchpoint })
  const claimed = pages.data?.pages.find(one => one.claimed)
  if (!claimed) return null
  return (
    <p className={styles.ofTouchpoint}>
      <Link
        to="/w/$workspace/heatmaps"
        params={{ workspace }}
        search={{ ...filtersIn(view), map, touchpoint, page: claimed.template, width: claimed.viewport }}
      >
        {t('ofTouchpoint')} →
      </Link>
    </p>
  )
}

const mostPages = 5

/** The pages where clicks are in fury or in vain, the worst first; nothing where none was sampled. */
export function PagesInFury() {
  const { t } = useTranslation('heatmaps')
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const { view } = useMapView()
  const pages = usePages()
  const worst = (pages.data?.pages ?? [])
    .map(one => ({ ...one, trouble: (one.rage?.hits ?? 0) + (one.dead?.hits ?? 0) }))
    .filter(one => one.trouble > 0)
    .sort((a, b) => b.trouble - a.trouble)
  if (worst.length === 0) return null
  return (
    <section className={explore.part}>
      <h2>{t('onPages')}</h2>
      <p className={explore.note}>{t('onPagesSaid')}</p>
      <ul className={styles.worst}>
        {worst.slice(0, mostPages).map(one => (
          <li key={`${one.template} ${one.viewport}`}>
            <Link
              to="/w/$workspace/heatmaps"
              params={{ workspace }}
              search={{
                ...filtersIn(view),
                ...(view.map ? { map: view.map } : {}),
                page: one.template,
                width: one.viewport,
              }}
            >
              {one.template}
            </Link>{' '}
            <span className={styles.said}>{t(`short.${one.viewport}`)}</span>
            <span className={styles.said}>
              {one.rage && one.rage.hits > 0 && `${t('rage')} ${figures.share(one.rage.value)}`}
              {one.rage && one.dead && one.rage.hits > 0 && one.dead.hits > 0 && ' · '}
              {one.dead && one.dead.hits > 0 && `${t('dead')} ${figures.share(one.dead.value)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
