import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { libraryKinds, libraryShape } from '../vocabulary/map/library.ts'
import { libraryEditShape } from '../vocabulary/map/library-edit.ts'
import { count, inWorkspace } from './fields.ts'
import { route } from './route.ts'

// What the maps of a journey share.

/** The library whole, with what was archived and how often each object is used on drafts and in rules. */
export const libraryAnswer = z.strictObject({
  library: libraryShape,
  archived: z.array(z.strictObject({ kind: z.enum(libraryKinds), id: objectId })),
  uses: z.record(z.string(), count),
  touchpointNumbers: z.record(z.string(), z.number().int()),
})
export type LibraryAnswer = z.output<typeof libraryAnswer>

export const getLibrary = route({
  name: 'mapping.getLibrary',
  method: 'get',
  path: '/api/w/{workspace}/library',
  access: 'map.read',
  summary: 'Gives the library: touchpoints, channels, personas, departments, assets, metrics, evidence.',
  params: inWorkspace,
  answer: libraryAnswer,
})

export const editLibrary = route({
  name: 'mapping.editLibrary',
  method: 'post',
  path: '/api/w/{workspace}/library/edits',
  access: 'map.edit',
  summary: 'Applies edits to the library, all or none; answers the library and the edits that undo them.',
  params: inWorkspace,
  body: z.strictObject({ edits: z.array(libraryEditShape).min(1).max(500) }),
  answer: libraryAnswer.extend({ inverse: z.array(libraryEditShape) }),
})
