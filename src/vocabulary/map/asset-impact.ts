import type { JourneyMap } from './journey-map.ts'

/** A place that rests on a process, a procedure or a tool: what breaks there if it stops. */
export type ImpactedPlace = {
  readonly phase: string
  readonly step: string
  readonly placement: string
  readonly touchpoint: string
  /** Whether every customer comes there. */
  readonly expected: boolean
  /** Whether another touchpoint of the same choice does without it, so that customers have a way around. */
  readonly wayAround: boolean
  readonly departments: readonly string[]
}

/** The placements of the map that rest on the asset, in display order. */
export function impactOf(map: JourneyMap, asset: string): readonly ImpactedPlace[] {
  return map.phases.flatMap(phase => {
    const all = phase.steps.flatMap(step => step.placements)
    return phase.steps.flatMap(step =>
      step.placements
        .filter(placement => placement.assets.includes(asset))
        .map(placement => ({
          phase: phase.id,
          step: step.id,
          placement: placement.id,
          touchpoint: placement.touchpoint,
          expected: placement.presence === 'expected',
          wayAround:
            placement.choiceGroup !== null &&
            all.some(one => one.choiceGroup === placement.choiceGroup && !one.assets.includes(asset)),
          departments: placement.raci.filter(one => one.role === 'accountable').map(one => one.department),
        })),
    )
  })
}
