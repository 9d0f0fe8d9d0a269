import { z } from 'zod'
import { type Channel, channelCodes } from '../vocabulary/channel.ts'
import { keyKinds } from '../vocabulary/role.ts'
import { id, personName } from './admitting-fields.ts'
import { instant, inWorkspace, nothing, workspaceKey } from './fields.ts'
import { route } from './route.ts'

// Where events come from, and the keys by which they come.

const channel = z.enum(channelCodes as readonly [Channel, ...Channel[]])

export const source = z.object({
  id,
  number: z.number().int(),
  name: z.string(),
  /** Given to events that do not say theirs. */
  channel,
  disabled: z.boolean(),
  createdAt: instant,
})
export type Source = z.output<typeof source>

export const listSources = route({
  name: 'admitting.listSources',
  method: 'get',
  path: '/api/w/{workspace}/sources',
  access: 'source.read',
  summary: 'Where events come from.',
  params: inWorkspace,
  answer: z.object({ sources: z.array(source) }),
})

export const createSource = route({
  name: 'admitting.createSource',
  method: 'post',
  path: '/api/w/{workspace}/sources',
  access: 'source.manage',
  summary: 'Makes a source; keys are then created for it.',
  status: 201,
  params: inWorkspace,
  body: z.strictObject({ name: personName, channel }),
  answer: source,
})

export const updateSource = route({
  name: 'admitting.updateSource',
  method: 'patch',
  path: '/api/w/{workspace}/sources/{source}',
  access: 'source.manage',
  summary: 'Renames a source, changes its channel, or stops and restarts it. Events already stored stay as they are.',
  params: z.strictObject({ workspace: workspaceKey, source: id }),
  body: z.strictObject({ name: personName.optional(), channel: channel.optional(), disabled: z.boolean().optional() }),
  answer: source,
})

export const apiKey = z.object({
  id,
  name: z.string(),
  kind: z.enum(keyKinds),
  sourceId: id,
  sourceName: z.string(),
  lastFour: z.string(),
  /** The whole key, for write keys only: they are public by nature. */
  key: z.string().nullable(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
})
export type ApiKey = z.output<typeof apiKey>

export const listKeys = route({
  name: 'admitting.listKeys',
  method: 'get',
  path: '/api/w/{workspace}/keys',
  access: 'source.read',
  summary: 'The keys of the workspace; of secret ones only the last four characters.',
  params: inWorkspace,
  answer: z.object({ keys: z.array(apiKey) }),
})

export const newKey = route({
  name: 'admitting.createKey',
  method: 'post',
  path: '/api/w/{workspace}/keys',
  access: 'source.manage',
  summary: 'Makes a key of a source. A secret one is in this answer only, and for those who may do all it may.',
  status: 201,
  params: inWorkspace,
  body: z.strictObject({ kind: z.enum(keyKinds), sourceId: id, name: personName.optional() }),
  answer: z.object({ apiKey, key: z.string() }),
})

export const revokeKey = route({
  name: 'admitting.revokeKey',
  method: 'delete',
  path: '/api/w/{workspace}/keys/{key}',
  access: 'source.manage',
  summary: 'Revokes a key, for ever.',
  params: z.strictObject({ workspace: workspaceKey, key: id }),
  answer: nothing,
})
