import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { pictureId, pictureTypes } from '../vocabulary/map/picture.ts'
import { inWorkspace } from './fields.ts'
import { route } from './route.ts'

const side = z.number().int().min(1)

/** A picture as it is kept; its size is in pixels. */
const keptPicture = z.strictObject({
  id: z.string(),
  type: z.enum(pictureTypes),
  width: side,
  height: side,
})
export type KeptPicture = z.output<typeof keptPicture>

export const addPicture = route({
  name: 'mapping.addPicture',
  method: 'post',
  path: '/api/w/{workspace}/pictures',
  access: 'map.edit',
  summary:
    'Keeps a picture for cells and evidence: PNG, JPEG or WebP, told by its bytes, of 2 MB and 16 million pixels at most.',
  params: inWorkspace,
  takesFile: true,
  status: 201,
  answer: keptPicture,
})

export const getPicture = route({
  name: 'mapping.getPicture',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/pictures/{picture}',
  access: 'map.read',
  summary: 'Gives a picture as it was brought, to those who may see where the map shows it.',
  params: inWorkspace.extend({ map: objectId, picture: z.string().regex(pictureId) }),
  query: z.strictObject({ version: z.coerce.number().int().min(1).exactOptional() }),
  streams: 'application/octet-stream',
})
