import type { MapWithTouchpoints, MeasuredTouchpoint } from '../../mapping/index.ts'

export type Place = {
  readonly touchpoint: MeasuredTouchpoint
  readonly step: string
  /** The place of the step among all, from 0. */
  readonly order: number
  readonly first: boolean
}

/** The touchpoints of a map in the order of its steps. One that is placed twice is measured at its first place. */
export function placedTouchpoints(map: MapWithTouchpoints): readonly Place[] {
  const known = new Map(map.touchpoints.map(touchpoint => [touchpoint.id, touchpoint]))
  const met = new Set<string>()
  const steps = map.map.phases.flatMap(phase => phase.steps)
  return steps.flatMap((step, order) =>
    step.placements.flatMap(placement => {
      const touchpoint = known.get(placement.touchpoint)
      if (!touchpoint) return []
      const first = !met.has(touchpoint.id)
      met.add(touchpoint.id)
      return [{ touchpoint, step: step.id, order, first }]
    }),
  )
}

/** The step of each touchpoint, both by number; steps are counted from 1. */
export function stepByTouchpoint(placed: readonly Place[]): ReadonlyMap<number, number> {
  return new Map(placed.filter(place => place.first).map(place => [place.touchpoint.number, place.order + 1]))
}
