import { type ClickHouse, type Sql, sql, u16, u32s } from '../../engines/clickhouse/index.ts'
import { type Keeping, keptVisits } from '../filtering/kept-visits.ts'
import { contactsAtTouchpoints, type TouchpointContactsAsk } from './count-touchpoint-contacts.ts'
import { type Page, type Paged, pageOf } from './page-of.ts'

/** Parts of the contacts at a touchpoint, by what each is counted as. */
const contactParts = {
  contacts: sql`1`,
  eligible: sql`is_eligible`,
  forward: sql`is_forward`,
  eligibleAny: sql`is_eligible_any`,
  forwardAny: sql`is_forward_any`,
  tooRecent: sql`not is_eligible_any`,
} as const satisfies Readonly<Record<string, Sql>>
export type ContactPart = keyof typeof contactParts

export type ListedTouchpointContact = {
  readonly customer_id: string
  readonly at: string
  readonly channel: string
  readonly name: string
  readonly reason: string
  readonly after: number | null
  readonly after_any: number | null
}

/** Which contacts stand behind a number of a touchpoint, the latest first? */
export function listTouchpointContacts(
  clickhouse: ClickHouse,
  ask: TouchpointContactsAsk,
  which: { readonly touchpoint: number; readonly part: ContactPart },
  page: Page,
): Promise<Paged<ListedTouchpointContact>> {
  const found = sql`
    select *
    from (${contactsAtTouchpoints(ask)})
    where touchpoint = ${u16(which.touchpoint)} and ${contactParts[which.part]}`
  return pageOf(
    clickhouse,
    found,
    {
      columns: sql`customer_id, at, channel, name, reason, after, after_any`,
      order: sql`at desc, customer_id, position, message_id`,
    },
    page,
  )
}

export type ListedTouchpointVisit = {
  readonly customer_id: string
  readonly case_number: number
  readonly moment: string
  readonly channel: number
}

/** Which visits came to a touchpoint by one of these channels, or by any other of them, the latest first? */
export function listTouchpointVisits(
  clickhouse: ClickHouse,
  keeping: Keeping,
  which: { readonly touchpoint: number; readonly by?: readonly number[]; readonly otherThan?: readonly number[] },
  page: Page,
): Promise<Paged<ListedTouchpointVisit>> {
  const among = (codes: readonly number[]) => sql`has(${u32s(codes)}, toUInt32(channel))`
  const found = sql`
    select customer_id, case_number, moment, channel
    from (${keptVisits(keeping, ['case_number', 'moment', 'touchpoint', 'channel'])})
    where touchpoint = ${u16(which.touchpoint)}
      and ${which.by ? among(which.by) : sql`1`}
      and ${which.otherThan ? sql`not ${among(which.otherThan)}` : sql`1`}`
  return pageOf(
    clickhouse,
    found,
    {
      columns: sql`customer_id, case_number, toString(moment) as moment, channel`,
      order: sql`moment desc, customer_id, case_number, channel`,
    },
    page,
  )
}
