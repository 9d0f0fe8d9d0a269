import { type ClickHouse, f64s, instant, type Sql, sql, u32s } from '../../engines/clickhouse/index.ts'
import type { BreachKind } from '../../vocabulary/statistics/conformance.ts'
import { type Keeping, keptVisits } from '../filtering/kept-visits.ts'

export type BreachCount = {
  readonly touchpoint: number
  readonly kind: BreachKind
  readonly visits: string
  readonly cases: string
  readonly customers: string
}

/** A wait up to a fifth above what was promised is slightly late. */
const slight = sql`1.2`

/**
 * How many visits of closed cases failed, or came later after the visit before than the map allows? `limits` are the
 * longest waits, in seconds, by touchpoint.
 */
export function countBreaches(
  clickhouse: ClickHouse,
  keeping: Keeping,
  closedBefore: Date,
  limits: ReadonlyMap<number, number>,
): Promise<readonly BreachCount[]> {
  // Where nothing can be late, only the rows in which something failed are read whole.
  const rows = limits.size > 0 ? keeping.rows : sql`${keeping.rows} and has(failed, 1)`
  const visits = keptVisits(
    { ...keeping, rows },
    ['touchpoint', 'wait', 'case_number', 'case_ended', 'case_last'],
    [{ name: sql`failure`, array: sql`arrayResize(failed, length(touchpoints))` }],
  )
  return clickhouse.rows<BreachCount>(sql`
    select
      touchpoint,
      arrayJoin(${breachesOf(limits)}) as kind,
      count() as visits,
      uniqExact(customer_id, case_number) as cases,
      uniqExact(customer_id) as customers
    from (${visits})
    where case_ended or case_last < ${instant(closedBefore)}
    group by touchpoint, kind`)
}

/** The breaches of one visit, in the words `touchpoint`, `wait` and `failure`. */
export function breachesOf(limits: ReadonlyMap<number, number>): Sql {
  const limit = sql`transform(toUInt32(touchpoint), ${u32s([...limits.keys()])}, ${f64s([...limits.values()])}, toFloat64(inf))`
  const late =
    limits.size === 0 ? sql`''` : sql`multiIf(wait > ${limit} * ${slight}, 'late', wait > ${limit}, 'slightlyLate', '')`
  return sql`arrayFilter(kind -> kind != '', [if(failure, 'failed', ''), ${late}])`
}
