import { z } from 'zod'
import { extensible, moment, objectId } from '../extensible.ts'
import { labelShape, plainText } from '../label.ts'
import { placementShape } from '../touchpoint.ts'
import { desiredExperienceShape, emotionStatementShape } from './emotion.ts'
import { evidenceRefs } from './evidence.ts'
import { pictureShape } from './picture.ts'

/** The most a map may hold: beyond these a journey is better told as several. */
export const mapLimits = { phases: 50, stepsPerPhase: 100, placementsPerStep: 50, lanes: 60, cellsPerStep: 60 } as const

export const laneTypes = [
  'touchpoint',
  'channel',
  'action',
  'thought',
  'emotion',
  'desired',
  'people',
  'process',
  'procedure',
  'tool',
  'metric',
  'image',
  'text',
  'insight',
  'opportunity',
  'initiative',
  'custom',
] as const
export type LaneType = (typeof laneTypes)[number]

/** A row of the map. A lane without a name is called after its type. */
export const laneShape = extensible({
  id: objectId,
  type: z.enum(laneTypes),
  name: labelShape.nullable().default(null),
  visibility: z.union([z.literal('all'), z.array(plainText(40)).min(1).max(10)]).default('all'),
})
export type Lane = z.output<typeof laneShape>

/** What stands where a lane meets a step. There is at most one cell per lane and step; `span` counts steps to the right. */
export const cellShape = extensible({
  lane: objectId,
  text: labelShape.nullable().default(null),
  refs: z.array(objectId).max(50).default([]),
  span: z.int().min(1).max(100).default(1),
  evidence: evidenceRefs,
  picture: pictureShape.exactOptional(),
})
export type Cell = z.output<typeof cellShape>

/** Declared and desired, each in its own field; what is measured is computed and stands on no map. */
const stepEmotionShape = extensible({
  declared: z.array(emotionStatementShape).max(50).default([]),
  desired: desiredExperienceShape.nullable().default(null),
})

/** One thing the customer does, in the customer's words: "I look for how to do it". */
export const stepShape = extensible({
  id: objectId,
  title: labelShape,
  description: labelShape.nullable().default(null),
  /** The journey that this step opens into, told in its own maps. */
  subJourney: objectId.nullable().exactOptional(),
  placements: z.array(placementShape).max(mapLimits.placementsPerStep).default([]),
  cells: z.array(cellShape).max(mapLimits.cellsPerStep).default([]),
  emotion: stepEmotionShape.default({ declared: [], desired: null }),
})
export type Step = z.output<typeof stepShape>

/** A stretch of the journey. `order` says whether its steps come one after the other or as the customer likes. */
export const phaseShape = extensible({
  id: objectId,
  name: labelShape,
  goal: labelShape.nullable().default(null),
  order: z.enum(['sequence', 'any']).default('sequence'),
  desired: desiredExperienceShape.nullable().default(null),
  steps: z.array(stepShape).max(mapLimits.stepsPerPhase).default([]),
})
export type Phase = z.output<typeof phaseShape>

/**
 * A placement where customers feel strongly and which decides what they do next. Declared by people, or detected in
 * data; `status` says what data made of it.
 */
export const momentOfTruthShape = extensible({
  placement: objectId,
  origin: z.enum(['declared', 'detected']).default('declared'),
  status: z.enum(['hypothesis', 'emotionalPeak', 'proven', 'notSupported', 'rejected']).default('hypothesis'),
  reason: labelShape.nullable().default(null),
  evidence: evidenceRefs,
})
export type MomentOfTruth = z.output<typeof momentOfTruthShape>

/**
 * A journey drawn. Lists are in display order, so that positions are dense by construction; ids outlive reordering,
 * renaming, moving and publishing. `version` is the number last published, 0 before the first.
 */
export const mapKinds = ['current', 'future', 'competitor', 'employee'] as const

export const journeyMapShape = extensible({
  id: objectId,
  kind: z.enum(mapKinds).default('current'),
  version: z.int().min(0).default(0),
  name: labelShape.nullable().default(null),
  basedOn: objectId.nullable().default(null),
  timeHorizon: plainText(80).nullable().default(null),
  /** The template it was drawn from: the house may ask for certain lanes by template. */
  template: plainText(80).nullable().exactOptional(),
  personas: z.array(objectId).max(50).default([]),
  lanes: z.array(laneShape).max(mapLimits.lanes).default([]),
  phases: z.array(phaseShape).max(mapLimits.phases).default([]),
  momentsOfTruth: z.array(momentOfTruthShape).max(500).default([]),
})
export type JourneyMap = z.output<typeof journeyMapShape>
export type MapKind = JourneyMap['kind']

/** A state of a map that was published. It never changes; `contentHash` proves it. */
export const mapVersionShape = z.strictObject({
  number: z.int().min(1),
  status: z.enum(['published', 'superseded']),
  note: z.string(),
  contentHash: z.string(),
  publishedAt: moment,
  publishedBy: z.string(),
})
export type MapVersion = z.output<typeof mapVersionShape>

/** Every step of the map, in order. */
export function stepsOf(journeyMap: JourneyMap): readonly Step[] {
  return journeyMap.phases.flatMap(phase => phase.steps)
}

/** Every placement of the map, in order. */
export function placementsOf(journeyMap: JourneyMap) {
  return stepsOf(journeyMap).flatMap(step => step.placements)
}
