import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { plainText } from '../vocabulary/label.ts'
import { mapEditShape } from '../vocabulary/map/map-edit.ts'
import { count, inMap, instant } from './fields.ts'
import { route } from './route.ts'

/** Names one open editor, so that it knows its own changes among all. */
export const clientId = plainText(60).min(1)

/** Who did something. A name only for members: others are known by what they are. */
export const doer = z.strictObject({
  kind: z.enum(['member', 'key', 'operator', 'system']),
  id: z.string(),
  name: z.string().nullable(),
})
export type Doer = z.output<typeof doer>

/** One command as it was applied: the change from `revision - 1` to `revision`. */
export const appliedCommand = z.strictObject({
  revision: count,
  client: z.string().nullable(),
  /** The place of the command in the line of its client, when the client counts them. */
  number: count.nullable(),
  by: doer,
  at: instant,
  /** Null when they are not for this reader, or when a file replaced the whole map: read the map again. */
  edits: z.array(mapEditShape).nullable(),
})
export type AppliedCommand = z.output<typeof appliedCommand>

/** A command of the log: with what takes it back, which is what stood there before. */
export const keptCommand = appliedCommand.extend({ inverse: z.array(mapEditShape).nullable() })
export type KeptCommand = z.output<typeof keptCommand>

/** Why a command was not applied. */
const refusal = z.strictObject({
  code: z.string(),
  status: z.number().int(),
  details: z.record(z.string(), z.unknown()),
})

export const sendCommands = route({
  name: 'mapping.sendCommands',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/commands',
  access: 'map.edit',
  summary:
    'Applies commands to the draft in their order, each whole or not at all. A command that was sent before is answered again and not applied twice.',
  params: inMap,
  body: z.strictObject({
    client: clientId,
    commands: z
      .array(
        z.strictObject({
          /** Counts the commands of this client from 1: what makes sending again harmless. */
          number: z.number().int().min(1),
          /** The revision that its author saw. */
          revision: count,
          edits: z.array(mapEditShape).min(1).max(500),
        }),
      )
      .min(1)
      .max(100),
  }),
  answer: z.strictObject({
    outcomes: z.array(
      z.discriminatedUnion('outcome', [
        z.strictObject({
          outcome: z.literal('applied'),
          number: count,
          revision: count,
          inverse: z.array(mapEditShape),
        }),
        z.strictObject({ outcome: z.literal('refused'), number: count, problem: refusal }),
      ]),
    ),
  }),
})

export const listCommands = route({
  name: 'mapping.listCommands',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/commands',
  access: 'map.read',
  summary: 'What was changed on the draft, when and by whom, the latest first; of the whole map or of one element.',
  params: inMap,
  query: z.strictObject({
    /** `step:ID`, `phase:ID`, `placement:ID`, `lane:ID`, or `map`. */
    element: plainText(140).exactOptional(),
    /** Those before this revision: how the next page is asked for. */
    before: z.coerce.number().int().min(1).exactOptional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.strictObject({ commands: z.array(keptCommand), more: z.boolean() }),
})

/** Where somebody stands on the map. */
export const presencePlace = z.strictObject({
  step: objectId.nullable().default(null),
  lane: objectId.nullable().default(null),
})

/** Somebody who has the map open. */
export const presentMember = z.strictObject({
  client: z.string(),
  member: z.string(),
  name: z.string(),
  place: presencePlace.nullable(),
  writing: z.boolean(),
})
export type PresentMember = z.output<typeof presentMember>

export const announcePresence = route({
  name: 'mapping.announcePresence',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/live/presence',
  access: 'map.read',
  summary: 'Says where a member stands on the map. Said again every few seconds; silence means gone.',
  params: inMap,
  body: z.strictObject({
    client: clientId,
    place: presencePlace.nullable().default(null),
    writing: z.boolean().default(false),
    leaving: z.boolean().default(false),
  }),
  answer: z.strictObject({ people: z.array(presentMember) }),
})

/**
 * The live stream of a map, as Server-Sent Events: `hello` (the revision and who is here) at once, then `command`
 * (an applied command), `people` (who is here now), `changed` (something else of the map changed: read it again) and
 * `talk` (what is said about it changed: comments, proposals, votes).
 */
export const watchMap = route({
  name: 'mapping.watchMap',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/live',
  access: 'map.read',
  summary: 'Every change of the draft as it happens, and who is here, as Server-Sent Events.',
  params: inMap,
  query: z.strictObject({ client: clientId.exactOptional() }),
  streams: 'text/event-stream',
})

export const helloEvent = z.strictObject({ revision: count, people: z.array(presentMember) })
export const peopleEvent = z.strictObject({ people: z.array(presentMember) })
