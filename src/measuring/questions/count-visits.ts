import { type ClickHouse, instant, type Sql, sql, u8, u32s } from '../../engines/clickhouse/index.ts'
import { type Keeping, keptVisits, nthOf } from '../kept-visits.ts'

/** The visits at a touchpoint; touchpoint 0 stands for all of them together. Times in seconds. */
export type VisitCount = {
  readonly touchpoint: number
  readonly visits: string
  readonly customers: string
  readonly cases: string
  readonly closed: string
  /** Visits that were the last of a closed case which had not reached the journey's end. */
  readonly stopped: string
  /** Visits that were their customer's first at a touchpoint of the step. */
  readonly step_customers: string
  readonly waited: string
  readonly wait_seconds: readonly (number | null)[]
  readonly figured: string
  readonly figures: readonly (number | null)[]
  readonly figure_mean: number | null
  /** Cases by the touchpoint of their first visit. */
  readonly first_cases: string
  readonly first_customers: string
  readonly first_closed: string
  readonly first_completed: string
  readonly lasted_seconds: readonly (number | null)[]
  /** Where cases went next: touchpoint (0: the case stops here), visits, customers (counted no further than asked). */
  readonly onward: readonly (readonly [next: number, visits: string, customers: string])[]
}

/**
 * How many visits did each touchpoint get, of how many customers in how many cases; how long had they waited, where did
 * they go next, and how many were the last of a case that is closed without having reached its end?
 *
 * One pass answers all of it. Visits are counted by touchpoint and the next one, then added up: each belongs to one
 * such pair, so whatever is counted by a first visit adds up too. `stepOf` gives a step by touchpoint.
 */
export function countVisits(
  clickhouse: ClickHouse,
  keeping: Keeping,
  closedBefore: Date,
  stepOf: ReadonlyMap<number, number>,
  minimumGroup: number,
): Promise<readonly VisitCount[]> {
  const steps = sql`arrayMap(
    touchpoint -> transform(touchpoint, ${u32s([...stepOf.keys()])}, ${u32s([...stepOf.values()])}, toUInt32(0)),
    touchpoints)`
  return clickhouse.rows<VisitCount>(sql`
    select
      touchpoint,
      sum(pair_visits) as visits,
      sum(pair_customers) as customers,
      sum(pair_cases) as cases,
      sum(pair_closed) as closed,
      sum(pair_stopped) as stopped,
      sum(pair_step_customers) as step_customers,
      sum(pair_waited) as waited,
      quantilesExactInclusiveMerge(0.5, 0.9)(pair_waits) as wait_seconds,
      sum(pair_figured) as figured,
      quantilesExactInclusiveMerge(0.5, 0.9)(pair_figures) as figures,
      avgMerge(pair_figure_mean) as figure_mean,
      sum(pair_first_cases) as first_cases,
      sum(pair_first_customers) as first_customers,
      sum(pair_first_closed) as first_closed,
      sum(pair_first_completed) as first_completed,
      quantilesExactInclusiveMerge(0.5, 0.9)(pair_lasted) as lasted_seconds,
      groupArray((next, pair_visits, few)) as onward
    from (
      with case_ended or case_last < ${instant(closedBefore)} as case_closed
      select
        touchpoint,
        next,
        count() as pair_visits,
        ${countedUpTo(minimumGroup)} as few,
        countIf(first_here) as pair_customers,
        countIf(first_here_in_case) as pair_cases,
        countIf(first_here_in_case and case_closed) as pair_closed,
        countIf(next = 0 and case_closed and not case_ended) as pair_stopped,
        countIf(nth_in_step = 1) as pair_step_customers,
        countIf(not isNaN(wait)) as pair_waited,
        quantilesExactInclusiveStateIf(0.5, 0.9)(wait, not isNaN(wait)) as pair_waits,
        countIf(not isNaN(figure)) as pair_figured,
        quantilesExactInclusiveStateIf(0.5, 0.9)(figure, not isNaN(figure)) as pair_figures,
        avgStateIf(figure, not isNaN(figure)) as pair_figure_mean,
        countIf(opens_case) as pair_first_cases,
        countIf(first_visit) as pair_first_customers,
        countIf(opens_case and case_closed) as pair_first_closed,
        countIf(opens_case and case_ended) as pair_first_completed,
        quantilesExactInclusiveStateIf(0.5, 0.9)(case_span, opens_case and case_closed) as pair_lasted
      from (${keptVisits(
        keeping,
        [
          'touchpoint',
          'next',
          'wait',
          'figure',
          'case_ended',
          'case_span',
          'case_last',
          'first_visit',
          'opens_case',
          'first_here',
          'first_here_in_case',
        ],
        [{ name: sql`nth_in_step`, array: nthOf(steps) }],
      )})
      group by touchpoint, next
    )
    group by touchpoint with rollup`)
}

/** Distinct customers, counted no further than it takes to know that there are enough of them to be shown. */
export function countedUpTo(minimumGroup: number): Sql {
  return minimumGroup < 100 ? sql`toUInt64(uniqUpTo(${u8(minimumGroup)})(customer_id))` : sql`uniqExact(customer_id)`
}
