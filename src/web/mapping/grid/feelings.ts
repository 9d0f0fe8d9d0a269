import { type JourneyMap, type Step, stepsOf } from '../../../vocabulary/map/journey-map.ts'
import type { FeelingPoint } from '../../charts/emotion-curve.ts'
import type { MapPlace } from '../map-place.ts'

/** What is known of the feeling at each step: measured, declared and desired, side by side and never mixed. */
export function feelingsOf({ steps, measures }: MapPlace, persona?: string | null): readonly FeelingPoint[] {
  const measured = new Map(measures?.steps.map(one => [one.step, one.emotion]))
  return steps.map(step => {
    const emotion = measured.get(step.id)
    const declared = persona === undefined ? declaredOf(step) : declaredBy(step, persona)
    const desired = step.emotion.desired?.valence
    return {
      step: step.id,
      ...(emotion ? { measured: emotion } : {}),
      ...(declared === undefined ? {} : { declared }),
      ...(desired === undefined ? {} : { desired }),
    }
  })
}

/** The statement about customers at large; else the first of a persona. */
function declaredOf(step: Step): number | undefined {
  const { declared } = step.emotion
  return (declared.find(one => one.persona === null) ?? declared[0])?.valence
}

export const declaredBy = (step: Step, persona: string | null): number | undefined =>
  step.emotion.declared.find(one => one.persona === persona)?.valence

/** The mean of what was lived at a step, where it may be shown. */
export function livedAt(point: FeelingPoint): number | undefined {
  const { measured } = point
  return measured && measured.reading !== 'hidden' && measured.mean !== null ? measured.mean : undefined
}

/** How far what is lived stands from what is wished: positive where it is better. */
export function gapAt(point: FeelingPoint): number | undefined {
  const lived = livedAt(point)
  return lived === undefined || point.desired === undefined ? undefined : lived - point.desired
}

/**
 * Whose declared feelings come first: the persona that the address names (`all` are customers at large), else customers
 * at large where anything is declared for them, else the first persona for whom something is.
 */
export function personaShown(named: string | undefined, map: JourneyMap): string | null {
  if (named !== undefined) return named === 'all' ? null : named
  const said = new Set(stepsOf(map).flatMap(step => step.emotion.declared.map(one => one.persona)))
  if (said.size === 0 || said.has(null)) return null
  return map.personas.find(persona => said.has(persona)) ?? [...said][0] ?? null
}
