import type { Flow } from '../../vocabulary/statistics/flow-choice.ts'
import { beginning, boxSize, end, type FlowBox, type FlowPlan, layerStep, sizeOf } from './flow-layout.ts'

/** A drawn flow: a path, how it is kept in sight, and where its figure may stand. */
export type FlowRoute = {
  readonly from: string
  readonly to: string
  readonly count: number
  readonly d: string
  readonly kind: 'down' | 'up' | 'beside' | 'loop'
  readonly label: { readonly x: number; readonly y: number }
  /** Nowhere on its way is there room for its figure: there it would lie over a larger flow's, or over an activity. */
  readonly crowded: boolean
}

type Point = { x: number; y: number }
type Trip = {
  readonly flow: Flow
  readonly from: FlowBox
  readonly to: FlowBox
  readonly kind: FlowRoute['kind']
  /** Where it passes each layer between. */
  readonly passes: { readonly layer: number; x: number }[]
}

const clear = 14
/** How far beyond the outermost boxes a way may go round them; a figure needs a little more. */
export const outside = 44
const lane = 11

/** The ways of the flows between the boxes of a plan. They pass between boxes, never through one. */
export function routeFlows(plan: FlowPlan, flows: readonly Flow[]): FlowRoute[] {
  const boxes = new Map(plan.boxes.map(box => [box.name, box]))
  const layers = [...Map.groupBy(plan.boxes, box => box.layer)].map(([, own]) => own.toSorted((a, b) => a.x - b.x))
  const trips = flows.flatMap((flow): Trip[] => {
    const from = boxes.get(flow.from ?? beginning)
    const to = boxes.get(flow.to ?? end)
    if (!from || !to) return []
    const kind = from === to ? 'loop' : from.layer < to.layer ? 'down' : from.layer > to.layer ? 'up' : 'beside'
    return [{ flow, from, to, kind, passes: passesOf(from, to, layers) }]
  })
  keepLanes(trips, layers, plan.width)
  const ports = portsOf(trips)
  const taken: Rect[] = plan.boxes.map(box => rectOf(box.x, box.y, sizeOf(box.name).width, sizeOf(box.name).height))
  const ways = trips.map(trip => ({ trip, points: pointsOf(trip, ports) }))
  // The largest flows choose first.
  const labels = new Map(
    ways
      .toSorted((a, b) => b.trip.flow.count - a.trip.flow.count)
      .map(({ trip, points }) => [trip, labelOf(points, trip.kind, taken)]),
  )
  return ways.map(({ trip, points }) => ({
    from: trip.from.name,
    to: trip.to.name,
    count: trip.flow.count,
    kind: trip.kind,
    d: pathOf(points, trip.kind),
    ...labels.get(trip)!,
  }))
}

/** In each layer between, the gap nearest to the straight way. */
function passesOf(from: FlowBox, to: FlowBox, layers: readonly (readonly FlowBox[])[]): Trip['passes'] {
  const step = Math.sign(to.layer - from.layer)
  const passes: Trip['passes'] = []
  for (let layer = from.layer + step; step !== 0 && layer !== to.layer; layer += step) {
    const straight = from.x + ((to.x - from.x) * (layer - from.layer)) / (to.layer - from.layer)
    const last = passes.at(-1)?.x ?? from.x
    // Half what is straight, half where it comes from: fewer bends.
    passes.push({ layer, x: nearestGap(layers[layer] ?? [], (straight + last) / 2) })
  }
  return passes
}

function nearestGap(layer: readonly FlowBox[], wanted: number): number {
  const gaps = layer.map((box, index) => {
    const before = layer[index - 1]
    return [before ? right(before) + clear : Number.NEGATIVE_INFINITY, left(box) - clear] as const
  })
  const last = layer.at(-1)
  if (last) gaps.push([right(last) + clear, Number.POSITIVE_INFINITY])
  const places = gaps.map(([low, high]) => Math.min(Math.max(wanted, low), high))
  return places.reduce(
    (best, one) => (Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best),
    places[0] ?? wanted,
  )
}

const left = (box: FlowBox) => box.x - sizeOf(box.name).width / 2
const right = (box: FlowBox) => box.x + sizeOf(box.name).width / 2

/** Flows that pass a layer at the same place are drawn beside each other. */
function keepLanes(trips: readonly Trip[], layers: readonly (readonly FlowBox[])[], width: number): void {
  for (const [depth, layer] of layers.entries()) {
    const here = trips.flatMap(trip => trip.passes.filter(pass => pass.layer === depth).map(pass => ({ pass, trip })))
    const gapOf = (x: number) => layer.filter(box => box.x < x).length
    for (const [gap, own] of Map.groupBy(here, one => gapOf(one.pass.x))) {
      own.sort((a, b) => a.pass.x - b.pass.x || a.trip.to.x + a.trip.from.x - b.trip.to.x - b.trip.from.x)
      const [before, after] = [layer[gap - 1], layer[gap]]
      const low = before ? right(before) + clear / 2 : -outside
      const high = after ? left(after) - clear / 2 : width + outside
      const step = Math.min(lane, (high - low) / (own.length + 1))
      const middle = own.reduce((sum, one) => sum + one.pass.x, 0) / own.length
      const half = (step * (own.length - 1)) / 2
      const centre = Math.min(Math.max(middle, low + half), high - half)
      for (const [index, one] of own.entries()) one.pass.x = centre - half + index * step
    }
  }
}

type Ports = ReadonlyMap<Trip, { readonly start: number; readonly end: number }>

/** Where flows leave and enter a side of a box: beside each other, in the order of where they come from. */
function portsOf(trips: readonly Trip[]): Ports {
  const ends = trips
    .filter(trip => trip.kind !== 'loop')
    .flatMap(trip => {
      const first = trip.passes[0]?.x ?? trip.to.x
      const last = trip.passes.at(-1)?.x ?? trip.from.x
      return [
        { trip, part: 'start' as const, box: trip.from, side: trip.kind === 'up' ? 'top' : 'low', towards: first },
        { trip, part: 'end' as const, box: trip.to, side: trip.kind === 'down' ? 'top' : 'low', towards: last },
      ]
    })
  const found = new Map<Trip, { start: number; end: number }>()
  for (const [, own] of Map.groupBy(ends, one => `${one.side} ${one.box.name}`)) {
    own.sort((a, b) => a.towards - b.towards || (a.part === b.part ? 0 : a.part === 'end' ? -1 : 1))
    const { box } = own[0]!
    const room = sizeOf(box.name).width * (box.name === beginning || box.name === end ? 0.3 : 0.72)
    const step = Math.min(22, room / Math.max(1, own.length - 1))
    for (const [index, one] of own.entries()) {
      const held = found.get(one.trip) ?? { start: one.trip.from.x, end: one.trip.to.x }
      found.set(one.trip, { ...held, [one.part]: box.x + (index - (own.length - 1) / 2) * step })
    }
  }
  return found
}

function pointsOf(trip: Trip, ports: Ports): Point[] {
  const { from, to, kind, passes } = trip
  const half = (box: FlowBox) => sizeOf(box.name).height / 2
  if (kind === 'loop')
    return [
      { x: right(from), y: from.y - 9 },
      { x: right(from), y: from.y + 9 },
    ]
  const port = ports.get(trip)!
  const up = kind === 'up'
  const start = { x: port.start, y: from.y + (up ? -half(from) : half(from)) }
  const stop = { x: port.end, y: to.y + (kind === 'down' ? -half(to) : half(to)) }
  const between = passes.flatMap(pass => {
    const middle = pass.layer * layerStep + boxSize.height / 2
    const [first, second] = up ? [boxSize.height / 2, -boxSize.height / 2] : [-boxSize.height / 2, boxSize.height / 2]
    return [
      { x: pass.x, y: middle + first },
      { x: pass.x, y: middle + second },
    ]
  })
  return [start, ...between, stop]
}

function pathOf(points: readonly Point[], kind: FlowRoute['kind']): string {
  const [first, ...rest] = points.map(point => ({ x: round(point.x), y: round(point.y) }))
  if (!first) return ''
  const [last] = rest.slice(-1)
  if (kind === 'loop') return `M${first.x},${first.y}c30,-16 30,34 0,18`
  if (kind === 'beside') {
    const low = first.y + 30
    return `M${first.x},${first.y}C${first.x},${low} ${last!.x},${low} ${last!.x},${last!.y}`
  }
  let at = first
  return rest.reduce((path, next) => {
    const bend = (next.y - at.y) * 0.5
    // Beside a box the way is straight.
    const piece =
      next.x === at.x
        ? `L${next.x},${next.y}`
        : `C${at.x},${round(at.y + bend)} ${next.x},${round(next.y - bend)} ${next.x},${next.y}`
    at = next
    return path + piece
  }, `M${first.x},${first.y}`)
}

type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
const rectOf = (x: number, y: number, width: number, height: number): Rect => ({
  x: x - width / 2,
  y: y - height / 2,
  width,
  height,
})
const meet = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

type Label = Pick<FlowRoute, 'label' | 'crowded'>

/** The room of a figure such as 12,345 or 21.5 h, and of its halo. */
const figureRoom = { width: 46, height: 15 } as const
/** Along a piece of a way, the middle first. */
const halfway = [0.5, 0.36, 0.64, 0.24, 0.76] as const
const wherever = Array.from({ length: 21 }, (_, index) => 0.08 + index * 0.042).sort(
  (a, b) => Math.abs(a - 0.5) - Math.abs(b - 0.5),
)

/** Where a figure stands: near the middle of a piece of its way, off other figures and boxes. */
function labelOf(points: readonly Point[], kind: FlowRoute['kind'], taken: Rect[]): Label {
  const pieces = points
    .slice(1)
    .map((point, index) => [points[index]!, point] as const)
    .filter(([a, b]) => Math.abs(b.y - a.y) > 30)
  const tries =
    kind === 'loop'
      ? [12, 28, -10].map(low => ({ x: points[0]!.x + (low === 12 ? 40 : 28), y: points[0]!.y + low }))
      : kind === 'beside'
        ? [22, 12, 34].map(low => ({ x: (points[0]!.x + points.at(-1)!.x) / 2, y: points[0]!.y + low }))
        : [halfway, wherever].flatMap(parts => pieces.flatMap(([a, b]) => parts.map(t => along(a, b, t))))
  const room = (point: Point) => rectOf(point.x, point.y, figureRoom.width, figureRoom.height)
  const free = tries.find(point => !taken.some(rect => meet(rect, room(point))))
  const { x, y } = free ?? tries[0] ?? points[0]!
  if (free) taken.push(room(free))
  return { label: { x: round(x), y: round(y) }, crowded: free === undefined }
}

/** A point of the curve between two points that leaves and arrives upright. */
function along(a: Point, b: Point, t: number): Point {
  const s = 1 - t
  const middle = (a.y + b.y) / 2
  return {
    x: a.x * (s ** 3 + 3 * s * s * t) + b.x * (3 * s * t * t + t ** 3),
    y: a.y * s ** 3 + 3 * s * s * t * middle + 3 * s * t * t * middle + b.y * t ** 3,
  }
}

const round = (value: number) => Math.round(value * 10) / 10
