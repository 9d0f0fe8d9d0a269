import { z } from 'zod'
import { exploreFilter } from './exploring.ts'
import { inWorkspace, pageQuery } from './fields.ts'
import { toldRate } from './measuring-contacts.ts'
import { route } from './route.ts'

const count = z.number().int().min(0)

/** Where on a map customers ask somebody again, and whether its matters come by the channel that suits them. */
export const mapContacts = z.object({
  /** Within so many days another contact repeats one, as the workspace says. */
  days: count,
  /** Until when anything is known: contacts closer to it than these days are in no rate. */
  knownUntil: z.string(),
  /** Touchpoints at which there was a contact, or of which the library says how complex and how urgent they are. */
  touchpoints: z.array(
    z.object({
      touchpoint: z.string(),
      /** Visits that were a contact; null when fewer customers stand behind them than may be shown. */
      contacts: count.nullable(),
      /** Of these, old enough and with a reason: another of that reason followed within the days, on whatever channel. */
      repeated: toldRate,
      /** The same whatever the reason: what the rate would be at most, if unknown reasons were the same. */
      repeatedAtMost: toldRate,
      /** Contacts less old than these days: in neither rate. */
      tooRecent: count.nullable(),
      /** Visits by a channel that is expected of matters so complex and so urgent (`channels/fit`). */
      fit: toldRate,
    }),
  ),
})
export type MapContacts = z.output<typeof mapContacts>

export const askMapContacts = route({
  name: 'measuring.askMapContacts',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/contacts',
  access: 'measure.read',
  summary: 'Where on a map customers ask somebody again, and whether matters come by the channel that suits them.',
  params: inWorkspace.extend({ map: z.string().max(40) }),
  query: exploreFilter.omit({ map: true }),
  answer: mapContacts,
})

/**
 * Parts of what is told of a touchpoint: its contacts, those old enough and with a reason, of these those that another of
 * that reason followed; the same whatever the reason; those too recent. Then its visits where the library says how
 * complex and how urgent they are: by a channel that suits, by another.
 */
export const mapContactParts = [
  'contacts',
  'eligible',
  'forward',
  'eligibleAny',
  'forwardAny',
  'tooRecent',
  'judged',
  'fits',
  'misfits',
] as const
export type MapContactPart = (typeof mapContactParts)[number]

/** Each by the very condition that counted it. A visit tells neither its event nor a reason. */
export const listMapContacts = route({
  name: 'measuring.listMapContacts',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/contacts/{touchpoint}/list',
  access: 'measure.read',
  summary: 'Lists the contacts, or the visits, behind one number of contacts at a touchpoint of a map.',
  params: inWorkspace.extend({ map: z.string().max(40), touchpoint: z.string().max(40) }),
  query: exploreFilter.omit({ map: true }).extend({ ...pageQuery, part: z.enum(mapContactParts).default('contacts') }),
  answer: z.object({
    total: count.describe('The number itself, counted by this list.'),
    hidden: z.boolean(),
    rows: z.array(
      z.object({
        customer: z.string(),
        at: z.string(),
        channel: z.string(),
        name: z.string().optional().describe('The event that was a contact.'),
        reason: z.string().optional().describe('Empty where it is unknown.'),
        /** The next contact of the same reason, and of whatever reason, on whatever channel. */
        after: z.string().nullish(),
        afterAny: z.string().nullish(),
      }),
    ),
    cursor: z.string().nullable(),
  }),
})
