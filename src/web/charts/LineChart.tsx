import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'
import styles from './line-chart.module.css'

export type LinePoint = {
  readonly x: number
  /** Null: nothing is told there, and the line is broken. */
  readonly y: number | null
  readonly low?: number | undefined
  readonly high?: number | undefined
  /** What else is said of it: on how many it rests. */
  readonly note?: string
}
export type LineSeries = {
  readonly name: string
  readonly points: readonly LinePoint[]
  /** Steps hold their value until the next point. */
  readonly step?: boolean
  /** What was expected rather than seen: thin and dashed. */
  readonly expected?: boolean
}
export type LineMark = { readonly x: number; readonly words: string; readonly kind: 'odd' | 'shift' | 'now' }

const margin = { top: 12, right: 14, bottom: 24, left: 48 }
const colours = 8
/** The bands of more curves than these hide each other: then the intervals are told under the pointer alone. */
export const mostBands = 3

/** Curves over one axis, few of them with their intervals as bands; what is under the pointer, or the arrow keys, is said in words. */
export function LineChart(props: {
  label: string
  series: readonly LineSeries[]
  xWords: (x: number) => string
  yWords: (y: number) => string
  /** The range of the axis when it is not that of the values. */
  from?: number
  to?: number
  marks?: readonly LineMark[]
  height?: number
}) {
  const { ref, width } = useElementSize()
  const [at, setAt] = useState<number | null>(null)
  const { series, marks = [], xWords, yWords, height = 240 } = props
  const points = series.flatMap(one => one.points)
  const xs = [...new Set(points.map(one => one.x))].sort((a, b) => a - b)
  const ys = points.flatMap(one => [one.y, one.low, one.high].filter(each => each !== undefined && each !== null))
  if (xs.length === 0 || ys.length === 0) return null
  const [left, right] = [xs[0]!, xs.at(-1)!]
  const bottom = props.from ?? Math.min(...ys)
  const most = Math.max(...ys)
  // Three to five round steps: as many as it takes, so that the curve fills its frame.
  const step = props.to === undefined ? roundStep((most - bottom) / 5) : (props.to - bottom) / 4
  const steps = props.to === undefined ? Math.max(1, Math.ceil((most - bottom) / step - 1e-9)) : 4
  const top = bottom + steps * step
  const wide = Math.max(width || 600, 260)
  const x = (value: number) =>
    margin.left + ((value - left) / Math.max(1e-9, right - left)) * (wide - margin.left - margin.right)
  const y = (value: number) =>
    height - margin.bottom - ((value - bottom) / (top - bottom)) * (height - margin.top - margin.bottom)
  const ticks = Array.from({ length: steps + 1 }, (_, index) => bottom + index * step)
  const dates = (right > left ? [0, 0.5, 1] : [0]).map(share => left + share * (right - left))
  const shown = at === null ? null : xs[Math.min(at, xs.length - 1)]!
  const nearest = (clientX: number, box: DOMRect) => {
    const value = left + ((clientX - box.left - margin.left) / (wide - margin.left - margin.right)) * (right - left)
    return xs.reduce((best, each, index) => (Math.abs(each - value) < Math.abs(xs[best]! - value) ? index : best), 0)
  }
  const told =
    shown === null
      ? []
      : series.flatMap(one => {
          const point = valueAt(one, shown)
          return point?.y === null || point === undefined ? [] : [{ name: one.name, point }]
        })
  return (
    <figure className={styles.chart}>
      <div
        ref={ref}
        className={styles.frame}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the values one by one.
        tabIndex={0}
        role="img"
        aria-label={props.label}
        onPointerMove={event => setAt(nearest(event.clientX, event.currentTarget.getBoundingClientRect()))}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={event => {
          const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
          if (by === 0) return
          event.preventDefault()
          setAt(now => Math.min(xs.length - 1, Math.max(0, (now ?? -1) + by)))
        }}
      >
        <svg width={wide} height={height} viewBox={`0 0 ${wide} ${height}`} aria-hidden>
          {ticks.map(tick => (
            <g key={tick}>
              <path d={`M${margin.left} ${y(tick)}H${wide - margin.right}`} className={styles.grid} />
              <text x={margin.left - 7} y={y(tick) + 4} className={styles.tick}>
                {yWords(tick)}
              </text>
            </g>
          ))}
          {dates.map((date, index) => (
            <text
              key={date}
              x={x(date)}
              y={height - 6}
              className={styles.date}
              textAnchor={index === 0 ? 'start' : index === 2 ? 'end' : 'middle'}
            >
              {xWords(date)}
            </text>
          ))}
          {series.map((one, index) => (
            <g key={one.name} data-colour={index % colours}>
              {series.length <= mostBands && <path d={bandOf(one, x, y)} className={styles.band} />}
              {aloneIn(one).map(point => (
                <g key={point.x}>
                  {point.low !== undefined && point.high !== undefined && (
                    <path d={`M${x(point.x)} ${y(point.low)}V${y(point.high)}`} className={styles.line} opacity="0.4" />
                  )}
                  <circle cx={x(point.x)} cy={y(point.y!)} r="3" className={styles.dot} />
                </g>
              ))}
              <path d={lineOf(one, x, y)} className={styles.line} data-expected={one.expected || undefined} />
            </g>
          ))}
          {marks.map(mark => (
            <g key={`${mark.kind}${mark.x}`} className={styles.mark} data-kind={mark.kind}>
              <path d={`M${x(mark.x)} ${margin.top}V${height - margin.bottom}`} />
              <path d={`M${x(mark.x) - 4} ${margin.top - 8}h8l-4 7z`} />
            </g>
          ))}
          {shown !== null && (
            <path d={`M${x(shown)} ${margin.top}V${height - margin.bottom}`} className={styles.guide} />
          )}
          {told.map(({ name, point }) => (
            <circle key={name} cx={x(shown!)} cy={y(point.y!)} r="3" className={styles.dot} />
          ))}
        </svg>
        {shown !== null && told.length > 0 && (
          <div
            className={styles.told}
            style={x(shown) > wide / 2 ? { right: wide - x(shown) + 10 } : { left: x(shown) + 10 }}
            role="status"
          >
            <b>{xWords(shown)}</b>
            {told.map(({ name, point }) => (
              <span key={name}>
                {name} <b>{yWords(point.y!)}</b>
                {point.low !== undefined && point.high !== undefined && (
                  <small>
                    {yWords(point.low)} – {yWords(point.high)}
                  </small>
                )}
                {point.note && <small>{point.note}</small>}
              </span>
            ))}
            {marks
              .filter(mark => mark.x === shown)
              .map(mark => (
                <em key={mark.kind}>{mark.words}</em>
              ))}
          </div>
        )}
      </div>
      {series.length > 1 && (
        <figcaption className={styles.legend}>
          {series.map((one, index) => (
            <span key={one.name} data-colour={index % colours}>
              <i data-expected={one.expected || undefined} aria-hidden />
              {one.name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  )
}

/** A step of the axis that reads well: 1, 2, 2.5 or 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1e-9)))
  return power * ([1, 2, 2.5, 5, 10].find(each => each * power >= least - 1e-12) ?? 10)
}

/** What a series says at an abscissa: its point there, or, of steps, the one before. */
function valueAt(series: LineSeries, at: number): LinePoint | undefined {
  return series.step ? series.points.findLast(one => one.x <= at) : series.points.find(one => one.x === at)
}

type Scale = (value: number) => number

function lineOf({ points, step }: LineSeries, x: Scale, y: Scale): string {
  let broken = true
  return points
    .map(point => {
      if (point.y === null) {
        broken = true
        return ''
      }
      const told = broken
        ? `M${x(point.x)} ${y(point.y)}`
        : step
          ? `H${x(point.x)}V${y(point.y)}`
          : `L${x(point.x)} ${y(point.y)}`
      broken = false
      return told
    })
    .join('')
}

/** Points that no line reaches, since nothing is told on either side. */
function aloneIn({ points, step }: LineSeries): readonly LinePoint[] {
  const isTold = (point: LinePoint | undefined) => point !== undefined && point.y !== null
  return step ? [] : points.filter((one, at) => isTold(one) && !isTold(points[at - 1]) && !isTold(points[at + 1]))
}

/** The band ends where the line is broken. */
function bandOf({ points, step }: LineSeries, x: Scale, y: Scale): string {
  const runs: LinePoint[][] = [[]]
  for (const point of points) {
    if (point.low !== undefined && point.high !== undefined) runs.at(-1)!.push(point)
    else if (point.y === null) runs.push([])
  }
  const path = (side: 'low' | 'high', list: readonly LinePoint[]) =>
    list
      .map((point, index) => {
        const before = list[index - 1]
        const corner =
          step && before
            ? `L${x(side === 'high' ? point.x : before.x)} ${y(side === 'high' ? before[side]! : point[side]!)}`
            : ''
        return `${corner}L${x(point.x)} ${y(point[side]!)}`
      })
      .join('')
  return runs
    .filter(run => run.length > 1)
    .map(run => `M${path('high', run).slice(1)}${path('low', [...run].reverse())}Z`)
    .join('')
}
