import { z } from 'zod'
import { exploreFilter } from './exploring.ts'
import { inWorkspace } from './fields.ts'
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
