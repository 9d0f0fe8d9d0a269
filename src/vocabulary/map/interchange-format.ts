import { z } from 'zod'
import { bindingRuleShape } from '../binding.ts'
import { extensible, moment } from '../extensible.ts'
import { journeyShape } from '../journey.ts'
import { journeyMapShape } from './journey-map.ts'
import { libraryShape } from './library.ts'
import { pictureId, pictureLimit, pictureTypes } from './picture.ts'

/** The version of the format that is written, and the newest whose files are read (by major number). */
export const formatVersion = '1.0'
export const formatMajor = 1

export const interchangeMediaType = 'application/vnd.parcours.map+json'

/** A picture as a file carries it; its id is the hash of its bytes. */
const filePictureShape = extensible({
  id: z.string().regex(pictureId),
  type: z.enum(pictureTypes),
  data: z.base64().max(Math.ceil(pictureLimit / 3) * 4),
})
export type FilePicture = z.output<typeof filePictureShape>

/**
 * A journey map as a file: one journey, one map, what they refer to. Array order is display order, ids are kept,
 * unknown fields are allowed only under `x-` and are given back. Measures never travel with a map.
 */
export const interchangeShape = extensible({
  format: z.literal('parcours.map'),
  formatVersion: z.string().regex(/^\d{1,4}\.\d{1,4}$/),
  exportedAt: moment,
  defaultLocale: z.enum(['fr', 'en']).default('fr'),
  journey: journeyShape,
  map: journeyMapShape,
  library: libraryShape,
  bindings: z.array(bindingRuleShape).max(5000).default([]),
  /** The pictures that cells and evidence name. */
  pictures: z.array(filePictureShape).max(2000).exactOptional(),
  measures: extensible({ included: z.literal(false) }).default({ included: false }),
})
export type Interchange = z.output<typeof interchangeShape>

/** The published JSON Schema of the format. */
export function interchangeJsonSchema(): object {
  return z.toJSONSchema(interchangeShape, { io: 'input' })
}
