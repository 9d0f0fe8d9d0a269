import { z } from 'zod'
import { pictureId } from '../vocabulary/picture.ts'
import { inWorkspace } from './fields.ts'
import { route } from './route.ts'

export const addPicture = route({
  name: 'mapping.addPicture',
  method: 'post',
  path: '/api/w/{workspace}/pictures',
  access: 'map.edit',
  summary: 'Keeps a picture for the cells of maps: PNG, JPEG or WebP, told by its bytes, of 2 MB at most.',
  params: inWorkspace,
  takesFile: true,
  status: 201,
  answer: z.strictObject({ id: z.string() }),
})

export const getPicture = route({
  name: 'mapping.getPicture',
  method: 'get',
  path: '/api/w/{workspace}/pictures/{picture}',
  access: 'map.read',
  summary: 'Gives a picture as it was brought.',
  params: inWorkspace.extend({ picture: z.string().regex(pictureId) }),
  streams: 'application/octet-stream',
})
