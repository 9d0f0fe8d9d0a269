import { z } from 'zod'
import { channelCodes } from '../vocabulary/channel.ts'
import { instant, inWorkspace, pageQuery } from './fields.ts'
import { narrowing } from './narrowing.ts'
import { route } from './route.ts'

// Contacts: who asks, why, by which channel, how often again, and who manages without asking.

const count = z.number().int().min(0)
/** Null when fewer customers stand behind it than may be shown. */
const told = count.nullable()
/** A share with its 95 % interval by Wilson, and what it is of; null when too few customers stand behind it. */
export const toldRate = z
  .object({ value: z.number(), low: z.number(), high: z.number(), hits: count, n: count })
  .nullable()
export type ToldRate = z.output<typeof toldRate>

/**
 * What narrows every question about contacts alike: as every other question. A filter on journeys keeps the contacts made
 * on a kept journey, from its first visit to its last. Neighbours of a contact are looked for outside of it all too.
 */
export const contactFilter = z.strictObject({
  from: instant.optional(),
  to: instant.optional(),
  map: z
    .string()
    .max(40)
    .optional()
    .describe('Contacts made on journeys of this map; without one, filters on journeys speak of all events by name.'),
  ...narrowing,
  contacts: z
    .string()
    .max(20_000)
    .optional()
    .describe('Events that are contacts, `A | B` or a JSON list. Unless said: by their names and what they carry.'),
  assisted: z.string().max(200).optional().describe('Channels on which somebody answers, separated by commas.'),
  reason: z.string().max(200).optional().describe('The property that holds the reason.'),
  conversation: z.string().max(200).optional().describe('The property that names the conversation.'),
  mergeMinutes: z.coerce
    .number()
    .int()
    .min(0)
    .max(1440)
    .optional()
    .describe(
      'Without a conversation, what follows so closely is the same contact. Five unless the workspace says so.',
    ),
})
export type ContactFilter = z.output<typeof contactFilter>

/** What was counted as a contact, for whoever reads the figures. */
const definition = z.object({
  chosen: z.boolean().describe('Whether the events were named, or recognised.'),
  events: z.array(z.object({ name: z.string(), events: told })),
  channels: z.array(z.string()),
  reason: z.array(z.string()),
  conversation: z.array(z.string()),
  mergeMinutes: count,
  days: count.describe('Within so many days a contact repeats one before, unless the question says so.'),
  ofWorkspace: z.boolean().describe('Whether the workspace says what counts, in anything.'),
})

export const repeatDays = [7, 15, 30] as const

const name = z.string().trim().min(1).max(400)
const names = z.array(name).min(1).max(200).nullable()

/** What counts as a contact in a workspace, wherever a question says nothing else. Null: recognised, as without it. */
export const contactDefinition = z.strictObject({
  contacts: names.describe('The events that are contacts.'),
  assisted: z.array(z.enum(channelCodes)).min(1).max(20).nullable().describe('The channels on which they count.'),
  reason: z.string().trim().min(1).max(200).nullable().describe('The property that holds the reason.'),
  conversation: z.string().trim().min(1).max(200).nullable().describe('The property that names the conversation.'),
  mergeMinutes: z.int().min(0).max(1440).nullable(),
  days: z
    .union([z.literal(7), z.literal(15), z.literal(30)])
    .nullable()
    .describe('The window of a repeat.'),
  selfHelp: names.describe('The events of customers helping themselves.'),
  solved: names.describe('The events that say that it worked.'),
  leakHours: z.int().min(1).max(720).nullable().describe('So long after helping themselves, a contact is a leak.'),
})
export type ContactDefinition = z.output<typeof contactDefinition>

const keptDefinition = z.strictObject({
  /** Grows with every change; 0 while nobody said anything. */
  revision: count,
  definition: contactDefinition,
  changedAt: z.string().nullable(),
})
export type KeptContactDefinition = z.output<typeof keptDefinition>

export const getContactDefinition = route({
  name: 'measuring.getContactDefinition',
  method: 'get',
  path: '/api/w/{workspace}/contacts/definition',
  access: 'measure.read',
  summary: 'What the workspace counts as a contact, as a repeat and as a matter settled.',
  params: inWorkspace,
  answer: keptDefinition,
})

export const setContactDefinition = route({
  name: 'measuring.setContactDefinition',
  method: 'put',
  path: '/api/w/{workspace}/contacts/definition',
  access: 'map.edit',
  summary: 'Says what the workspace counts as a contact; refused when somebody changed it since that revision.',
  params: inWorkspace,
  body: z.strictObject({ revision: count, definition: contactDefinition }),
  answer: keptDefinition,
})

const repeats = z.object({
  days: count,
  /** Contacts that repeat one of the same reason within so many days before, on whatever channel. */
  back: toldRate,
  /** Contacts that are repeated within so many days, out of those old enough to know. */
  forward: toldRate,
  /** First-contact resolution: not repeated on the same channel. */
  firstContact: toldRate,
  /** Needs settled by one contact, on any channel. */
  onceAndDone: toldRate,
  /** First-contact resolution less once-and-done: what each channel believes solved and another hears of again. */
  gap: z.number().nullable(),
  needs: told,
  contactsPerNeed: z.number().nullable(),
})

const upperRepeats = repeats.extend({
  /** The same whatever the reason: what the rates would be at most, if unknown reasons were the same. */
  backAtMost: toldRate,
  forwardAtMost: toldRate,
  /** Contacts too recent to know whether they are repeated. */
  tooRecent: told,
})

const row = z.object({ contacts: told, windows: z.array(repeats) })

export const contactsAnswer = z.object({
  definition,
  /** Until when anything is known: what lies closer to it than N days is in no rate that looks forward. */
  knownUntil: z.string(),
  contacts: told,
  customers: told,
  withReason: told,
  windows: z.array(upperRepeats),
  byReason: z.array(
    row.extend({
      reason: z.string().describe('Empty where it is unknown.'),
      /** Several reasons told together: rare ones. */
      others: count,
    }),
  ),
  byChannel: z.array(row.extend({ channel: z.string() })),
  cells: z.array(row.extend({ reason: z.string(), channel: z.string() })),
})
export type ContactsAnswer = z.output<typeof contactsAnswer>

export const askContacts = route({
  name: 'measuring.askContacts',
  method: 'get',
  path: '/api/w/{workspace}/contacts',
  access: 'measure.read',
  summary:
    'How many contacts, why and by which channel; how many repeat one before, how many needs one contact settles.',
  params: inWorkspace,
  query: contactFilter,
  answer: contactsAnswer,
})

/** Which number of contacts was opened. */
export const contactsBehind = z.enum([
  'contacts',
  'back',
  'eligible',
  'forward',
  'forwardHere',
  'needs',
  'needsEligible',
  'once',
  'backAny',
  'forwardAny',
])

export const listContacts = route({
  name: 'measuring.listContacts',
  method: 'get',
  path: '/api/w/{workspace}/contacts/list',
  access: 'measure.read',
  summary: 'Lists the contacts behind one number, by the condition that counted it.',
  params: inWorkspace,
  query: contactFilter.extend({
    ...pageQuery,
    behind: contactsBehind.default('contacts'),
    days: z.coerce.number().int().min(1).max(365).optional(),
    ofReason: z.string().max(1000).optional().describe('Of this reason only; `-` for those whose reason is unknown.'),
    ofChannel: z.string().max(40).optional(),
  }),
  answer: z.object({
    total: count.describe('The number itself, counted by this list.'),
    hidden: z.boolean(),
    rows: z.array(
      z.object({
        customer: z.string(),
        at: z.string(),
        channel: z.string(),
        name: z.string(),
        reason: z.string(),
        /** The contacts of the same reason before and after it, on whatever channel. */
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
    cursor: z.string().nullable(),
  }),
})
