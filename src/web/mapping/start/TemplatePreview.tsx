import { curveMonotoneX, line } from 'd3-shape'
import type { TemplateFace } from '../../../contract/map-templates.ts'
import styles from './start.module.css'

const [width, height] = [248, 84]
const middle = 35
const reach = 34

/** A journey in small: its phases side by side, how it is said to feel, touchpoints below, gold where it is decided. */
export function TemplatePreview({ face }: { face: TemplateFace }) {
  const steps = face.phases.flatMap((phase, index) => phase.steps.map(step => ({ ...step, phase: index })))
  const wide = width / steps.length
  const placed = steps.map((step, index) => ({
    ...step,
    x: (index + 0.5) * wide,
    y: middle - (step.feels ?? 0) * reach,
  }))
  const felt = placed.filter(step => step.feels !== null)
  const path = line<{ x: number; y: number }>()
    .x(point => point.x)
    .y(point => point.y)
    .curve(curveMonotoneX)(felt)
  let begun = 0
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={styles.preview} aria-hidden="true">
      {face.phases.map((phase, index) => {
        const x = begun * wide
        begun += phase.steps.length
        return (
          <rect
            key={phase.name.en}
            x={x + 1}
            y={0}
            width={phase.steps.length * wide - 2}
            height={height}
            rx={4}
            className={index % 2 === 0 ? styles.band : styles.otherBand}
          />
        )
      })}
      {felt.length > 0 && <line x1={4} x2={width - 4} y1={middle} y2={middle} className={styles.even} />}
      {path && <path d={path} className={styles.curve} />}
      {felt.map(point => (
        <circle
          key={point.x}
          cx={point.x}
          cy={point.y}
          r={2.6}
          className={point.feels! > 0.15 ? styles.well : point.feels! < -0.15 ? styles.ill : styles.soso}
        />
      ))}
      {placed
        .filter(point => point.decides)
        .map(point => (
          <path
            key={point.x}
            transform={`translate(${point.x} ${point.y < 14 ? point.y + 12 : point.y - 11})`}
            d="M0-5 1.5-1.6 5-1.2 2.4 1.2 3.1 4.8 0 3-3.1 4.8-2.4 1.2-5-1.2-1.5-1.6Z"
            className={styles.moment}
          />
        ))}
      {placed.flatMap(point =>
        Array.from({ length: point.placed }, (_, index) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the dots of a column have nothing else to be known by.
            key={`${point.x} ${index}`}
            x={point.x - Math.min(4, wide / 2 - 1)}
            y={height - 5 - index * (felt.length > 0 ? 4 : 8)}
            width={Math.min(8, wide - 2)}
            height={felt.length > 0 ? 2.4 : 5}
            rx={1.2}
            className={styles.contact}
          />
        )),
      )}
    </svg>
  )
}
