import { useTranslation } from 'react-i18next'
import type { HeatmapAnswer } from '../../../contract/measuring-pages.ts'
import { compareFigures } from '../../../vocabulary/statistics/compare-figures.ts'
import explore from '../explore/explore.module.css'
import { DifferenceDrawing } from './DifferenceDrawing.tsx'
import { hottestOf } from './heat.ts'
import styles from './heatmaps.module.css'
import { PageDrawing } from './PageDrawing.tsx'
import { elementShares } from './use-heatmap-figures.ts'

/** Both sides on one scale of colour, and where they differ beyond chance. */
export function TwoHeatmaps(props: { now: HeatmapAnswer; other: HeatmapAnswer; otherName: string }) {
  const { now, other, otherName } = props
  const { t } = useTranslation('heatmaps')
  const compare = useTranslation('compare').t
  if (other.views === 0) return null
  const hottest = hottestOf(now, other)
  return (
    <>
      <div className={styles.sides}>
        <figure className={styles.drawing}>
          <figcaption>{compare('now')}</figcaption>
          <PageDrawing told={now} hottest={hottest} name={compare('now')} />
        </figure>
        <figure className={styles.drawing}>
          <figcaption>{otherName}</figcaption>
          <PageDrawing told={{ ...other, picture: now.picture }} hottest={hottest} name={otherName} />
        </figure>
        <figure className={styles.drawing}>
          <figcaption>{compare('difference')}</figcaption>
          <DifferenceDrawing now={now} changes={compareFigures(elementShares(now), elementShares(other))} />
        </figure>
      </div>
      <p className={explore.note}>{t('sidesSaid')}</p>
    </>
  )
}
