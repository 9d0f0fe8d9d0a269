import { type ReactNode, type Ref, useMemo } from 'react'
import { linesOf } from './box-lines.ts'
import type { FlowDrawing } from './flow-drawing.ts'
import { beginning, boxSize, end, poleSize } from './flow-layout.ts'
import styles from './flow-picture.module.css'
import { type FlowRoute, outside } from './flow-routes.ts'

/** What is kept apart: one activity, or one flow from an activity to another. */
export type Apart = { readonly activity: string } | { readonly from: string; readonly to: string }

const margin = { x: outside + 18, y: 22 } as const

/** How wide a drawing is at its own size. */
export const drawnWidth = ({ plan }: FlowDrawing) => plan.width + 2 * margin.x

/** A graph of flows. Pointing and clicking keep a flow apart; a table beside it says the same to everybody. */
export function FlowPicture(props: {
  drawing: FlowDrawing
  scale: number
  apart: Apart | undefined
  keep: (apart: Apart | undefined) => void
  point: (apart: Apart | undefined) => void
  name: (activity: string) => string
  /** The figure of an activity, of a flow; and how strong a flow is, 0–1. */
  figure: (activity: string) => string
  flowFigure: (route: FlowRoute) => string
  strength: (route: FlowRoute) => number
  /** Flow into and out of an activity that is not drawn, as words; '' for none. */
  others: (activity: string) => string
  svg: Ref<SVGSVGElement>
}): ReactNode {
  const { drawing, scale, apart, keep, point, name, figure, flowFigure, strength, others } = props
  const { plan, routes } = drawing
  const lit = useMemo(() => litBy(routes, apart), [routes, apart])
  const [width, height] = [drawnWidth(drawing), plan.height + 2 * margin.y]
  const target = (one: Apart) => ({
    onClick: () => keep(isSame(one, apart) ? undefined : one),
    onPointerEnter: () => point(one),
    onPointerLeave: () => point(undefined),
  })
  // What is kept apart lies above the rest.
  const ordered = lit ? routes.toSorted((a, b) => Number(lit.routes.has(a)) - Number(lit.routes.has(b))) : routes
  // A figure without room of its own is told when its way is looked at.
  const figured = ordered.filter(route => !route.crowded || lit?.routes.has(route))
  return (
    <svg
      ref={props.svg}
      className={styles.picture}
      width={width * scale}
      height={height * scale}
      viewBox={`${-margin.x} ${-margin.y} ${width} ${height}`}
      data-apart={lit ? true : undefined}
      aria-hidden="true"
    >
      <defs>
        {(['down', 'up', 'lit'] as const).map(kind => (
          <marker
            key={kind}
            id={`flow-tip-${kind}`}
            viewBox="0 0 8 8"
            refX="6.5"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 .8L7.4 4L0 7.2Z" className={styles.tip} data-kind={kind} />
          </marker>
        ))}
      </defs>
      {ordered.map(route => {
        const isLit = lit?.routes.has(route)
        const kind = isLit ? 'lit' : route.kind === 'down' ? 'down' : 'up'
        return (
          <g
            key={`${route.from}\n${route.to}`}
            className={styles.flow}
            data-kind={route.kind}
            data-lit={isLit || undefined}
            {...target({ from: route.from, to: route.to })}
          >
            <path d={route.d} className={styles.reach} />
            <path
              d={route.d}
              className={styles.way}
              strokeWidth={1 + 5.5 * strength(route)}
              markerEnd={`url(#flow-tip-${kind})`}
            />
          </g>
        )
      })}
      {plan.boxes.map(box => (
        <g
          key={box.name}
          className={styles.box}
          style={{ transform: `translate(${box.x}px, ${box.y}px)` }}
          data-lit={lit?.activities.has(box.name) || undefined}
          data-pole={box.name === beginning || box.name === end || undefined}
          {...(box.name === beginning || box.name === end ? {} : target({ activity: box.name }))}
        >
          {box.name === beginning ? (
            <>
              <circle r={poleSize.width / 2} className={styles.pole} />
              <path d="M-3.5 -5.5L6 0L-3.5 5.5Z" className={styles.poleMark} />
            </>
          ) : box.name === end ? (
            <>
              <circle r={poleSize.width / 2} className={styles.pole} />
              <rect x="-4.5" y="-4.5" width="9" height="9" rx="1" className={styles.poleMark} />
            </>
          ) : (
            <>
              <rect
                x={-boxSize.width / 2}
                y={-boxSize.height / 2}
                width={boxSize.width}
                height={boxSize.height}
                rx="9"
                className={styles.card}
              />
              <BoxText name={name(box.name)} figure={figure(box.name)} others={others(box.name)} />
            </>
          )}
        </g>
      ))}
      {figured.map(route => (
        <text
          key={`${route.from}\n${route.to}`}
          x={route.label.x}
          y={route.label.y + 4}
          className={styles.count}
          data-lit={lit?.routes.has(route) || undefined}
        >
          {flowFigure(route)}
        </text>
      ))}
    </svg>
  )
}

/** A name on one line or two, and the figures below it. */
function BoxText({ name, figure, others }: { name: string; figure: string; others: string }) {
  const lines = linesOf(name, boxSize.width - 18)
  const last = lines.length > 1 ? 19 : 13
  return (
    <>
      <text className={styles.name}>
        {lines.map((line, index) => (
          <tspan key={line} x={12 - boxSize.width / 2} y={lines.length > 1 ? -12 + 14 * index : -4}>
            {line}
          </tspan>
        ))}
        <title>{name}</title>
      </text>
      <text x={12 - boxSize.width / 2} y={last} className={styles.events}>
        {figure}
      </text>
      <text x={boxSize.width / 2 - 10} y={last} className={styles.others}>
        {others}
      </text>
    </>
  )
}

function litBy(routes: readonly FlowRoute[], apart: Apart | undefined) {
  if (!apart) return undefined
  const own = routes.filter(route =>
    'activity' in apart
      ? route.from === apart.activity || route.to === apart.activity
      : route.from === apart.from && route.to === apart.to,
  )
  return {
    routes: new Set(own),
    activities: new Set([
      ...own.flatMap(route => [route.from, route.to]),
      ...('activity' in apart ? [apart.activity] : []),
    ]),
  }
}

const isSame = (one: Apart, other: Apart | undefined) => JSON.stringify(one) === JSON.stringify(other)
