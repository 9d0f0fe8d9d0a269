import { type ClickHouse, instant, type Sql, sql, u32, u64s } from '../../engines/clickhouse/index.ts'
import { caseFacts } from '../filtering/case-facts.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import { type Keeping, keepsWhole } from '../filtering/kept-visits.ts'
import { countedUpTo } from './counted-up-to.ts'

/** The closed, or the open, cases of one variant. */
export type StoryCount = {
  readonly variant: string
  readonly closed: 0 | 1
  readonly cases: number
  readonly customers: number
}

/**
 * The variants of closed and of open cases apart, the most frequent first. A case is closed when it reached its end or
 * nothing came after its last visit for as long as the journey waits. They come as columns: of a hundred thousand rows
 * the names would be most of what is read.
 */
export async function countStories(
  clickhouse: ClickHouse,
  keeping: Keeping,
  closedBefore: Date,
  most: number,
  minimumGroup: number,
): Promise<readonly StoryCount[]> {
  const columns = await clickhouse.first<{
    readonly variants: readonly string[]
    readonly closed: readonly (0 | 1)[]
    readonly cases: readonly number[]
    readonly customers: readonly number[]
  }>(sql`
    select
      groupArray(variant) as variants,
      groupArray(over) as closed,
      groupArray(many) as cases,
      groupArray(some) as customers
    from (
      select variant, over, toUInt32(count()) as many, toUInt32(${countedUpTo(minimumGroup)}) as some
      from (${toldCases(keeping, closedBefore)})
      group by variant, over
      order by many desc, variant, over
      limit ${u32(most)}
    )`)
  if (!columns) return []
  return columns.variants.map((variant, index) => ({
    variant,
    closed: columns.closed[index]!,
    cases: columns.cases[index]!,
    customers: columns.customers[index]!,
  }))
}

/** Cases as `customer_id`, `variant` and `over`, whether they are closed. */
export function toldCases(keeping: Keeping, closedBefore: Date): Sql {
  return keepsWhole(keeping)
    ? sql`
      select customer_id, story as variant, toUInt8(ended or last < ${instant(closedBefore)}) as over
      from (${caseFacts(keeping, ['story', 'ended', 'last'])})`
    : sql`
      select
        customer_id,
        sipHash64(touchpoints) as variant,
        toUInt8(case_ended[1] or case_lasts[1] < ${instant(closedBefore)}) as over
      from (${keptCases(keeping, ['touchpoint', 'case_ended', 'case_last'])})`
}

/** The visits that variants tell, touchpoint by touchpoint. */
export async function tellStories(
  clickhouse: ClickHouse,
  keeping: Keeping,
  variants: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  if (variants.length === 0) return new Map()
  const columns = await clickhouse.first<{
    readonly variants: readonly string[]
    readonly stories: readonly (readonly number[])[]
  }>(sql`
    select groupArray(variant) as variants, groupArray(story) as stories
    from (
      select sipHash64(touchpoints) as variant, any(touchpoints) as story
      from (${keptCases(keeping, ['touchpoint'])})
      where variant in ${u64s(variants.map(BigInt))}
      group by variant
    )`)
  return new Map(columns?.variants.map((variant, index) => [variant, columns.stories[index]!]))
}

/** How many cases there are, whatever their variant. */
export async function countCases(clickhouse: ClickHouse, keeping: Keeping): Promise<number> {
  const row = await clickhouse.first<{ cases: string }>(
    keepsWhole(keeping)
      ? sql`select sum(length(sizes)) as cases from traces_raw final where ${keeping.rows}`
      : sql`select count() as cases from (${keptCases(keeping, ['touchpoint'])})`,
  )
  return Number(row?.cases ?? 0)
}
