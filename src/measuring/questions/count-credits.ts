import { type ClickHouse, type Sql, sql, u16, u32s } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'
import { countingUpTo } from './counted-up-to.ts'

/** What stands for all that are not told by themselves: no touchpoint and no channel has this number. */
export const otherNumber = 65_535

/** An activity or a channel on the ways to a goal, with its credit by each rule that looks at one way alone. */
export type CreditCount = {
  /** 0: the ways that are empty, because the case began with the goal. */
  readonly number: number
  /** Distinct customers, counted no further than asked. */
  readonly customers: string
  /** Ways that begin here. */
  readonly starts: string
  readonly first: number
  readonly linear: number
  readonly position: number
  readonly shapley: number
  /** Where ways went next (0: the way ends here), and how many of these cases reached the goal. */
  readonly onward: readonly (readonly [next: number, moves: string, reached: string])[]
}

/**
 * By which activities, or over which channels, did cases come to the first visit of a goal, or never came? The goal
 * itself is in no way; a case that begins with it has none. Each rule adds up over the places of a way, so that no way
 * has to be told: there may be as many as there are cases. `told` are the numbers with a credit of their own, where
 * not all have one.
 */
export function countCredits(
  clickhouse: ClickHouse,
  keeping: Keeping,
  ask: {
    readonly goal: number
    readonly of: 'activity' | 'channel'
    readonly told?: readonly number[] | undefined
    readonly minimumGroup: number
  },
): Promise<readonly CreditCount[]> {
  const numbers = ask.of === 'activity' ? sql`touchpoints` : sql`arrayMap(channel -> toUInt16(channel + 1), channels)`
  const named =
    ask.told === undefined
      ? numbers
      : sql`arrayMap(number -> if(has(${u32s(ask.told)}, number), number, ${u16(otherNumber)}), ${numbers})`
  const ways = sql`
    select
      customer_id,
      indexOf(touchpoints, ${u16(ask.goal)}) as place,
      place > 0 as reached,
      if(reached, arraySlice(${named}, 1, place - 1), ${named}) as way
    from (${keptCases(keeping, ask.of === 'activity' ? ['touchpoint'] : ['touchpoint', 'channel'])})`
  return creditWays(clickhouse, ways, ask.minimumGroup)
}

/**
 * Credits of `ways`, one row a case: `customer_id`, `way` (numbers from 1, in order) and `reached`. First and last: all
 * of a goal to the first or the last; linear: equal parts to all places; position: 40 % to the first, 40 % to the last,
 * the rest to those between; Shapley: equal parts to all that the way has, however often (Zhao, Mahboobi and Bagheri
 * 2018). The last of a way is where it goes to 0.
 */
export function creditWays(clickhouse: ClickHouse, ways: Sql, minimumGroup: number): Promise<readonly CreditCount[]> {
  const { state, merge } = countingUpTo(minimumGroup)
  return clickhouse.rows<CreditCount>(sql`
    select
      number,
      ${merge(sql`some_customers`)} as customers,
      sum(some_starts) as starts,
      sum(some_first) as first,
      sum(some_linear) as linear,
      sum(some_position) as position,
      sum(some_shapley) as shapley,
      groupArray((next, many, many_reached)) as onward
    from (
      select
        number,
        next,
        ${state} as some_customers,
        count() as many,
        sum(reached) as many_reached,
        countIf(place = 1) as some_starts,
        countIf(place = 1 and reached) as some_first,
        sum(part) as some_linear,
        sum(multiIf(length <= 2, part, place = 1 or place = length, 0.4 * reached, 0.2 * reached / (length - 2))) as some_position,
        sumIf(reached / kinds, nth = 1) as some_shapley
      from (
        select customer_id, reached, length, kinds, reached / length as part, number, next, place, nth
        from (
          select customer_id, reached, if(empty(way), [toUInt16(0)], way) as told, length(told) as length, arrayUniq(told) as kinds
          from (${ways})
        )
        array join
          told as number,
          arrayShiftLeft(told, 1) as next,
          arrayEnumerate(told) as place,
          arrayEnumerateUniq(told) as nth
      )
      group by number, next
    )
    group by number`)
}
