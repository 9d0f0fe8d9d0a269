import { curveMonotoneX, line } from 'd3-shape'
import { useId, useMemo } from 'react'
import { drawCurve, type FeelingPoint } from '../../charts/emotion-curve.ts'
import { useCellTools } from './cell-tools.ts'
import type { Column } from './columns.ts'
import styles from './feelings.module.css'
import { declaredBy } from './feelings.ts'
import { useGridView, widthOf } from './grid-view.ts'
import { useShownColumns } from './use-shown-columns.ts'
import { laneWidth } from './zooming.ts'

/** The lines are drawn anew for so many steps at once, not for each that scrolls into view. */
const atOnce = 8

/**
 * The lines between the marks: measured with its uncertainty, declared by each persona, desired. Only what is on the
 * screen is drawn, with two steps on each side so that the curves bend as they would in the whole.
 */
export function FeelingLines(props: {
  rowAt: number
  points: ReadonlyMap<string, FeelingPoint>
  columns: readonly Column[]
  height: number
  y: (feeling: number) => number
}) {
  const { rowAt, points, columns, height, y } = props
  const view = useGridView()
  const { persona } = view
  const shown = useShownColumns(rowAt)
  const { isGap, isLived } = useCellTools()
  const gradient = useId()
  // The cell that has the focus is drawn wherever it is; the lines follow what is seen.
  const seen = shown.filter(one => one.near)
  const from = Math.max(0, Math.floor(((seen[0]?.at ?? 1) - 3) / atOnce) * atOnce)
  const to = Math.min(columns.length, Math.ceil(((seen.at(-1)?.at ?? 0) + 2) / atOnce) * atOnce)
  const { stepWidth, foldWidth } = view
  const drawn = useMemo(() => {
    let left = 0
    const centres = columns.map(column => {
      const width = widthOf({ stepWidth, foldWidth }, column)
      left += width
      return left - width / 2
    })
    const part = columns.slice(from, to)
    // The sheet of the lines is as wide as what is seen, not as the map.
    const start = from === 0 ? 0 : centres[from]! - stepWidth / 2
    const x = (index: number) => centres[from + index]! - start
    // A folded phase says nothing: nothing is drawn across it.
    const feelings = part.map((column): FeelingPoint => points.get(column.key) ?? { step: column.key })
    const declaring = new Set(
      part.flatMap(column => (column.kind === 'step' ? column.step.emotion.declared.map(one => one.persona) : [])),
    )
    const path = line().curve(curveMonotoneX)
    const declared = [...declaring].map(who => ({
      who,
      d:
        path(
          part.flatMap((column, index) => {
            const value = column.kind === 'step' ? declaredBy(column.step, who) : undefined
            return value === undefined ? [] : [[x(index), y(value)] as [number, number]]
          }),
        ) ?? '',
    }))
    const end = to >= columns.length ? left : centres[to]!
    return { curve: drawCurve(feelings, y, x), declared, start, width: end - start }
  }, [columns, points, y, from, to, stepWidth, foldWidth])
  // Beside what was lived one voice of the team is drawn, and none where the gap is what one looks at.
  const voices = drawn.declared.filter(({ who }) => (isGap ? false : who === persona || !isLived))
  return (
    <div className={styles.overlay} style={{ left: laneWidth + drawn.start, height }} role="presentation">
      <svg width={drawn.width} height={height} aria-hidden="true">
        <defs>
          <linearGradient id={gradient} gradientUnits="userSpaceOnUse" x1="0" x2="0" y1={y(0.6)} y2={y(-0.6)}>
            <stop offset="0" className={styles.good} />
            <stop offset=".5" className={styles.even} />
            <stop offset="1" className={styles.bad} />
          </linearGradient>
        </defs>
        <line className={styles.zero} x1="0" x2={drawn.width} y1={y(0)} y2={y(0)} />
        {drawn.curve.bands.map(d => (
          <path key={d} className={styles.band} d={d} />
        ))}
        {voices.map(({ who, d }) => (
          <path key={who ?? ''} className={who === persona ? styles.declaredLine : styles.otherLine} d={d} />
        ))}
        {drawn.curve.desired && <path className={styles.desiredLine} d={drawn.curve.desired} />}
        {drawn.curve.segments.map(({ d, sure }) => (
          <path key={d} className={sure ? styles.sure : styles.unsure} d={d} stroke={`url(#${gradient})`} />
        ))}
      </svg>
    </div>
  )
}
