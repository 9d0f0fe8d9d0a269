import { z } from 'zod'
import { inWorkspace } from './fields.ts'
import { route } from './route.ts'

// What somebody looks at, under a name, for everybody of the workspace: the page and what its address says.

const name = z.string().trim().min(1).max(120)
const page = z.enum(['explore', 'map'])
/** What stands behind the `?` of the address, read: filters, question, selection. */
const search = z
  .record(z.string().max(60), z.json())
  .refine(told => JSON.stringify(told).length <= 12_000, 'A view says at most 12,000 characters')

export const savedView = z.strictObject({
  id: z.string(),
  name: z.string(),
  page,
  search,
  savedAt: z.string(),
  /** The member who saved it; null when a key or the operator did. */
  savedBy: z.string().nullable(),
  /** Whether its map is opened so by whoever asks nothing else. Of a view of a map: `search.map` says of which. */
  isDefault: z.boolean(),
})
export type SavedView = z.output<typeof savedView>

const ofView = inWorkspace.extend({ view: z.string().max(40) })

export const listViews = route({
  name: 'measuring.listViews',
  method: 'get',
  path: '/api/w/{workspace}/views',
  access: 'measure.read',
  summary: 'Lists the saved views of the workspace, by name.',
  params: inWorkspace,
  answer: z.strictObject({ views: z.array(savedView) }),
})

export const saveView = route({
  name: 'measuring.saveView',
  method: 'post',
  path: '/api/w/{workspace}/views',
  access: 'map.comment',
  summary: 'Saves what is looked at under a name, for the whole workspace.',
  params: inWorkspace,
  body: z.strictObject({ name, page: page.default('explore'), search }),
  answer: savedView,
  status: 201,
})

export const changeView = route({
  name: 'measuring.changeView',
  method: 'patch',
  path: '/api/w/{workspace}/views/{view}',
  access: 'map.comment',
  summary: 'Gives a saved view another name, or what is looked at now.',
  params: ofView,
  body: z.strictObject({ name: name.exactOptional(), search: search.exactOptional() }),
  answer: savedView,
})

export const removeView = route({
  name: 'measuring.removeView',
  method: 'delete',
  path: '/api/w/{workspace}/views/{view}',
  access: 'map.comment',
  summary: 'Removes a saved view. For thirty days it can be brought back.',
  params: ofView,
  answer: z.strictObject({}),
})

export const restoreView = route({
  name: 'measuring.restoreView',
  method: 'post',
  path: '/api/w/{workspace}/views/{view}/restore',
  access: 'map.comment',
  summary: 'Brings a removed view back.',
  params: ofView,
  answer: savedView,
})

export const setDefaultView = route({
  name: 'measuring.setDefaultView',
  method: 'put',
  path: '/api/w/{workspace}/views/{view}/default',
  access: 'map.edit',
  summary: 'Opens a map by this view of it for whoever asks nothing else, or no longer; one view a map.',
  params: ofView,
  body: z.strictObject({ isDefault: z.boolean() }),
  answer: savedView,
})
