/** So many times one activity directly follows another. Null stands for the beginning, or the end, of the case. */
export type Flow = { readonly from: string | null; readonly to: string | null; readonly count: number }

/** What is drawn of a graph, and what is not. */
export type FlowChoice<F extends Flow> = {
  /** The flows that are drawn, the largest first. */
  readonly drawn: readonly F[]
  /** Of these, how many have to be: fewer would leave an activity without its way from a beginning to an end. */
  readonly needed: number
  readonly hidden: { readonly flows: number; readonly count: number; readonly share: number }
}

/**
 * The `most` largest flows, and whatever else keeps the picture true: every activity stands on a way from a beginning to
 * an end, as wide as there is one, and keeps its largest way in and its largest way out. So a small graph never shows
 * an activity that seems to come from nowhere, or to lead nowhere.
 */
export function chooseFlows<F extends Flow>(flows: readonly F[], most: number): FlowChoice<F> {
  const sorted = flows
    .filter(flow => flow.count > 0)
    .sort((a, b) => b.count - a.count || byName(a.from, b.from) || byName(a.to, b.to))
  const needed = new Set<F>([
    ...strongest(sorted, flow => flow.from),
    ...strongest(sorted, flow => flow.to),
    ...widestTree(sorted, false),
    ...widestTree(sorted, true),
  ])
  const drawn = new Set(needed)
  for (const flow of sorted) {
    if (drawn.size >= most) break
    drawn.add(flow)
  }
  const hidden = sorted.filter(flow => !drawn.has(flow))
  const count = sum(hidden)
  const whole = sum(sorted)
  return {
    drawn: sorted.filter(flow => drawn.has(flow)),
    needed: needed.size,
    hidden: { flows: hidden.length, count, share: whole === 0 ? 0 : count / whole },
  }
}

/** The largest flow of each activity on one side; what goes on in the same place leads nowhere. */
function strongest<F extends Flow>(sorted: readonly F[], side: (flow: F) => string | null): F[] {
  const met = new Set<string>()
  return sorted.filter(flow => {
    const name = side(flow)
    if (name === null || flow.from === flow.to || met.has(name)) return false
    met.add(name)
    return true
  })
}

/** The widest ways from the beginning to every activity, or, backwards, from every activity to the end. */
function widestTree<F extends Flow>(sorted: readonly F[], backwards: boolean): F[] {
  const reached = new Set<string>()
  const tree: F[] = []
  const isReached = (name: string | null, isStart: boolean) => (name === null ? isStart : reached.has(name))
  // Of the flows that leave what is reached, the largest is the next: the tree of Prim, on the widest flows.
  for (;;) {
    const next = sorted.find(flow => {
      const [near, far] = backwards ? [flow.to, flow.from] : [flow.from, flow.to]
      return far !== null && !reached.has(far) && isReached(near, true)
    })
    if (!next) return tree
    reached.add((backwards ? next.from : next.to)!)
    tree.push(next)
  }
}

function byName(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  return a < b ? -1 : 1
}

function sum(flows: readonly Flow[]): number {
  return flows.reduce((all, flow) => all + flow.count, 0)
}
