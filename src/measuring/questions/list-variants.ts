import { type ClickHouse, type Sql, sql, u8, u32, u64s } from '../../engines/clickhouse/index.ts'
import { constructs } from '../../vocabulary/score.ts'
import { caseFacts } from '../filtering/case-facts.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import { type Keeping, keepsWhole } from '../filtering/kept-visits.ts'

/** Cases that went the same way: an equal sequence of activities, told by a hash of it. */
export type VariantCount = { readonly variant: string; readonly cases: string }

/**
 * In which sequences of activities do the cases come, the most frequent first, and how many are they in all? With
 * `collapsed`, the same activity several times in a row is told once.
 */
export async function listVariants(
  clickhouse: ClickHouse,
  keeping: Keeping,
  { collapsed, most }: { collapsed: boolean; most: number },
): Promise<{ readonly cases: number; readonly variants: number; readonly rows: readonly VariantCount[] }> {
  const rows = await clickhouse.rows<VariantCount & { readonly all_cases: string; readonly all_variants: string }>(sql`
    select
      variant,
      count() as cases,
      any(size) as steps,
      sum(cases) over () as all_cases,
      count() over () as all_variants
    from (${storiesOf(keeping, collapsed)})
    group by variant
    order by cases desc, steps, variant
    limit ${u32(most)}`)
  return { cases: Number(rows[0]?.all_cases ?? 0), variants: Number(rows[0]?.all_variants ?? 0), rows }
}

/** How many cases there are, in how many variants. */
export async function countVariants(
  clickhouse: ClickHouse,
  keeping: Keeping,
  collapsed: boolean,
): Promise<{ readonly cases: number; readonly variants: number }> {
  const row = await clickhouse.first<{ cases: string; variants: string }>(sql`
    select count() as cases, uniqExact(variant) as variants
    from (${storiesOf(keeping, collapsed)})`)
  return { cases: Number(row?.cases ?? 0), variants: Number(row?.variants ?? 0) }
}

/** Cases as `customer_id`, `variant` and `size`, the visits that it tells. */
function storiesOf(keeping: Keeping, collapsed: boolean): Sql {
  if (keepsWhole(keeping)) {
    const story = collapsed ? sql`short_story` : sql`story`
    return sql`select customer_id, ${story} as variant, size from (${caseFacts(keeping, [collapsed ? 'short_story' : 'story', 'size'])})`
  }
  return sql`
    select customer_id, sipHash64(${toldOnce(collapsed)}) as variant, length(touchpoints) as size
    from (${keptCases(keeping, ['touchpoint'])})`
}

const toldOnce = (collapsed: boolean) => (collapsed ? sql`arrayCompact(touchpoints)` : sql`touchpoints`)

/** What the cases of these variants are: of each, the activities of one case. */
export async function tellVariants(
  clickhouse: ClickHouse,
  keeping: Keeping,
  told: readonly VariantOutcome[],
  collapsed: boolean,
): Promise<ReadonlyMap<string, readonly number[]>> {
  // A customer of each is known, so that no other row is read.
  const some = sql`${keeping.rows} and customer_id in ${u64s([...new Set(told.map(row => BigInt(row.some_customer)))])}`
  const rows = await clickhouse.rows<{ readonly variant: string; readonly story: readonly number[] }>(sql`
    select sipHash64(${toldOnce(collapsed)}) as variant, any(${toldOnce(collapsed)}) as story
    from (${keptCases({ ...keeping, rows: some }, ['touchpoint'])})
    group by variant`)
  return new Map(rows.map(row => [row.variant, row.story]))
}

/** How the cases of a variant turned out. Times in seconds. */
export type VariantOutcome = {
  readonly variant: string
  readonly customers: string
  readonly some_customer: string
  readonly span_seconds: readonly [median: number, p90: number]
  readonly completed: string
  /** The mean of the cases' mean scores, of those in which one was given. */
  readonly score: number | null
  readonly scored_customers: string
}

/** How long did the cases of these variants take, how many reached the end, and how satisfied were customers on the way? */
export function describeVariants(
  clickhouse: ClickHouse,
  keeping: Keeping,
  variants: readonly string[],
  collapsed: boolean,
): Promise<readonly VariantOutcome[]> {
  const story = collapsed ? sql`short_story` : sql`story`
  const cases = keepsWhole(keeping)
    ? sql`
      select customer_id, ${story} as variant, seconds, ended, satisfaction
      from (${caseFacts(keeping, [collapsed ? 'short_story' : 'story', 'seconds', 'ended', 'satisfaction'])})`
    : sql`
      select
        customer_id,
        sipHash64(${toldOnce(collapsed)}) as variant,
        dateDiff('millisecond', moments[1], moments[-1]) / 1000 as seconds,
        case_ended[1] as ended,
        arrayFilter((score, code) -> code = ${satisfaction} and not isNaN(score), scores, constructs) as felt,
        if(empty(felt), nan, arrayAvg(felt)) as satisfaction
      from (${keptCases(keeping, ['touchpoint', 'moment', 'case_ended', 'score', 'construct'])})`
  return clickhouse.rows<VariantOutcome>(sql`
    select
      variant,
      uniqExact(customer_id) as customers,
      min(customer_id) as some_customer,
      quantilesExactInclusive(0.5, 0.9)(seconds) as span_seconds,
      countIf(ended) as completed,
      if(countIf(not isNaN(satisfaction)) = 0, null, avgIf(satisfaction, not isNaN(satisfaction))) as score,
      uniqExactIf(customer_id, not isNaN(satisfaction)) as scored_customers
    from (${cases})
    where variant in ${u64s(variants.map(BigInt))}
    group by variant`)
}

const satisfaction = u8(constructs.indexOf('satisfaction') + 1)
