import { curveMonotoneX, line } from 'd3-shape'
import styles from './atlas.module.css'

const [width, height] = [120, 30]

/** The declared feeling along the steps, in a breath. A step of which nothing is declared leaves a gap. */
export function Sparkline({ curve, label }: { curve: readonly (number | null)[]; label: string }) {
  const step = width / Math.max(curve.length, 1)
  const x = (index: number) => (index + 0.5) * step
  const y = (value: number) => 4 + ((1 - value) / 2) * (height - 8)
  const path = line<number | null>()
    .defined(value => value !== null)
    .x((_, index) => x(index))
    .y(value => y(value!))
    .curve(curveMonotoneX)
    .digits(1)([...curve])
  const alone = curve.flatMap((value, index) =>
    value !== null && (curve[index - 1] ?? null) === null && (curve[index + 1] ?? null) === null
      ? [{ index, value }]
      : [],
  )
  return (
    <svg className={styles.spark} viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img">
      <title>{label}</title>
      <line x1="0" x2={width} y1={y(0)} y2={y(0)} />
      {path && <path d={path} />}
      {alone.map(({ index, value }) => (
        <circle key={index} cx={x(index)} cy={y(value)} r="2" />
      ))}
    </svg>
  )
}
