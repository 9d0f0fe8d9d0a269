export type GraphNode = {
  readonly name: string
  readonly events: number
  readonly starts: number
  readonly ends: number
}
export type GraphEdge = { readonly from: string; readonly to: string; readonly count: number }
export type PlacedNode = GraphNode & { readonly x: number; readonly y: number }
export type PlacedEdge = GraphEdge & {
  readonly d: string
  readonly width: number
  readonly back: boolean
  readonly x: number
  readonly y: number
}
export type Drawing = {
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
  readonly width: number
  readonly height: number
}

export const nodeSize = { width: 158, height: 44 } as const
const gap = { x: 84, y: 58 } as const

/**
 * Places the nodes in columns: each stands one column to the right of the node that most often comes before it, so that
 * the common way reads from left to right. Ways back are drawn below.
 */
export function drawGraph(nodes: readonly GraphNode[], follows: readonly GraphEdge[], mostEdges: number): Drawing {
  const sorted = [...follows].sort((a, b) => b.count - a.count)
  const edges = sorted.slice(0, mostEdges)
  const used = new Set(edges.flatMap(edge => [edge.from, edge.to]))
  const shown = nodes.filter(node => used.has(node.name)).sort((a, b) => b.events - a.events)
  // What is not drawn still tells where a node belongs.
  const columnOf = columns(
    shown,
    sorted.filter(edge => used.has(edge.from) && used.has(edge.to)),
  )
  const rows = new Map<number, number>()
  const placed = new Map<string, PlacedNode>()
  for (const node of shown) {
    const column = columnOf.get(node.name) ?? 0
    const row = rows.get(column) ?? 0
    rows.set(column, row + 1)
    placed.set(node.name, { ...node, x: column * (nodeSize.width + gap.x), y: row * (nodeSize.height + gap.y) })
  }
  const most = Math.max(1, ...edges.map(edge => edge.count))
  return {
    nodes: [...placed.values()],
    edges: edges.flatMap(edge => {
      const from = placed.get(edge.from)
      const to = placed.get(edge.to)
      return from && to ? [{ ...edge, ...wayBetween(from, to), width: 1 + 6 * Math.sqrt(edge.count / most) }] : []
    }),
    width: (Math.max(0, ...columnOf.values()) + 1) * (nodeSize.width + gap.x),
    height: Math.max(1, ...rows.values()) * (nodeSize.height + gap.y) + 50,
  }
}

function columns(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const before = new Map<string, string>()
  for (const edge of edges) {
    if (edge.from !== edge.to && !before.has(edge.to) && !leadsTo(before, edge.from, edge.to))
      before.set(edge.to, edge.from)
  }
  // Where journeys begin more often than anything leads, the node is a beginning.
  for (const node of nodes) {
    const strongest = edges.find(edge => edge.to === node.name && edge.from !== node.name)
    if (node.starts > (strongest?.count ?? 0)) before.delete(node.name)
  }
  const found = new Map<string, number>()
  const columnOf = (name: string): number => {
    const known = found.get(name)
    if (known !== undefined) return known
    const earlier = before.get(name)
    const column = earlier === undefined ? 0 : columnOf(earlier) + 1
    found.set(name, column)
    return column
  }
  for (const node of nodes) columnOf(node.name)
  return found
}

/** Whether going back from `from` ever comes to `to`: then `from` before `to` would close a circle. */
function leadsTo(before: ReadonlyMap<string, string>, from: string, to: string): boolean {
  for (let at: string | undefined = from; at !== undefined; at = before.get(at)) if (at === to) return true
  return false
}

function wayBetween(from: PlacedNode, to: PlacedNode): { d: string; back: boolean; x: number; y: number } {
  const { width, height } = nodeSize
  const [x1, y1] = [from.x + width, from.y + height / 2]
  const [x2, y2] = [to.x, to.y + height / 2]
  if (from === to) {
    const [x, y] = [from.x + width / 2, from.y + height]
    return { d: `M${x - 16},${y}C${x - 26},${y + 24} ${x + 26},${y + 24} ${x + 16},${y}`, back: true, x, y: y + 22 }
  }
  if (x2 > x1 + gap.x + 10 && from.y === to.y) {
    // A way that passes over other nodes rises above their row, the higher the further it goes.
    const high = y1 - height / 2 - 8 - 16 * Math.round((x2 - x1) / (width + gap.x))
    const [a, b] = [from.x + width * 0.72, to.x + width * 0.28]
    return {
      d: `M${a},${from.y}C${a + 24},${high} ${b - 24},${high} ${b},${to.y}`,
      back: false,
      x: (a + b) / 2,
      y: high * 0.75 + from.y * 0.25 + 4,
    }
  }
  if (x2 > x1) {
    const bend = Math.min(70, (x2 - x1) / 2 + 12)
    return {
      d: `M${x1},${y1}C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`,
      back: false,
      x: (x1 + x2) / 2,
      y: (y1 + y2) / 2,
    }
  }
  const low = Math.max(from.y, to.y) + height + 22
  const [a, b] = [from.x + width / 2 + 12, to.x + width / 2 - 12]
  return {
    d: `M${a},${from.y + height}C${a},${low} ${b},${low} ${b},${to.y + height}`,
    back: true,
    x: (a + b) / 2,
    y: low - 8,
  }
}
