import { type ClickHouse, sql, u16, u32 } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

/** Cases that went one way until they reached the goal, or without reaching it. */
export type WayCount = { readonly way: readonly number[]; readonly reached: string; readonly lost: string }

/**
 * By which activities, or over which channels, did cases come to the first visit of a goal, and how many never came?
 * The goal itself is in no way; a case that begins with it has none.
 */
export function countWays(
  clickhouse: ClickHouse,
  keeping: Keeping,
  { goal, of, most }: { readonly goal: number; readonly of: 'activity' | 'channel'; readonly most: number },
): Promise<readonly WayCount[]> {
  const told = of === 'activity' ? sql`touchpoints` : sql`arrayMap(channel -> toUInt16(channel + 1), channels)`
  return clickhouse.rows<WayCount>(sql`
    select way, countIf(place > 0) as reached, countIf(place = 0) as lost
    from (
      select
        indexOf(touchpoints, ${u16(goal)}) as place,
        if(place > 0, arraySlice(${told}, 1, place - 1), ${told}) as way
      from (${keptCases(keeping, ['touchpoint', 'channel'])})
    )
    group by way
    order by reached + lost desc, way
    limit ${u32(most)}`)
}
