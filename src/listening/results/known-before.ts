import type { InputOf } from '../../contract/route.ts'
import type { askSurveyGroups as askSurveyGroupsRoute } from '../../contract/survey-figures.ts'
import { f64s, type Sql, sql, text, texts, u32, u64s } from '../../engines/clickhouse/index.ts'
import type { Context } from '../../feature.ts'
import { membersOf, placesIn, segmentRows } from '../../segmenting/index.ts'
import { quarters } from '../../vocabulary/statistics/quarters.ts'

export type KnownResponse = { readonly response: string; readonly customer: bigint; readonly at: Date }
export type GroupKey = { readonly key: string; readonly name: string | null }
type Query = Pick<InputOf<typeof askSurveyGroupsRoute>['query'], 'by' | 'event' | 'property'>

/** What customers did counts for so many days before they answered. */
const daysBefore = 90
const mostSegments = 30

/**
 * The groups that responses are in by what is known of their customers: the segments they are in now, whether they lived
 * an event in the ninety days before, or what its last property said. Numbers are told by quarters.
 */
export async function keysByCustomer(
  context: Context,
  known: readonly KnownResponse[],
  query: Query,
): Promise<ReadonlyMap<string, readonly GroupKey[]>> {
  if (known.length === 0) return new Map()
  if (query.by === 'segment') return await bySegment(context, known)
  const { event = '', property } = query
  if (event === '' || (query.by === 'property' && !property)) return new Map()
  const before = await livedBefore(context, known, event, property ?? '')
  if (query.by === 'event')
    return new Map(known.map(({ response }) => [response, [keyOf(before.has(response) ? 'lived' : 'notLived')]]))
  const numbers = quarters([...before.values()].flatMap(({ number }) => (number === null ? [] : [number])))
  return new Map(
    [...before].map(([response, { number, said }]) => [
      response,
      [keyOf(number === null ? said : numbers(number))].filter(({ key }) => key !== ''),
    ]),
  )
}

const keyOf = (key: string): GroupKey => ({ key, name: null })

async function bySegment({ clickhouse, postgres, workspace }: Context, known: readonly KnownResponse[]) {
  const segments = (await segmentRows(postgres, workspace.number, false)).slice(0, mostSegments)
  const keys = new Map<string, GroupKey[]>()
  for (const { segment_id, name } of segments) {
    const rows = await clickhouse.rows<{ response: string }>(sql`
      select response from (${askedOf(workspace.number, known)})
      where customer in (select customer from (${membersOf(workspace.number, segment_id)}))`)
    for (const { response } of rows) keys.set(response, [...(keys.get(response) ?? []), { key: segment_id, name }])
  }
  return keys
}

/** Each response with the customer whose it is now, and when it was begun. */
function askedOf(workspace: number, known: readonly KnownResponse[]): Sql {
  return sql`
    select asked.1 as response, asked.3 as at, if(places.customer_id = 0, asked.2, places.customer_id) as customer
    from (
      select arrayJoin(arrayZip(
        ${texts(known.map(({ response }) => response))}, ${u64s(known.map(({ customer }) => customer))},
        ${f64s(known.map(({ at }) => at.getTime() / 1000))}
      )) as asked, asked.2 as number
    ) as asking
    left join (${placesIn(workspace)}) as places on asking.number = places.anchor`
}

async function livedBefore(
  { clickhouse, workspace }: Context,
  known: readonly KnownResponse[],
  event: string,
  property: string,
): Promise<ReadonlyMap<string, { readonly number: number | null; readonly said: string }>> {
  const rows = await clickhouse.rows<{ response: string; number: number | null; said: string }>(sql`
    select response, argMax(number, moment) as number, argMax(said, moment) as said
    from (${askedOf(workspace.number, known)}) as asked
    join (
      select
        if(places.customer_id = 0, lived.anchor, places.customer_id) as customer,
        toUnixTimestamp64Milli(lived.occurred_at) / 1000 as moment,
        if(mapContains(lived.numbers, ${text(property)}), lived.numbers[${text(property)}], null) as number,
        substring(lived.texts[${text(property)}], 1, 80) as said
      from (
        select anchor, occurred_at, numbers, texts
        from events
        where workspace_id = ${u32(workspace.number)} and name = ${text(event)} and measurable = 1
      ) as lived
      left join (${placesIn(workspace.number)}) as places on lived.anchor = places.anchor
    ) as lived on asked.customer = lived.customer
    where moment <= at and moment > at - ${f64s([daysBefore * 86_400])}[1]
    group by response`)
  return new Map(rows.map(({ response, number, said }) => [response, { number, said }]))
}
