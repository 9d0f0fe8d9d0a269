import { useTranslation } from 'react-i18next'
import type { VariantsAnswer } from '../../../contract/exploring.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from './explore.module.css'

const width = 190
const height = 46

/** How much of all journeys the most frequent variants cover. What lies beyond the rows told is dashed. */
export function CoverageCurve({ variants, apart }: { variants: VariantsAnswer; apart: string | undefined }) {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const { rows } = variants
  if (rows.length < 2) return null
  const x = (rank: number) => (rank / variants.variants) * width
  const y = (coverage: number) => height - coverage * (height - 4)
  const points = rows.map((row, index) => [x(index + 1), y(row.coverage)] as const)
  const line = `M0 ${height} ${points.map(point => `L${point.join(' ')}`).join('')}`
  const last = points.at(-1)!
  const marked = points[rows.findIndex(row => row.variant === apart)]
  const eighty = rows.findIndex(row => row.coverage >= 0.8) + 1
  const said = [1, 5, 10, 25, 100].flatMap(rank => {
    const row = rows[rank - 1]
    return row ? [t('variants.curvePoint', { rank: figures.whole(rank), share: figures.share(row.coverage) })] : []
  })
  return (
    <figure className={styles.curve}>
      <svg
        width={width + 8}
        height={height + 6}
        viewBox={`-4 -3 ${width + 8} ${height + 6}`}
        role="img"
        aria-label={t('variants.curveSaid', { points: said.join(', ') })}
      >
        <path d={`M0 ${y(0.8)}H${width}`} className={styles.guide} />
        <path d={`${line}L${last[0]} ${height}Z`} className={styles.area} />
        <path d={`M0 ${height}H${width}`} className={styles.ground} />
        <path d={line} className={styles.line} />
        {variants.other.variants > 0 && <path d={`M${last.join(' ')}L${width} ${y(1)}`} className={styles.beyond} />}
        {marked && <circle cx={marked[0]} cy={marked[1]} r="4" className={styles.dot} />}
      </svg>
      <figcaption>
        {eighty > 0 ? t('variants.eighty', { rank: figures.whole(eighty) }) : t('variants.curve')}
      </figcaption>
    </figure>
  )
}
