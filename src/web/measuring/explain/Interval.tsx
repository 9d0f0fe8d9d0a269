import styles from './explain.module.css'

const width = 150

/** A difference with its interval, on one scale around nought for a whole column. Its figures stand beside it in words. */
export function Interval(props: { value: number; low: number; high: number; most: number; sure: boolean }) {
  const { value, low, high, most, sure } = props
  const x = (told: number) =>
    width / 2 + (Math.max(-most, Math.min(most, told)) / Math.max(1e-9, most)) * (width / 2 - 5)
  return (
    <svg className={styles.interval} viewBox={`0 0 ${width} 16`} data-unsure={!sure || undefined} aria-hidden>
      <path d={`M${width / 2} 0V16`} className={styles.nought} />
      <path d={`M${x(low)} 8H${x(high)}`} className={styles.span} />
      <circle cx={x(value)} cy={8} r={3.5} className={styles.point} />
    </svg>
  )
}
