import { type ClickHouse, f64s, type Sql, sql, text, u16 } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

export type Edge = { readonly from: number; readonly to: number }

/** All passages of an edge. Times in seconds. */
export type SpectrumWhole = {
  readonly passages: string
  readonly customers: string
  readonly quartiles: readonly (number | null)[]
  /** Passages that one begun later overtakes: it arrives first. */
  readonly overtaken: string
  readonly overtaken_customers: string
  /** Passages that arrive in the same minute as at least four others. */
  readonly batched: string
  readonly batched_customers: string
}

/** How often, and how fast, do cases go directly from one touchpoint to another; do they queue, overtake, come in batches? */
export async function countSpectrum(clickhouse: ClickHouse, keeping: Keeping, edge: Edge): Promise<SpectrumWhole> {
  const [whole, batches] = await Promise.all([
    clickhouse.first<Omit<SpectrumWhole, 'batched' | 'batched_customers'>>(sql`
      select
        count() as passages,
        uniqExact(customer_id) as customers,
        quantilesExactInclusive(0.25, 0.5, 0.75)(seconds) as quartiles,
        countIf(arrived > first_after) as overtaken,
        uniqExactIf(customer_id, arrived > first_after) as overtaken_customers
      from (
        select
          customer_id,
          arrived,
          seconds,
          ifNull(
            min(toNullable(arrived)) over (
              order by toUnixTimestamp64Milli(left) desc range between unbounded preceding and 1 preceding),
            arrived) as first_after
        from (${passages(keeping, edge)})
      )`),
    clickhouse.first<Pick<SpectrumWhole, 'batched' | 'batched_customers'>>(sql`
      select sum(length(together)) as batched, uniqExactArray(together) as batched_customers
      from (
        select groupArray(customer_id) as together
        from (${passages(keeping, edge)})
        group by toStartOfMinute(arrived)
        having length(together) > 4
      )`),
  ])
  return { ...whole!, ...batches! }
}

export type SpectrumBin = {
  /** The local day on which the bin begins. */
  readonly bin: string
  /** 1 for the fastest quarter of all passages, 4 for the slowest. */
  readonly quarter: number
  readonly passages: string
  readonly customers: string
  readonly median: number | null
}

export type SpectrumBins = 'day' | 'week' | 'month'

const startOf: Readonly<Record<SpectrumBins, (day: Sql) => Sql>> = {
  day: (day: Sql) => day,
  week: (day: Sql) => sql`toStartOfWeek(${day}, 1)`,
  month: (day: Sql) => sql`toStartOfMonth(${day})`,
}

/** The local day on which the period of a passage begins. */
export function startOfBin(bins: SpectrumBins, timeZone: string): Sql {
  return startOf[bins](sql`toDate(left, ${text(timeZone)})`)
}

/** How many passages began in each period, by the quarter of all of them that they are as fast as? */
export function binSpectrum(
  clickhouse: ClickHouse,
  keeping: Keeping,
  edge: Edge,
  ask: { readonly quartiles: readonly number[]; readonly bins: SpectrumBins; readonly timeZone: string },
): Promise<readonly SpectrumBin[]> {
  return clickhouse.rows<SpectrumBin>(sql`
    select
      toString(${startOfBin(ask.bins, ask.timeZone)}) as bin,
      toUInt8(1 + arrayCount(limit -> seconds > limit, ${f64s(ask.quartiles)})) as quarter,
      count() as passages,
      uniqExact(customer_id) as customers,
      quantileExactInclusive(0.5)(seconds) as median
    from (${passages(keeping, edge)})
    group by bin, quarter
    order by bin, quarter`)
}

/** The passages of an edge, one row each. */
export function passages(keeping: Keeping, { from, to }: Edge): Sql {
  return sql`
    select
      customer_id,
      case_number,
      passage.1 as left,
      passage.2 as arrived,
      passage.3 as from_place,
      passage.4 as to_place,
      passage.5 as came,
      passage.6 as went,
      dateDiff('millisecond', left, arrived) / 1000 as seconds
    from (
      select
        customer_id,
        case_numbers[1] as case_number,
        arrayFilter(
          step -> step.3 = ${u16(from)} and step.4 = ${u16(to)},
          arrayZip(
            arrayPopBack(moments), arrayPopFront(moments), arrayPopBack(touchpoints), arrayPopFront(touchpoints),
            arrayPopBack(channels), arrayPopFront(channels))) as steps
      from (${keptCases(keeping, ['touchpoint', 'moment', 'channel', 'case_number'])})
      where has(touchpoints, ${u16(from)}) and has(touchpoints, ${u16(to)})
    )
    array join steps as passage`
}
