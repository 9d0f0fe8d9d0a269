import { inFrench, invalid, type Part } from './edit-refusals.ts'
import type { JourneyMap, Phase, Step } from './journey-map.ts'

type Limit = { readonly most: number; readonly of: Part }

/** The list with an item at a place, or at its end; refused where the map may hold no more of its kind. */
export function insert<Item>(list: readonly Item[], item: Item, at?: number, limit?: Limit): Item[] {
  if (limit !== undefined && list.length >= limit.most) {
    throw invalid({
      en: `there can be at most ${limit.most} ${limit.of}s here`,
      fr: `il peut y avoir ici au plus ${limit.most} ${inFrench[limit.of][1]}`,
    })
  }
  const index = at === undefined ? list.length : Math.min(at, list.length)
  return [...list.slice(0, index), item, ...list.slice(index)]
}

export function without<Item>(list: readonly Item[], item: Item): Item[] {
  return list.filter(one => one !== item)
}

/** The list with the item at `index` (−1: none yet) replaced, added at `at`, or taken away. */
export function replaced<Item>(
  list: readonly Item[],
  index: number,
  item: Item | null,
  at: number | undefined,
): Item[] {
  if (item === null) return list.filter((_, place) => place !== index)
  return index < 0 ? insert(list, item, at) : list.map((one, place) => (place === index ? item : one))
}

export function withPhase(map: JourneyMap, id: string, change: (phase: Phase) => Phase): JourneyMap {
  return { ...map, phases: map.phases.map(phase => (phase.id === id ? change(phase) : phase)) }
}

export function withStep(map: JourneyMap, id: string, change: (step: Step) => Step): JourneyMap {
  return {
    ...map,
    phases: map.phases.map(phase =>
      phase.steps.some(step => step.id === id)
        ? { ...phase, steps: phase.steps.map(step => (step.id === id ? change(step) : step)) }
        : phase,
    ),
  }
}
