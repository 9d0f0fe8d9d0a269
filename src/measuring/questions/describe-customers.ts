import { type ClickHouse, instant, type Sql, sql, u16, u32 } from '../../engines/clickhouse/index.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

/** What is known of a customer on a day, and whether they left in the time after it. */
export type DescribedCustomer = {
  readonly customer_id: string
  /** Seconds since they were seen last, and since they were seen first. */
  readonly silent: string
  readonly known: string
  /** What they did of late. */
  readonly lately: readonly number[]
  readonly channels: number
  readonly score: number | null
  readonly last_score: number | null
  readonly left: 0 | 1
}

/**
 * Of the customers seen in the time before a day who had not left by then: what they had lived, and whether they left in
 * the same time after it. Leaving is an activity, or, without one, not being seen at all.
 */
export function describeCustomers(
  clickhouse: ClickHouse,
  keeping: Keeping,
  {
    on,
    seenSeconds,
    withinSeconds,
    leaving,
    most,
  }: { on: Date; seenSeconds: number; withinSeconds: number; leaving: number | undefined; most: number },
): Promise<readonly DescribedCustomer[]> {
  const day = instant(on)
  const gone: Sql =
    leaving === undefined
      ? sql`not arrayExists(moment -> moment > ${day} and moment <= addSeconds(${day}, ${u32(withinSeconds)}), moments)`
      : sql`arrayExists(
          (moment, name) -> name = ${u16(leaving)} and moment > ${day} and moment <= addSeconds(${day}, ${u32(withinSeconds)}),
          moments, names)`
  const already: Sql =
    leaving === undefined
      ? sql`0`
      : sql`arrayExists((moment, name) -> name = ${u16(leaving)} and moment <= ${day}, moments, names)`
  return clickhouse.rows<DescribedCustomer>(sql`
    select
      customer_id,
      dateDiff('second', arrayMax(before), ${day}) as silent,
      dateDiff('second', before[1], ${day}) as known,
      arrayFilter((name, moment) -> moment <= ${day} and moment > subtractSeconds(${day}, ${u32(seenSeconds)}), names, moments) as lately,
      length(arrayDistinct(arrayFilter((channel, moment) -> moment <= ${day}, kept_channels, moments))) as channels,
      arrayFilter((score, moment) -> moment <= ${day} and not isNaN(score), kept_scores, moments) as felt,
      if(empty(felt), null, arrayAvg(felt)) as score,
      if(empty(felt), null, felt[-1]) as last_score,
      toUInt8(${gone}) as left
    from (
      select *, arrayFilter(moment -> moment <= ${day}, moments) as before
      from (
        with ${keeping.visits} as keeps
        select
          customer_id,
          arrayFilter((moment, kept) -> kept, at, keeps) as moments,
          arrayFilter((name, kept) -> kept, touchpoints, keeps) as names,
          arrayFilter((channel, kept) -> kept, channels, keeps) as kept_channels,
          arrayFilter((score, kept) -> kept, scores, keeps) as kept_scores
        from traces_raw final
        where ${keeping.rows}
      )
    )
    where notEmpty(before) and arrayMax(before) > subtractSeconds(${day}, ${u32(seenSeconds)}) and not ${already}
    order by sipHash64(customer_id)
    limit ${u32(most)}`)
}
