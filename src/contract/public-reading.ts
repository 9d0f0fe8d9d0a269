import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { plainText } from '../vocabulary/label.ts'
import { count, inMap, instant } from './fields.ts'
import { route } from './route.ts'

// Public reading.

/** What a public page may show. What was lived is shown only where somebody asks for it: `measures` is not usual. */
export const publicBlocks = [
  'goals',
  'touchpoints',
  'emotion',
  'desired',
  'cells',
  'owners',
  'moments',
  'measures',
] as const
export type PublicBlock = (typeof publicBlocks)[number]

export const usualPublicBlocks: readonly PublicBlock[] = [
  'goals',
  'touchpoints',
  'emotion',
  'desired',
  'cells',
  'moments',
]

export const publicLink = z.strictObject({
  id: objectId,
  name: z.string(),
  shows: z.enum(['published', 'draft']),
  blocks: z.array(z.enum(publicBlocks)),
  withPassword: z.boolean(),
  expiresAt: instant,
  createdAt: instant,
  createdBy: z.string(),
  revokedAt: instant.nullable(),
  lastReadAt: instant.nullable(),
  reads: count,
})
export type PublicLink = z.output<typeof publicLink>

export const listPublicLinks = route({
  name: 'mapping.listPublicLinks',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/links',
  access: 'map.edit',
  summary: 'The public addresses of a map, open and ended, with when each was last read.',
  params: inMap,
  answer: z.strictObject({ links: z.array(publicLink) }),
})

export const createPublicLink = route({
  name: 'mapping.createPublicLink',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/links',
  access: 'map.edit',
  summary: 'Makes an address at which anybody may read the map until it expires; told this once.',
  params: inMap,
  body: z.strictObject({
    name: plainText(120).default(''),
    /** The latest published version, or the draft as it goes. */
    shows: z.enum(['published', 'draft']).default('published'),
    blocks: z
      .array(z.enum(publicBlocks))
      .min(1)
      .max(publicBlocks.length)
      .default([...usualPublicBlocks]),
    password: plainText(200).min(8).nullable().default(null),
    days: z.number().int().min(1).max(366).default(30),
  }),
  status: 201,
  answer: publicLink.extend({ address: z.string() }),
})

export const revokePublicLink = route({
  name: 'mapping.revokePublicLink',
  method: 'delete',
  path: '/api/w/{workspace}/maps/{map}/links/{link}',
  access: 'map.edit',
  summary: 'Ends a public address at once.',
  params: inMap.extend({ link: objectId }),
  answer: publicLink,
})

export const publicMapDoor = route({
  name: 'mapping.readPublicMap',
  method: 'get',
  path: '/p/{token}',
  access: 'public',
  summary: 'A map as a page that anybody with the address may read. Reading changes nothing.',
  streams: 'text/html; charset=utf-8',
})

export const publicPictureDoor = route({
  name: 'mapping.readPublicPicture',
  method: 'get',
  path: '/p/{token}/pictures/{picture}',
  access: 'public',
  summary: 'A picture that a public page shows.',
  streams: 'application/octet-stream',
})

export const publicPasswordDoor = route({
  name: 'mapping.openPublicMap',
  method: 'post',
  path: '/p/{token}',
  access: 'public',
  summary: 'Opens a public page that asks for a password, for an hour in this browser.',
  streams: 'text/html; charset=utf-8',
})
