import { type JourneyMap, stepsOf } from '../vocabulary/journey-map.ts'
import type { AlignedVariant } from './align-cases.ts'

/** A visit of a touchpoint that the map does not have, and the step after which it came; null before the first. */
export type Stray = { readonly touchpoint: number; readonly after: string | null }

/** Says where the strays of a variant are: after the step of the last visit that the map explains. */
export function strayPlaces(map: JourneyMap): (variant: AlignedVariant) => readonly Stray[] {
  const stepOf = new Map(stepsOf(map).flatMap(step => step.placements.map(placement => [placement.id, step.id])))
  return ({ alignment }) => {
    const strays = alignment.deviations.filter(one => one.kind === 'unexpected' && one.visit !== null)
    if (strays.length === 0) return []
    let after: string | null = null
    const afterVisit = alignment.explained.map(placement => {
      const here: string | null = after
      if (placement !== null) after = stepOf.get(placement) ?? after
      return here
    })
    return strays.map(({ touchpoint, visit }) => ({ touchpoint, after: afterVisit[visit!] ?? null }))
  }
}
