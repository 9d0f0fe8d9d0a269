import { type ClickHouse, instant, sql, u32 } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../kept-cases.ts'
import type { Keeping } from '../kept-visits.ts'
import { countedUpTo } from './count-visits.ts'

/** The closed, or the open, cases of one variant. */
export type StoryCount = {
  readonly variant: string
  readonly closed: 0 | 1
  readonly touchpoints: readonly number[]
  readonly cases: string
  readonly customers: string
}

/**
 * The variants of closed and of open cases apart, the most frequent first. A case is closed when it reached its end or
 * nothing came after its last visit for as long as the journey waits.
 */
export function countStories(
  clickhouse: ClickHouse,
  keeping: Keeping,
  closedBefore: Date,
  most: number,
  minimumGroup: number,
): Promise<readonly StoryCount[]> {
  return clickhouse.rows<StoryCount>(sql`
    select
      sipHash64(story) as variant,
      over as closed,
      any(story) as touchpoints,
      count() as cases,
      ${countedUpTo(minimumGroup)} as customers
    from (
      select
        customer_id,
        touchpoints as story,
        toUInt8(case_ended[1] or case_lasts[1] < ${instant(closedBefore)}) as over
      from (${keptCases(keeping, ['touchpoint', 'case_ended', 'case_last'])})
    )
    group by variant, closed
    order by cases desc, variant, closed
    limit ${u32(most)}`)
}

/** How many cases there are, whatever their variant. */
export async function countCases(clickhouse: ClickHouse, keeping: Keeping): Promise<number> {
  const row = await clickhouse.first<{ cases: string }>(sql`
    select count() as cases from (${keptCases(keeping, ['touchpoint'])})`)
  return Number(row?.cases ?? 0)
}
