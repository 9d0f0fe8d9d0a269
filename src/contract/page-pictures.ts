import { z } from 'zod'
import { pictureTypes } from '../vocabulary/map/picture.ts'
import { viewports } from '../vocabulary/page-sample.ts'
import { inWorkspace } from './fields.ts'
import { route } from './route.ts'

// What a page looks like, under the samples of it; and how long samples are kept.

const side = z.number().int().min(1)

/** One picture a page and width of screen. Members see it; nobody else does. */
export const pagePicture = z.strictObject({
  type: z.enum(pictureTypes),
  width: side,
  height: side,
  broughtAt: z.string(),
})
export type PagePicture = z.output<typeof pagePicture>

const ofPage = z.strictObject({
  page: z.string().min(1).max(200).describe('The page: a template as `pages` tells it.'),
  viewport: z.enum(viewports).default('wide'),
})

const path = '/api/w/{workspace}/pages/picture'

export const bringPagePicture = route({
  name: 'measuring.bringPagePicture',
  method: 'post',
  path,
  access: 'map.edit',
  summary:
    'Keeps the picture of a page at one width, in the place of the one before: PNG, JPEG or WebP, told by its bytes, of 2 MB and 16 million pixels at most.',
  params: inWorkspace,
  query: ofPage,
  takesFile: true,
  status: 201,
  answer: pagePicture,
})

export const getPagePicture = route({
  name: 'measuring.getPagePicture',
  method: 'get',
  path,
  access: 'measure.read',
  summary: 'Gives the picture of a page as it was brought, to members only.',
  params: inWorkspace,
  query: ofPage.extend({
    of: z.string().max(40).exactOptional().describe('When it was brought, so that a newer one is asked anew.'),
  }),
  streams: 'application/octet-stream',
})

export const removePagePicture = route({
  name: 'measuring.removePagePicture',
  method: 'delete',
  path,
  access: 'map.edit',
  summary: 'Forgets the picture of a page.',
  params: inWorkspace,
  query: ofPage,
  answer: z.strictObject({}),
})

/** How many days samples of pages are kept; null: as long as the workspace. */
const sampleKeeping = z.strictObject({ days: z.number().int().min(1).max(3650).nullable() })
export type SampleKeeping = z.output<typeof sampleKeeping>

export const getSampleKeeping = route({
  name: 'collecting.getSampleKeeping',
  method: 'get',
  path: '/api/w/{workspace}/pages/keeping',
  access: 'measure.read',
  summary: 'How long samples of pages are kept.',
  params: inWorkspace,
  answer: sampleKeeping,
})

export const setSampleKeeping = route({
  name: 'collecting.setSampleKeeping',
  method: 'put',
  path: '/api/w/{workspace}/pages/keeping',
  access: 'workspace.manage',
  summary: 'Says how long samples of pages are kept; older ones are deleted within six hours, for good.',
  params: inWorkspace,
  body: sampleKeeping,
  answer: sampleKeeping,
})
