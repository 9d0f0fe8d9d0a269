import { z } from 'zod'
import { durationShape } from '../duration.ts'
import { objectId } from '../extensible.ts'
import { labelShape, plainText } from '../label.ts'
import { metricLinkShape } from '../metric.ts'
import { placementShape } from '../touchpoint.ts'
import { responsibilityShape } from './department.ts'
import { desiredExperienceShape, emotionStatementShape } from './emotion.ts'
import { cellShape, laneShape, laneTypes, mapKinds, momentOfTruthShape, phaseShape, stepShape } from './journey-map.ts'

/** Positions are counted from 0; absent, or beyond the end, means last. */
const at = z.int().min(0).max(10_000).exactOptional()
const to = z.int().min(0).max(10_000)

const ids = z.array(objectId).max(50)
const anyLabel = labelShape.nullable()

/** Only the fields that are present change. */
const some = <Fields extends z.ZodRawShape>(fields: Fields) => z.strictObject(fields)

const setMap = some({
  kind: z.enum(mapKinds).exactOptional(),
  name: anyLabel.exactOptional(),
  basedOn: objectId.nullable().exactOptional(),
  timeHorizon: plainText(80).nullable().exactOptional(),
  template: plainText(80).nullable().exactOptional(),
  personas: ids.exactOptional(),
})

const setPhase = some({
  name: labelShape.exactOptional(),
  goal: anyLabel.exactOptional(),
  order: z.enum(['sequence', 'any']).exactOptional(),
  desired: desiredExperienceShape.nullable().exactOptional(),
})

const setPlacement = some({
  touchpoint: objectId.exactOptional(),
  presence: z.enum(['expected', 'possible']).exactOptional(),
  repeatable: z.boolean().exactOptional(),
  channels: ids.exactOptional(),
  choiceGroup: objectId.nullable().exactOptional(),
  maxWait: durationShape.nullable().exactOptional(),
  targetDuration: durationShape.nullable().exactOptional(),
  raci: z.array(responsibilityShape).max(50).exactOptional(),
  assets: ids.exactOptional(),
  metrics: z.array(metricLinkShape).max(50).exactOptional(),
  evidence: ids.exactOptional(),
})

const setLane = some({
  type: z.enum(laneTypes).exactOptional(),
  name: anyLabel.exactOptional(),
  visibility: z.union([z.literal('all'), z.array(plainText(40)).min(1).max(10)]).exactOptional(),
})

const setMoment = some({
  status: z.enum(['hypothesis', 'emotionalPeak', 'proven', 'notSupported', 'rejected']).exactOptional(),
  reason: anyLabel.exactOptional(),
  evidence: ids.exactOptional(),
})

const singleEditShape = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('setMap'), set: setMap }),

  z.strictObject({ op: z.literal('addPhase'), phase: phaseShape, at }),
  z.strictObject({ op: z.literal('setPhase'), phase: objectId, set: setPhase }),
  z.strictObject({ op: z.literal('movePhase'), phase: objectId, to }),
  z.strictObject({ op: z.literal('removePhase'), phase: objectId }),

  z.strictObject({ op: z.literal('addStep'), phase: objectId, step: stepShape, at }),
  z.strictObject({
    op: z.literal('setStep'),
    step: objectId,
    set: some({
      title: labelShape.exactOptional(),
      description: anyLabel.exactOptional(),
      subJourney: objectId.nullable().exactOptional(),
    }),
  }),
  z.strictObject({ op: z.literal('moveStep'), step: objectId, phase: objectId, to }),
  z.strictObject({ op: z.literal('removeStep'), step: objectId }),

  z.strictObject({ op: z.literal('addPlacement'), step: objectId, placement: placementShape, at }),
  z.strictObject({ op: z.literal('setPlacement'), placement: objectId, set: setPlacement }),
  z.strictObject({ op: z.literal('movePlacement'), placement: objectId, step: objectId, to }),
  z.strictObject({ op: z.literal('removePlacement'), placement: objectId }),

  z.strictObject({ op: z.literal('addLane'), lane: laneShape, at }),
  z.strictObject({ op: z.literal('setLane'), lane: objectId, set: setLane }),
  z.strictObject({ op: z.literal('moveLane'), lane: objectId, to }),
  z.strictObject({ op: z.literal('removeLane'), lane: objectId }),

  /** The cell where `lane` meets `step`; null empties it. */
  z.strictObject({ op: z.literal('setCell'), step: objectId, lane: objectId, cell: cellShape.nullable(), at }),
  /** The declared emotion of one persona, or of customers at large (null); null takes it away. */
  z.strictObject({
    op: z.literal('setDeclared'),
    step: objectId,
    persona: objectId.nullable(),
    emotion: emotionStatementShape.nullable(),
    at,
  }),
  z.strictObject({ op: z.literal('setDesired'), step: objectId, desired: desiredExperienceShape.nullable() }),

  z.strictObject({ op: z.literal('addMoment'), moment: momentOfTruthShape, at }),
  z.strictObject({ op: z.literal('setMoment'), placement: objectId, set: setMoment }),
  z.strictObject({ op: z.literal('removeMoment'), placement: objectId }),
])
export type SingleEdit = z.output<typeof singleEditShape>

/**
 * A change of a map as a value, whatever made it: mouse, keyboard, paste or import. Things that are added come with
 * their id, so that undo and redo keep it. A batch is done whole or not at all, and undone as one.
 */
export const mapEditShape = z.discriminatedUnion('op', [
  singleEditShape,
  z.strictObject({ op: z.literal('batch'), edits: z.array(singleEditShape).min(1).max(2000) }),
])
export type MapEdit = z.output<typeof mapEditShape>

/** The single edits of an edit, in order. */
export function singleEditsOf(edit: MapEdit): readonly SingleEdit[] {
  return edit.op === 'batch' ? edit.edits : [edit]
}
