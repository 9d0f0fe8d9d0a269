import { chooseFlows, type Flow } from '../../vocabulary/statistics/flow-choice.ts'

// A picture of flows from above to below, in layers, after Sugiyama, Tagawa and Toda (1981). Where an activity stands
// follows from the whole graph, not from the paths that are drawn: showing more or fewer of them moves nothing.

/** The beginning and the end of cases, among the names of activities. */
export const beginning = '\u0000begin'
export const end = '\u0000end'

export type FlowBox = { readonly name: string; readonly x: number; readonly y: number; readonly layer: number }
/** Boxes by their middle. */
export type FlowPlan = { readonly boxes: readonly FlowBox[]; readonly width: number; readonly height: number }

export const boxSize = { width: 172, height: 54 } as const
export const poleSize = { width: 26, height: 26 } as const
const gap = { x: 54, y: 54 } as const
export const layerStep = boxSize.height + gap.y

export const sizeOf = (name: string) => (name === beginning || name === end ? poleSize : boxSize)

type Edge = { readonly from: string; readonly to: string; readonly count: number }

/** Where each activity of the flows stands. The same flows, in any order, give the same places. */
export function placeActivities(flows: readonly Flow[]): FlowPlan {
  const edges = flows
    .filter(flow => flow.from !== flow.to && flow.count > 0)
    .map(flow => ({ from: flow.from ?? beginning, to: flow.to ?? end, count: flow.count }))
    .sort((a, b) => b.count - a.count || compare(a.from, b.from) || compare(a.to, b.to))
  const layers = orderLayers(layersOf(flows, edges), edges)
  const x = spread(layers, edges)
  const boxes = layers.flatMap((names, layer) =>
    names.map(name => ({ name, layer, x: x.get(name)!, y: layer * layerStep + boxSize.height / 2 })),
  )
  const left = Math.min(0, ...boxes.map(box => box.x - sizeOf(box.name).width / 2))
  const right = Math.max(0, ...boxes.map(box => box.x + sizeOf(box.name).width / 2))
  return {
    boxes: boxes.map(box => ({ ...box, x: Math.round(box.x - left) })),
    width: Math.round(right - left),
    height: Math.max(0, layers.length - 1) * layerStep + boxSize.height,
  }
}

/** Each activity one layer below the lowest of those that lead to it, along the flows that no picture leaves out. */
function layersOf(flows: readonly Flow[], edges: readonly Edge[]): string[][] {
  const needed = new Set(chooseFlows(flows, 0).drawn.map(flow => `${flow.from ?? beginning}\n${flow.to ?? end}`))
  const after = new Map<string, string[]>()
  const before = new Map<string, string[]>()
  for (const { from, to } of edges.filter(edge => needed.has(`${edge.from}\n${edge.to}`))) {
    // The largest flows decide which way is down; what would lead in a circle goes up.
    if (leads(after, to, from)) continue
    after.set(from, [...(after.get(from) ?? []), to])
    before.set(to, [...(before.get(to) ?? []), from])
  }
  const depth = new Map<string, number>([[beginning, 0]])
  const depthOf = (name: string): number => {
    const known = depth.get(name)
    if (known !== undefined) return known
    const found = Math.max(0, ...(before.get(name) ?? []).map(depthOf)) + 1
    depth.set(name, found)
    return found
  }
  const names = [...new Set(edges.flatMap(edge => [edge.from, edge.to]))]
  const lowest = Math.max(0, ...names.filter(name => name !== end).map(depthOf))
  const layers: string[][] = Array.from({ length: lowest + 2 }, () => [])
  for (const name of names) layers[name === end ? lowest + 1 : depthOf(name)]!.push(name)
  return layers.filter(layer => layer.length > 0)
}

function leads(after: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const met = new Set<string>()
  const open = [from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true
    if (met.has(at)) continue
    met.add(at)
    open.push(...(after.get(at) ?? []))
  }
  return false
}

const sweeps = 12

/** Orders each layer by where its neighbours stand, the larger flows weighing more; the order with least crossed wins. */
function orderLayers(layers: readonly (readonly string[])[], edges: readonly Edge[]): string[][] {
  let ordered = layers.map(layer => [...layer].sort(compare))
  let best = ordered
  let least = crossed(ordered, edges)
  for (let sweep = 0; sweep < sweeps && least > 0; sweep++) {
    const place = placesOf(ordered)
    ordered = [...ordered]
    const turns = sweep % 2 === 0 ? ordered.keys() : [...ordered.keys()].reverse()
    for (const turn of turns) {
      const weight = (name: string) => meanOf(name, edges, place)
      const own = [...ordered[turn]!].sort((a, b) => weight(a) - weight(b) || compare(a, b))
      ordered[turn] = own
      for (const [index, name] of own.entries()) place.set(name, placeIn(own, index))
    }
    const now = crossed(ordered, edges)
    if (now < least) {
      least = now
      best = ordered
    }
  }
  return best
}

const placeIn = (layer: readonly string[], index: number) => index - (layer.length - 1) / 2

function placesOf(layers: readonly (readonly string[])[]): Map<string, number> {
  return new Map(layers.flatMap(layer => layer.map((name, index) => [name, placeIn(layer, index)] as const)))
}

/** The mean place of the neighbours, by the root of the flow: one large flow does not silence all others. */
function meanOf(name: string, edges: readonly Edge[], place: ReadonlyMap<string, number>): number {
  let sum = 0
  let weight = 0
  for (const { from, to, count } of edges) {
    if (from !== name && to !== name) continue
    const strength = Math.sqrt(count)
    sum += strength * place.get(from === name ? to : from)!
    weight += strength
  }
  return weight === 0 ? 0 : sum / weight
}

/** How much flow crosses other flow, of those between layers. */
function crossed(layers: readonly (readonly string[])[], edges: readonly Edge[]): number {
  const place = placesOf(layers)
  const layer = new Map(layers.flatMap((names, index) => names.map(name => [name, index] as const)))
  const spans = edges.slice(0, 120).map(({ from, to, count }) => {
    const [top, low] = layer.get(from)! <= layer.get(to)! ? [from, to] : [to, from]
    const [a, b] = [layer.get(top)!, layer.get(low)!]
    const at = (depth: number) =>
      a === b ? place.get(top)! : place.get(top)! + ((place.get(low)! - place.get(top)!) * (depth - a)) / (b - a)
    return { a, b, at, weight: Math.sqrt(count) }
  })
  let sum = 0
  for (const [index, one] of spans.entries()) {
    for (const other of spans.slice(index + 1)) {
      const [top, low] = [Math.max(one.a, other.a), Math.min(one.b, other.b)]
      if (top >= low) continue
      if ((one.at(top) - other.at(top)) * (one.at(low) - other.at(low)) < 0) sum += Math.min(one.weight, other.weight)
    }
  }
  return sum
}

/** Moves each layer towards its neighbours, keeping its order and distances: the large flows become straight. */
function spread(layers: readonly (readonly string[])[], edges: readonly Edge[]): Map<string, number> {
  const x = new Map<string, number>()
  for (const layer of layers)
    for (const [index, name] of layer.entries()) x.set(name, placeIn(layer, index) * (boxSize.width + gap.x))
  for (let sweep = 0; sweep < 24; sweep++) {
    const turns = sweep % 2 === 0 ? layers : layers.toReversed()
    for (const layer of turns) {
      const wanted = layer.map(name => weighed(name, edges, x))
      for (const [index, place] of apart(layer, wanted).entries()) x.set(layer[index]!, place)
    }
  }
  return x
}

function weighed(name: string, edges: readonly Edge[], x: ReadonlyMap<string, number>): { at: number; weight: number } {
  let sum = 0
  let weight = 0
  for (const { from, to, count } of edges) {
    if (from !== name && to !== name) continue
    sum += count * x.get(from === name ? to : from)!
    weight += count
  }
  return weight === 0 ? { at: x.get(name)!, weight: 1 } : { at: sum / weight, weight }
}

/** The places nearest to those wanted, by least squares, at which neighbours keep their distance. */
function apart(layer: readonly string[], wanted: readonly { at: number; weight: number }[]): number[] {
  const offsets = [0]
  for (let index = 1; index < layer.length; index++)
    offsets.push(offsets[index - 1]! + (sizeOf(layer[index - 1]!).width + sizeOf(layer[index]!).width) / 2 + gap.x)
  // Pools of neighbours that violate the order share their mean.
  const pools: { sum: number; weight: number; size: number }[] = []
  for (const [index, { at, weight }] of wanted.entries()) {
    pools.push({ sum: (at - offsets[index]!) * weight, weight, size: 1 })
    for (;;) {
      const [before, last] = pools.slice(-2)
      if (!before || !last || before.sum / before.weight <= last.sum / last.weight) break
      pools.splice(-2, 2, {
        sum: before.sum + last.sum,
        weight: before.weight + last.weight,
        size: before.size + last.size,
      })
    }
  }
  const means = pools.flatMap(pool => Array.from({ length: pool.size }, () => pool.sum / pool.weight))
  return means.map((mean, index) => mean + offsets[index]!)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
