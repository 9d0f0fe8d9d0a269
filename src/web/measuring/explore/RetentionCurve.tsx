import { useTranslation } from 'react-i18next'
import type { RetentionAnswer } from '../../../contract/exploring.ts'
import styles from './retention.module.css'
import { useTenths } from './use-explain.ts'

const width = 460
const height = 84

/** The average share that comes back, period after period. The one of beginning is left out: it is all of them. */
export function RetentionCurve({ retention }: { retention: RetentionAnswer }) {
  const { t } = useTranslation('explore')
  const tenths = useTenths()
  const told = retention.average.flatMap(({ later, share }) => (later > 0 && share !== null ? [{ later, share }] : []))
  if (told.length < 2) return null
  const most = Math.max(...told.map(one => one.share), 0.01)
  const last = told.at(-1)!.later
  const x = (later: number) => ((later - 1) / Math.max(1, last - 1)) * (width - 60) + 30
  const y = (share: number) => height - 20 - (share / most) * (height - 42)
  const words = (one: { later: number; share: number }) =>
    `${t(`retention.later.${retention.unit}`, { n: one.later })} ${tenths(one.share)}`
  const line = told.map((one, index) => `${index === 0 ? 'M' : 'L'}${x(one.later)} ${y(one.share)}`).join('')
  return (
    <figure className={styles.curve}>
      <figcaption>{t('retention.curve')}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${t('retention.curve')}: ${told.map(words).join(', ')}`}
      >
        <path d={`M20 ${height - 20}H${width - 20}`} className={styles.ground} />
        <path d={line} className={styles.line} />
        {told.map((one, index) => (
          <g key={one.later}>
            <circle cx={x(one.later)} cy={y(one.share)} r="2.6" className={styles.dot} />
            {(index === 0 || index === told.length - 1 || index === Math.floor(told.length / 2)) && (
              <>
                <text x={x(one.later)} y={y(one.share) - 8} className={styles.value}>
                  {tenths(one.share)}
                </text>
                <text x={x(one.later)} y={height - 5} className={styles.when}>
                  {t(`retention.later.${retention.unit}`, { n: one.later })}
                </text>
              </>
            )}
          </g>
        ))}
      </svg>
    </figure>
  )
}
