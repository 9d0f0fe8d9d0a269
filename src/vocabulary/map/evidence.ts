import { z } from 'zod'
import { day, extensible, objectId } from '../extensible.ts'
import { labelShape, plainText } from '../label.ts'
import { pictureShape } from './picture.ts'

/** How something on a map came to be known. */
export const evidenceMethods = [
  'interview',
  'survey',
  'dataAnalysis',
  'complaint',
  'userTest',
  'crowdtest',
  'heatmap',
  'socialListening',
  'crm',
  'workshop',
  'hypothesis',
  'competitor',
] as const

/** What backs an element of a map: a method, a date, a sample size. `level` runs from 0 (a guess) to 4 (measured, replicated). */
export const evidenceShape = extensible({
  id: objectId,
  name: labelShape.nullable().default(null),
  method: z.enum(evidenceMethods),
  date: day.nullable().default(null),
  sampleSize: z.int().min(0).nullable().default(null),
  link: plainText(2000).nullable().default(null),
  expiresAt: day.nullable().default(null),
  level: z.int().min(0).max(4).default(0),
  /** What was seen: a screen, a photograph. */
  picture: pictureShape.nullable().exactOptional(),
})
export type Evidence = z.output<typeof evidenceShape>

/** References to pieces of evidence, on any element. */
export const evidenceRefs = z.array(objectId).max(50).default([])
