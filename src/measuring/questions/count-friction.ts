import { type ClickHouse, sql, u32s } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

/** What stumbles at a touchpoint. */
export type FrictionCount = {
  readonly touchpoint: number
  readonly visits: string
  readonly customers: string
  /** Visits that begin a case: all others are moves. */
  readonly first: string
  /** The same again at once; back again after something else. */
  readonly loops: string
  readonly loop_customers: string
  readonly returns: string
  readonly return_customers: string
  /** Back after exactly one other: a, b, a. And of these, back within five seconds on a screen. */
  readonly pingpongs: string
  readonly pingpong_customers: string
  readonly quick: string
  readonly quick_customers: string
  /** Of all: loops, returns or signals of failure, each visit once. */
  readonly stumbles: string
}

/** Where do cases loop, go back, and go to and fro? */
export function countFriction(
  clickhouse: ClickHouse,
  keeping: Keeping,
  failures: readonly number[],
  screens: readonly number[],
): Promise<readonly FrictionCount[]> {
  return clickhouse.rows<FrictionCount>(sql`
    select
      touchpoint,
      count() as visits,
      uniqExact(customer_id) as customers,
      countIf(place = 1) as first,
      countIf(loop) as loops,
      uniqExactIf(customer_id, loop) as loop_customers,
      countIf(back) as returns,
      uniqExactIf(customer_id, back) as return_customers,
      countIf(pingpong) as pingpongs,
      uniqExactIf(customer_id, pingpong) as pingpong_customers,
      countIf(pingpong and hurry) as quick,
      uniqExactIf(customer_id, pingpong and hurry) as quick_customers,
      countIf(loop or back or has(${u32s(failures)}, toUInt32(touchpoint))) as stumbles
    from (
      select
        customer_id,
        touchpoints,
        arrayShiftRight(touchpoints, 1) as befores,
        arrayMap((here, before, place) -> place > 1 and here = before, touchpoints, befores, arrayEnumerate(touchpoints)) as looped,
        arrayMap((nth, same) -> nth > 1 and not same, arrayEnumerateUniq(touchpoints), looped) as returned,
        arrayMap(
          (here, before, earlier, place) -> place > 2 and here = earlier and here != before,
          touchpoints, befores, arrayShiftRight(touchpoints, 2), arrayEnumerate(touchpoints)) as pingponged,
        arrayMap(
          (at, before, channel) -> dateDiff('millisecond', before, at) <= 5000 and has(${u32s(screens)}, toUInt32(channel)),
          moments, arrayShiftRight(moments, 1, moments[1]), arrayShiftRight(channels, 1, channels[1])) as hurried
      from (${keptCases(keeping, ['touchpoint', 'moment', 'channel'])})
    )
    array join
      touchpoints as touchpoint, arrayEnumerate(touchpoints) as place, looped as loop, returned as back,
      pingponged as pingpong, hurried as hurry
    group by touchpoint`)
}

export type ReworkCount = {
  readonly cases: string
  readonly customers: string
  readonly reworked: string
  readonly reworked_customers: string
}

/** How many cases come to the same touchpoint twice? */
export async function countRework(clickhouse: ClickHouse, keeping: Keeping): Promise<ReworkCount> {
  const rows = await clickhouse.rows<ReworkCount>(sql`
    select
      count() as cases,
      uniqExact(customer_id) as customers,
      countIf(again) as reworked,
      uniqExactIf(customer_id, again) as reworked_customers
    from (
      select customer_id, length(arrayDistinct(touchpoints)) < length(touchpoints) as again
      from (${keptCases(keeping, ['touchpoint'])})
    )`)
  return rows[0]!
}
