import { type ClickHouse, sql, u32, u64s } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../kept-cases.ts'
import type { Keeping } from '../kept-visits.ts'
import { countedUpTo } from './count-visits.ts'

/** Cases that went the same way: an equal sequence of activities. */
export type VariantCount = {
  /** A hash of the sequence. */
  readonly variant: string
  readonly touchpoints: readonly number[]
  readonly cases: string
  /** Distinct customers, counted no further than asked. */
  readonly customers: string
}

/**
 * In which sequences of activities do the cases come, the most frequent first, and how many are they in all? With
 * `collapsed`, the same activity several times in a row is told once.
 */
export async function listVariants(
  clickhouse: ClickHouse,
  keeping: Keeping,
  { collapsed, minimumGroup, most }: { collapsed: boolean; minimumGroup: number; most: number },
): Promise<{ readonly cases: number; readonly variants: number; readonly rows: readonly VariantCount[] }> {
  const story = collapsed ? sql`arrayCompact(touchpoints)` : sql`touchpoints`
  const rows = await clickhouse.rows<VariantCount & { readonly all_cases: string; readonly all_variants: string }>(sql`
    select
      sipHash64(story) as variant,
      any(story) as touchpoints,
      count() as cases,
      ${countedUpTo(minimumGroup)} as customers,
      sum(cases) over () as all_cases,
      count() over () as all_variants
    from (select customer_id, ${story} as story from (${keptCases(keeping, ['touchpoint'])}))
    group by variant
    order by cases desc, length(touchpoints), touchpoints
    limit ${u32(most)}`)
  return { cases: Number(rows[0]?.all_cases ?? 0), variants: Number(rows[0]?.all_variants ?? 0), rows }
}

/** How many cases there are, in how many variants. */
export async function countVariants(
  clickhouse: ClickHouse,
  keeping: Keeping,
  collapsed: boolean,
): Promise<{ readonly cases: number; readonly variants: number }> {
  const story = collapsed ? sql`arrayCompact(touchpoints)` : sql`touchpoints`
  const row = await clickhouse.first<{ cases: string; variants: string }>(sql`
    select count() as cases, uniqExact(sipHash64(${story})) as variants
    from (${keptCases(keeping, ['touchpoint'])})`)
  return { cases: Number(row?.cases ?? 0), variants: Number(row?.variants ?? 0) }
}

/** How the cases of a variant turned out. Times in seconds. */
export type VariantOutcome = {
  readonly variant: string
  readonly seconds: readonly [median: number, p90: number]
  readonly completed: string
  /** The mean of the cases' mean scores, of those in which one was given. */
  readonly score: number | null
  readonly scored_customers: string
}

/** How long did the cases of these variants take, how many reached the end, and how did customers feel on the way? */
export function describeVariants(
  clickhouse: ClickHouse,
  keeping: Keeping,
  variants: readonly string[],
  { collapsed, construct }: { collapsed: boolean; construct: number },
): Promise<readonly VariantOutcome[]> {
  const story = collapsed ? sql`arrayCompact(touchpoints)` : sql`touchpoints`
  return clickhouse.rows<VariantOutcome>(sql`
    select
      variant,
      quantilesExactInclusive(0.5, 0.9)(span) as seconds,
      countIf(completed) as completed,
      if(countIf(answers > 0) = 0, null, avgIf(score, answers > 0)) as score,
      uniqExactIf(customer_id, answers > 0) as scored_customers
    from (
      select
        customer_id,
        sipHash64(${story}) as variant,
        dateDiff('millisecond', moments[1], moments[-1]) / 1000 as span,
        case_ended[1] as completed,
        arrayFilter((score, code) -> code = ${u32(construct)} and not isNaN(score), scores, constructs) as given,
        length(given) as answers,
        arrayAvg(given) as score
      from (${keptCases(keeping, ['touchpoint', 'moment', 'case_ended', 'score', 'construct'])})
    )
    where has(${u64s(variants.map(BigInt))}, variant)
    group by variant`)
}
