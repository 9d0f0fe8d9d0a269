import { z } from 'zod'
import { extensible, objectId } from './extensible.ts'
import { labelShape, plainText } from './label.ts'

/** How it feels, −1 (as bad as can be) to 1. */
export const valenceShape = z.number().min(-1).max(1)

/**
 * An emotion that the team says customers have at a step. It is one of three series that never share a field:
 * declared here, desired in `DesiredExperience`, and measured, which is computed from events and stands on no map.
 */
export const emotionStatementShape = extensible({
  persona: objectId.nullable().default(null),
  valence: valenceShape,
  intensity: z.number().min(0).max(1).default(0.5),
  label: plainText(120).nullable().default(null),
})
export type EmotionStatement = z.output<typeof emotionStatementShape>

/** What the step should feel like. `type` is free: amusante, inspirante, éducationnelle, rassurante… */
export const desiredExperienceShape = extensible({
  valence: valenceShape,
  type: plainText(120).nullable().default(null),
  statement: labelShape.nullable().default(null),
})
export type DesiredExperience = z.output<typeof desiredExperienceShape>
