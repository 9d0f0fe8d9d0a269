import { z } from 'zod'
import { objectId } from '../extensible.ts'
import { type Label, labelShape } from '../label.ts'
import type { Placement } from '../touchpoint.ts'
import type { JourneyMap, Step } from './journey-map.ts'
import type { Library } from './library.ts'

/** Points of feeling; null where it is not known. */
export const gain = z.number().min(-2).max(2).nullable()

/** One difference between two maps, in words. `gain` stands on one change of each step: see `compareMaps`. */
export const mapChangeShape = z.strictObject({
  kind: z.enum(['added', 'removed', 'moved', 'changed']),
  element: z.enum(['map', 'lane', 'phase', 'step', 'placement', 'cell', 'emotion', 'moment']),
  /** The element in the first map and in the second. */
  before: objectId.nullable(),
  after: objectId.nullable(),
  matchedBy: z.enum(['id', 'touchpoint', 'title']).nullable(),
  name: labelShape,
  /** Where it stands: in the second map, in the first when it was removed. */
  phase: labelShape.nullable(),
  step: labelShape.nullable(),
  /** What changed, each thing with its value on both sides; null where there is none. */
  fields: z.array(z.strictObject({ field: z.string(), before: labelShape.nullable(), after: labelShape.nullable() })),
  gain,
})
export type MapChange = z.output<typeof mapChangeShape>

/** Where a change stands. */
export type ChangePlace = { readonly phase: Label | null; readonly step: Label | null }
type Details = Readonly<Record<string, Label | null>>

export function one(
  kind: MapChange['kind'],
  element: MapChange['element'],
  before: string | null,
  after: string | null,
  name: Label,
  { phase, step }: ChangePlace = { phase: null, step: null },
  worth: number | null = null,
  fields: MapChange['fields'] = [],
): MapChange {
  return { kind, element, before, after, matchedBy: null, name, phase, step, fields, gain: worth }
}

/** One change that says every field that differs; none when nothing does. */
export function changedFields(
  element: MapChange['element'],
  before: { readonly id: string },
  after: { readonly id: string },
  was: Details,
  is: Details,
  place?: ChangePlace,
  by: MapChange['matchedBy'] = null,
  name?: Label,
): MapChange[] {
  const fields = fieldsThatDiffer(was, is)
  if (fields.length === 0) return []
  const own = after as { readonly title?: Label; readonly name?: Label | null }
  const called = name ?? own.title ?? own.name ?? { fr: 'Carte', en: 'Map' }
  return [{ ...one('changed', element, before.id, after.id, called, place), matchedBy: by, fields }]
}

export function fieldsThatDiffer(was: Details, is: Details): MapChange['fields'] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap(field => {
    const [before, after] = [was[field] ?? null, is[field] ?? null]
    return before?.fr === after?.fr && before?.en === after?.en ? [] : [{ field, before, after }]
  })
}

export function whereabouts(step: Step, map: JourneyMap): MapChange['fields'] {
  const phase = map.phases.find(one => one.steps.includes(step))
  return [{ field: 'from', before: joined([phase?.name, step.title]), after: null }]
}

function joined(labels: readonly (Label | undefined)[]): Label {
  const inTongue = (tongue: 'fr' | 'en') =>
    labels.flatMap(label => (label ? [label[tongue] ?? label.fr ?? label.en ?? ''] : [])).join(' · ')
  return { fr: inTongue('fr'), en: inTongue('en') }
}

export function stepHolding(map: JourneyMap, placement: Placement): Step | undefined {
  return map.phases.flatMap(phase => phase.steps).find(step => step.placements.includes(placement))
}

export function nameOf(placement: Placement, library: Library): Label {
  const found = library.touchpoints.find(touchpoint => touchpoint.id === placement.touchpoint)
  return found?.name ?? { fr: placement.touchpoint, en: placement.touchpoint }
}

export function emotionOf(step: Step, library: Library): Details {
  const { declared, desired } = step.emotion
  const told: Record<string, Label | null> = {}
  for (const { persona, valence, label } of declared) {
    const who = library.personas.find(one => one.id === persona)?.name
    const key = persona === null ? 'declared' : `declared ${who?.en ?? who?.fr ?? persona}`
    told[key] = figure(valence, label)
  }
  if (desired) told.desired = figure(desired.valence, desired.type)
  return told
}

function figure(valence: number, word: string | null): Label {
  const number = `${valence > 0 ? '+' : valence < 0 ? '−' : ''}${Math.abs(valence)}`
  const text = word ? `${number} (${word})` : number
  return { fr: text.replace('.', ','), en: text }
}
