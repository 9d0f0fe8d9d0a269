import { z } from 'zod'
import { objectId } from '../extensible.ts'
import { labelShape } from '../label.ts'
import { problem } from '../problem.ts'
import type { Placement } from '../touchpoint.ts'
import { applyEdit } from './apply-edit.ts'
import { canonicalJson } from './canonical-json.ts'
import { type JourneyMap, type Step, stepsOf } from './journey-map.ts'
import type { Withheld } from './lane-visibility.ts'
import { type MapEdit, type SingleEdit, singleEditsOf } from './map-edit.ts'
import { stepOf } from './map-lookup.ts'

const feeling = z.number().nullable()

/** Fields of a placement that a proposal may change, by the lane that tells them where one does. */
const fields = {
  presence: undefined,
  repeatable: undefined,
  choiceGroup: undefined,
  maxWait: undefined,
  targetDuration: undefined,
  touchpoint: undefined,
  evidence: undefined,
  channels: 'channel',
  raci: 'people',
  metrics: 'metric',
  assets: 'tool',
} as const
export type PlacementField = keyof typeof fields
const fieldNames = Object.keys(fields) as PlacementField[]

/** One thing that a proposal would change, with what stood there when it was made. */
export const proposedChangeShape = z.discriminatedUnion('part', [
  z.strictObject({
    part: z.enum(['title', 'description']),
    before: labelShape.nullable(),
    after: labelShape.nullable(),
  }),
  z.strictObject({
    part: z.literal('cell'),
    lane: objectId,
    before: labelShape.nullable(),
    after: labelShape.nullable(),
  }),
  z.strictObject({ part: z.literal('declared'), persona: objectId.nullable(), before: feeling, after: feeling }),
  z.strictObject({ part: z.literal('desired'), before: feeling, after: feeling }),
  /** A touchpoint placed, or taken away: the other side is null. */
  z.strictObject({
    part: z.literal('placement'),
    placement: objectId,
    before: objectId.nullable(),
    after: objectId.nullable(),
  }),
  z.strictObject({
    part: z.literal('field'),
    placement: objectId,
    touchpoint: objectId,
    field: z.enum(fieldNames),
    before: z.unknown(),
    after: z.unknown(),
  }),
])
export type ProposedChange = z.output<typeof proposedChangeShape>

/** The departments that answer for the step: those accountable for its placements. */
export function accountableFor(step: Step): readonly string[] {
  const named = step.placements.flatMap(({ raci }) => raci.filter(one => one.role === 'accountable'))
  return [...new Set(named.map(one => one.department))]
}

/**
 * The step that edits are about, and what they would change there. A proposal is about one step: its words, its cells,
 * its emotions, its touchpoints. Refused with `map_invalid` when it is about more, or would change nothing.
 */
export function proposedOn(map: JourneyMap, edits: readonly MapEdit[]): { step: string; changes: ProposedChange[] } {
  const singles = edits.flatMap(singleEditsOf)
  const steps = new Set(singles.map(edit => stepOfEdit(map, edit)))
  const [step] = steps
  if (step === undefined || steps.size > 1) {
    throw problem('map_invalid', {
      reason: {
        en: 'a proposal is about the words, cells, emotions and touchpoints of one step',
        fr: 'une proposition porte sur les mots, cellules, émotions et points de contact d’une étape',
      },
    })
  }
  const after = edits.reduce((current, edit) => applyEdit(current, edit).map, map)
  const changes = stepChanges(stepOf(map, step).step, stepOf(after, step).step)
  if (changes.length === 0) {
    throw problem('map_invalid', {
      reason: { en: 'this would change nothing', fr: 'cela ne changerait rien' },
    })
  }
  return { step, changes }
}

/** The step of an edit that may be proposed; undefined for one that may not. */
function stepOfEdit(map: JourneyMap, edit: SingleEdit): string | undefined {
  switch (edit.op) {
    case 'setStep':
    case 'setCell':
    case 'setDeclared':
    case 'setDesired':
    case 'addPlacement':
      return edit.step
    case 'setPlacement':
    case 'removePlacement':
      return stepsOf(map).find(step => step.placements.some(one => one.id === edit.placement))?.id
    default:
      return undefined
  }
}

/** What differs between two states of a step, in the order in which a map shows it. */
export function stepChanges(before: Step, after: Step): ProposedChange[] {
  const changes: ProposedChange[] = []
  for (const part of ['title', 'description'] as const) {
    if (differ(before[part], after[part])) changes.push({ part, before: before[part], after: after[part] })
  }
  const words = (step: Step, lane: string) => step.cells.find(cell => cell.lane === lane)?.text ?? null
  for (const lane of union(before.cells, after.cells, cell => cell.lane)) {
    const [was, is] = [words(before, lane), words(after, lane)]
    if (differ(was, is)) changes.push({ part: 'cell', lane, before: was, after: is })
  }
  const feelingOf = (step: Step, persona: string | null) =>
    step.emotion.declared.find(one => one.persona === persona)?.valence ?? null
  for (const persona of union(before.emotion.declared, after.emotion.declared, one => one.persona)) {
    const [was, is] = [feelingOf(before, persona), feelingOf(after, persona)]
    if (was !== is) changes.push({ part: 'declared', persona, before: was, after: is })
  }
  const [wished, wish] = [before.emotion.desired?.valence ?? null, after.emotion.desired?.valence ?? null]
  if (wished !== wish) changes.push({ part: 'desired', before: wished, after: wish })
  for (const id of union(before.placements, after.placements, one => one.id)) {
    changes.push(...placementChanges(id, placed(before, id), placed(after, id)))
  }
  return changes
}

function placementChanges(id: string, was: Placement | undefined, is: Placement | undefined): ProposedChange[] {
  if (!was || !is) {
    return [{ part: 'placement', placement: id, before: was?.touchpoint ?? null, after: is?.touchpoint ?? null }]
  }
  return fieldNames
    .filter(field => differ(was[field], is[field]))
    .map(field => ({
      part: 'field' as const,
      placement: id,
      touchpoint: is.touchpoint,
      field,
      before: was[field],
      after: is[field],
    }))
}

/** Whether a reader from whom this is kept may know of the change. */
export function mayKnowChange(change: ProposedChange, map: JourneyMap, withheld: Withheld): boolean {
  if (withheld.types.size === 0) return true
  switch (change.part) {
    case 'title':
    case 'description':
      return true
    case 'cell':
      return map.lanes.some(lane => lane.id === change.lane) && !withheld.lanes.has(change.lane)
    case 'declared':
      return !withheld.types.has('emotion')
    case 'desired':
      return !withheld.types.has('desired')
    case 'placement':
      return !withheld.types.has('touchpoint')
    case 'field': {
      if (withheld.types.has('touchpoint')) return false
      if (change.field === 'assets')
        return !(['process', 'procedure', 'tool'] as const).some(type => withheld.types.has(type))
      if (change.field === 'metrics') return !withheld.costs
      const lane = fields[change.field]
      return lane === undefined || !withheld.types.has(lane)
    }
    default:
      return change satisfies never
  }
}

const placed = (step: Step, id: string) => step.placements.find(one => one.id === id)
const differ = (a: unknown, b: unknown) => canonicalJson(a ?? null) !== canonicalJson(b ?? null)

function union<Item, Key>(a: readonly Item[], b: readonly Item[], keyOf: (item: Item) => Key): readonly Key[] {
  return [...new Set([...a, ...b].map(keyOf))]
}
