import { useFigures } from '../kit/figures.ts'
import styles from './spark-bars.module.css'

/** A count for each day as thin bars; the highest day and the sum are said in words. */
export function SparkBars({ days, label }: { days: readonly { day: string; count: number }[]; label: string }) {
  const figures = useFigures()
  const highest = Math.max(1, ...days.map(one => one.count))
  if (days.length === 0) return null
  const first = days[0]!
  const last = days.at(-1)!
  return (
    <figure className={styles.spark}>
      <svg
        viewBox={`0 0 ${days.length} 40`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label} : ${figures.whole(days.reduce((sum, one) => sum + one.count, 0))}`}
      >
        {days.map((one, index) => {
          const height = one.count === 0 ? 0 : Math.max(1.5, (one.count / highest) * 40)
          return <rect key={one.day} x={index + 0.12} width={0.76} y={40 - height} height={height} />
        })}
      </svg>
      <figcaption>
        <span>{figures.shortDay(`${first.day}T12:00:00Z`)}</span>
        <span>{label}</span>
        <span>{figures.shortDay(`${last.day}T12:00:00Z`)}</span>
      </figcaption>
    </figure>
  )
}
