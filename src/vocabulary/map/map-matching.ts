import type { Label } from '../label.ts'
import type { Placement } from '../touchpoint.ts'
import { type JourneyMap, type Lane, type Phase, type Step, stepsOf } from './journey-map.ts'
import type { Library } from './library.ts'

/** How two elements of two maps were found to be the same. */
export type MatchedBy = 'id' | 'touchpoint' | 'title'

export type Pair<Item> = { readonly before: Item; readonly after: Item; readonly by: MatchedBy }

/** What of the first map is what of the second; what is in no pair was removed, or added. */
export type MatchedMaps = {
  readonly phases: readonly Pair<Phase>[]
  readonly steps: readonly Pair<Step>[]
  readonly placements: readonly Pair<Placement>[]
  readonly lanes: readonly Pair<Lane>[]
}

/**
 * Finds the elements that two maps share. An id decides first, then a touchpoint that both show, then a title, read
 * without case, accents and punctuation, in either language. Phases have no touchpoints of their own: after their id
 * and their title it is the steps they share that tell. Every element is matched at most once, the first that fits.
 */
export function matchMaps(before: JourneyMap, after: JourneyMap, library: Library): MatchedMaps {
  const nameOf = touchpointNames(library)
  const steps = matchList(stepsOf(before), stepsOf(after), [
    ['id', step => [step.id]],
    ['touchpoint', step => step.placements.flatMap(({ touchpoint }) => nameOf(touchpoint))],
    ['title', step => titlesOf(step.title)],
  ])
  const pairOf = new Map(steps.flatMap((pair, index) => [pair.before, pair.after].map(step => [step, index] as const)))
  const phases = matchList(before.phases, after.phases, [
    ['id', phase => [phase.id]],
    ['title', phase => titlesOf(phase.name)],
    ['touchpoint', phase => phase.steps.flatMap(step => (pairOf.has(step) ? [String(pairOf.get(step))] : []))],
  ])
  return { phases, steps, placements: matchPlacements(before, after, steps, nameOf), lanes: matchLanes(before, after) }
}

/** A placement is the same by its id wherever it stands; by its touchpoint within the same step first, then anywhere. */
function matchPlacements(
  before: JourneyMap,
  after: JourneyMap,
  steps: readonly Pair<Step>[],
  nameOf: (touchpoint: string) => readonly string[],
): readonly Pair<Placement>[] {
  const place = new Map<Placement, string>()
  steps.forEach((pair, index) => {
    for (const placement of [...pair.before.placements, ...pair.after.placements]) place.set(placement, String(index))
  })
  const all = (map: JourneyMap) => stepsOf(map).flatMap(step => step.placements)
  const here = (one: Placement) => place.get(one)
  return matchList(all(before), all(after), [
    ['id', one => [one.id]],
    ['touchpoint', one => (here(one) === undefined ? [] : nameOf(one.touchpoint).map(name => `${here(one)} ${name}`))],
    ['touchpoint', one => [...nameOf(one.touchpoint)]],
  ])
}

/** A lane without a name is the one of its type. */
function matchLanes(before: JourneyMap, after: JourneyMap): readonly Pair<Lane>[] {
  return matchList(before.lanes, after.lanes, [
    ['id', lane => [lane.id]],
    ['title', lane => (lane.name ? titlesOf(lane.name).map(name => `${lane.type} ${name}`) : [lane.type])],
  ])
}

type Key<Item> = readonly [MatchedBy, (item: Item) => readonly string[]]

/** Pairs what shares a key, key by key; the second list gives the order. */
function matchList<Item>(before: readonly Item[], after: readonly Item[], keys: readonly Key<Item>[]): Pair<Item>[] {
  const found = new Map<Item, { before: Item; by: MatchedBy }>()
  const taken = new Set<Item>()
  for (const [by, keysOf] of keys) {
    const open = new Map<string, Item[]>()
    for (const item of before) {
      if (!taken.has(item)) for (const key of new Set(keysOf(item))) open.set(key, [...(open.get(key) ?? []), item])
    }
    for (const item of after) {
      if (found.has(item)) continue
      // Of several that share something, the one that shares the most; the first where as many.
      const shared = new Map<Item, number>()
      for (const key of new Set(keysOf(item))) {
        for (const one of open.get(key) ?? []) if (!taken.has(one)) shared.set(one, (shared.get(one) ?? 0) + 1)
      }
      const best = [...shared].sort((a, b) => b[1] - a[1] || before.indexOf(a[0]) - before.indexOf(b[0]))[0]
      if (!best) continue
      found.set(item, { before: best[0], by })
      taken.add(best[0])
    }
  }
  return after.flatMap(item => {
    const one = found.get(item)
    return one ? [{ before: one.before, after: item, by: one.by }] : []
  })
}

/** The touchpoint by its id and by its names: two libraries, or two touchpoints made twice, may call one thing alike. */
function touchpointNames(library: Library): (id: string) => readonly string[] {
  const names = new Map(library.touchpoints.map(one => [one.id, titlesOf(one.name)]))
  return id => [`#${id}`, ...(names.get(id) ?? [])]
}

/** A label as it is compared: without case, accents and punctuation, each language by itself. */
function titlesOf(label: Label): readonly string[] {
  return (['fr', 'en'] as const).flatMap(tongue => {
    const title = plainTitle(label[tongue] ?? '')
    return title === '' ? [] : [`${tongue} ${title}`]
  })
}

function plainTitle(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * Which of the pairs keep their order: the longest run that stands in the same order on both sides. All others were
 * moved. The pairs come in the order of the second list; `place` says where one stood in the first.
 */
export function keepsOrder<Item>(pairs: readonly Item[], place: (item: Item) => number): ReadonlySet<Item> {
  const ends: number[] = []
  const previous: number[] = []
  pairs.forEach((pair, index) => {
    const at = place(pair)
    let rank = ends.findIndex(end => place(pairs[end]!) >= at)
    if (rank < 0) rank = ends.length
    previous[index] = rank === 0 ? -1 : ends[rank - 1]!
    ends[rank] = index
  })
  const kept = new Set<Item>()
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index]!) kept.add(pairs[index]!)
  return kept
}
