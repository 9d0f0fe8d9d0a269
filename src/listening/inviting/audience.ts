import { anchorsOfCustomers } from '../../collecting/index.ts'
import { every, instant, type Sql, sql, text, u32, u64, u64s } from '../../engines/clickhouse/index.ts'
import type { Installation } from '../../feature.ts'
import { compileCondition } from '../../mapping/index.ts'
import { customerTraits, membersOf, placesIn } from '../../segmenting/index.ts'
import type { TraitCondition } from '../../vocabulary/segment.ts'
import type { ContactPressure } from '../../vocabulary/survey/contact-pressure.ts'
import type { AwaitedEvent, SendingRules } from '../../vocabulary/survey/sending-rules.ts'

type Stores = Pick<Installation, 'clickhouse' | 'postgres'>
type Audience = SendingRules['audience']

/** Whether an audience is less than everybody. */
export const isNarrow = ({ segments, exceptSegments, traits }: Audience): boolean =>
  segments.length + exceptSegments.length + traits.length > 0

/** Which customers the audience holds, as one column `customer`; `among` says which are asked about. */
function audienceOf(workspace: number, { segments, exceptSegments, traits }: Audience, among: Sql): Sql {
  const conditions = [
    among,
    ...(segments.length === 0
      ? []
      : [
          sql`customer in (${segments.map(one => membersOf(workspace, one)).reduce((a, b) => sql`${a} union distinct ${b}`)})`,
        ]),
    ...exceptSegments.map(one => sql`customer not in (${membersOf(workspace, one)})`),
    ...traits.map(condition => hasTrait(workspace, condition)),
  ]
  return every(conditions)
}

function hasTrait(workspace: number, { trait, is, values }: TraitCondition): Sql {
  const having = (test: Sql) => sql`(select customer from (${customerTraits(workspace, trait)}) where ${test})`
  const oneOf = { type: 'Array(String)', value: values }
  switch (is) {
    case 'one of':
      return sql`customer in ${having(sql`has(${oneOf}, latest)`)}`
    case 'none of':
      return sql`customer not in ${having(sql`has(${oneOf}, latest)`)}`
    case 'at least':
      return sql`customer in ${having(sql`toFloat64OrNull(latest) >= toFloat64OrNull(${text(values[0] ?? '')})`)}`
    case 'below':
      return sql`customer in ${having(sql`toFloat64OrNull(latest) < toFloat64OrNull(${text(values[0] ?? '')})`)}`
    case 'known':
      return sql`customer in ${having(sql`latest != ''`)}`
    case 'unknown':
      return sql`customer not in ${having(sql`latest != ''`)}`
    default:
      return is satisfies never
  }
}

/** Those of these customers that the audience holds. */
export async function inAudience(
  { clickhouse }: Stores,
  workspace: number,
  audience: Audience,
  customers: readonly bigint[],
): Promise<ReadonlySet<bigint>> {
  if (!isNarrow(audience)) return new Set(customers)
  const rows = await clickhouse.rows<{ customer: string }>(sql`
    select customer
    from (select arrayJoin(${u64s(customers)}) as customer)
    where ${audienceOf(workspace, audience, sql`1`)}`)
  return new Set(rows.map(row => BigInt(row.customer)))
}

/** The customers of a narrow audience in the order of their numbers, after one. */
export async function audienceAfter(
  { clickhouse }: Stores,
  workspace: number,
  audience: Audience,
  after: bigint,
  most: number,
): Promise<readonly bigint[]> {
  const everybody = sql`
    select distinct if(places.customer_id = 0, seen.anchor, places.customer_id) as customer
    from (select distinct anchor from traits where workspace_id = ${u32(workspace)}) as seen
    left join (${placesIn(workspace)}) as places on seen.anchor = places.anchor`
  const from =
    audience.segments.length === 0
      ? everybody
      : audience.segments.map(one => membersOf(workspace, one)).reduce((a, b) => sql`${a} union distinct ${b}`)
  const rows = await clickhouse.rows<{ customer: string }>(sql`
    select customer
    from (${from})
    where ${audienceOf(workspace, { ...audience, segments: [] }, sql`customer > ${u64(after < 0n ? 0n : after)}`)}
    order by customer
    limit ${u32(most)}`)
  return rows.map(row => BigInt(row.customer))
}

/** Everybody who is never asked, by the workspace's segments. */
export async function excludedCustomers(
  { clickhouse }: Stores,
  workspace: number,
  { excludedSegments }: ContactPressure,
): Promise<ReadonlySet<bigint>> {
  const found = new Set<bigint>()
  for (const segment of excludedSegments) {
    for (const { customer } of await clickhouse.rows<{ customer: string }>(membersOf(workspace, segment)))
      found.add(BigInt(customer))
  }
  return found
}

/** Everybody whose complaint is open. With two events of the same instant it is closed. */
export async function customersWithOpenCase(
  { clickhouse }: Stores,
  workspace: number,
  { openCase: { opens, closes, trait } }: ContactPressure,
): Promise<ReadonlySet<bigint>> {
  const found = new Set<bigint>()
  if (opens !== null) {
    const rows = await clickhouse.rows<{ customer: string }>(sql`
      select if(places.customer_id = 0, told.anchor, places.customer_id) as customer
      from (
        select anchor, name, max(occurred_at) as at
        from events
        where workspace_id = ${u32(workspace)} and name in (${text(opens)}, ${text(closes ?? '')})
        group by anchor, name
      ) as told
      left join (${placesIn(workspace)}) as places on told.anchor = places.anchor
      group by customer
      having countIf(name = ${text(opens)}) > 0
        and maxIf(at, name = ${text(opens)}) > maxIf(at, name = ${text(closes ?? '')})`)
    for (const { customer } of rows) found.add(BigInt(customer))
  }
  if (trait !== null) {
    const rows = await clickhouse.rows<{ customer: string }>(sql`
      select customer from (${customerTraits(workspace, trait.name)})
      where has(${{ type: 'Array(String)', value: trait.values }}, latest)`)
    for (const { customer } of rows) found.add(BigInt(customer))
  }
  return found
}

/** When what was waited for last happened to each of these customers, on whatever channel. */
export async function lastHappened(
  installation: Stores & Pick<Installation, 'now'>,
  workspace: number,
  awaited: AwaitedEvent,
  customers: readonly bigint[],
  since: Date,
): Promise<ReadonlyMap<bigint, Date>> {
  const anchors = await anchorsOfCustomers(installation as Installation, workspace, customers)
  const owner = new Map(anchors.map(({ anchor, customer }) => [anchor, customer]))
  if (anchors.length === 0) return new Map()
  const rows = await installation.clickhouse.rows<{ anchor: string; at: string }>(sql`
    select anchor, toUnixTimestamp64Milli(max(occurred_at)) as at
    from events
    where workspace_id = ${u32(workspace)} and anchor in (${u64s([...owner.keys()])})
      and name = ${text(awaited.event)} and occurred_at >= ${instant(since)}
      and ${awaited.when === null ? sql`1` : compileCondition(awaited.when)}
    group by anchor`)
  const last = new Map<bigint, Date>()
  for (const row of rows) {
    const customer = owner.get(BigInt(row.anchor))!
    const at = new Date(Number(row.at))
    if (at > (last.get(customer) ?? new Date(0))) last.set(customer, at)
  }
  return last
}
