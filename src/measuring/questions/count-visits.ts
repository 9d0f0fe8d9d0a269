import { type ClickHouse, instant, join, type Sql, shortBlocks, sql, u8, u16s } from '../../engines/clickhouse/index.ts'
import { type Keeping, keepsWhole } from '../filtering/kept-visits.ts'
import { marksOf } from '../traces/visit-marks.ts'
import { countingUpTo } from './counted-up-to.ts'

/** The visits at a touchpoint. Times in seconds. */
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
  /** Where cases went next: touchpoint (0: the case stops here), visits, customers (counted no further than asked). */
  readonly onward: readonly (readonly [next: number, visits: string, customers: string])[]
}

export type VisitCounts = {
  readonly visits: readonly VisitCount[]
  /** How long the closed cases lasted of which the filter keeps a visit: median and ninth decile, in seconds. */
  readonly lasted: readonly (number | null)[]
}

export type VisitQuestion = {
  /** Cases whose last visit was before this are closed. */
  readonly closedBefore: Date
  /** A step by touchpoint. */
  readonly stepOf: ReadonlyMap<number, number>
  /** The touchpoints of which events carry a figure. */
  readonly figured: readonly number[]
  /** Customers of a way onward are counted no further than this. */
  readonly minimumGroup: number
}

/**
 * How many visits did each touchpoint get, of how many customers in how many cases; how long had they waited, where did
 * they go next, and how many were the last of a case that is closed without having reached its end? How long did the
 * cases last?
 *
 * One pass answers all of it. Visits are counted by touchpoint, the next one, and all that marks them, then added up:
 * each belongs to one such group, so whatever is counted by a first visit adds up too.
 */
export async function countVisits(clickhouse: ClickHouse, keeping: Keeping, ask: VisitQuestion): Promise<VisitCounts> {
  const rows = await clickhouse.rows<VisitCount & { lasted: readonly (number | null)[] }>(
    sql`
    select
      touchpoint,
      quantilesExactInclusiveMerge(0.5, 0.9)(quantilesExactInclusiveMergeState(0.5, 0.9)(way_lasted)) over () as lasted,
      sum(way_visits) as visits,
      sum(way_customers) as customers,
      sum(way_cases) as cases,
      sum(way_closed) as closed,
      sum(way_stopped) as stopped,
      sum(way_step_customers) as step_customers,
      sum(way_waited) as waited,
      quantilesExactInclusiveMerge(0.5, 0.9)(way_waits) as wait_seconds,
      sum(way_figured) as figured,
      quantilesExactInclusiveMerge(0.5, 0.9)(way_figures) as figures,
      sum(way_first_cases) as first_cases,
      sum(way_first_customers) as first_customers,
      sum(way_first_closed) as first_closed,
      sum(way_first_completed) as first_completed,
      avgMerge(way_figure_mean) as figure_mean,
      groupArray((next, way_visits, way_going)) as onward
    from (${waysOnward(markedVisits(keeping, ask), ask.minimumGroup)})
    group by touchpoint`,
    keepsWhole(keeping) ? {} : shortBlocks,
  )
  return { visits: rows, lasted: rows[0]?.lasted ?? [] }
}

/** The ways from a touchpoint to the next, one row each. */
function waysOnward(visits: Sql, minimumGroup: number): Sql {
  const going = countingUpTo(minimumGroup)
  const marked = (bit: number) => sql`sumIf(many, bitTest(mark, ${u8(bit)}))`
  const markedIn = (bit: number, state: Sql) => sql`sumIf(many, bitTest(mark, ${u8(bit)}) and ${state})`
  return sql`
    select
      touchpoint,
      next,
      sum(many) as way_visits,
      ${going.merge(sql`some_going`)} as way_going,
      ${marked(0)} as way_first_customers,
      ${marked(1)} as way_first_cases,
      ${markedIn(1, sql`case_closed`)} as way_first_closed,
      ${markedIn(1, sql`case_ended`)} as way_first_completed,
      ${marked(2)} as way_customers,
      ${marked(3)} as way_cases,
      ${markedIn(3, sql`case_closed`)} as way_closed,
      sumIf(many, next = 0 and case_closed and not case_ended) as way_stopped,
      ${marked(7)} as way_step_customers,
      sum(some_waited) as way_waited,
      quantilesExactInclusiveMergeState(0.5, 0.9)(some_waits) as way_waits,
      sum(some_figured) as way_figured,
      quantilesExactInclusiveMergeState(0.5, 0.9)(some_figures) as way_figures,
      avgMergeState(some_figure_mean) as way_figure_mean,
      quantilesExactInclusiveMergeState(0.5, 0.9)(some_lasted) as way_lasted
    from (
      with not isNaN(wait) as has_waited, not isNaN(figure) as has_figure
      select
        touchpoint,
        next,
        mark,
        bitTest(case_state, 0) as case_ended,
        bitTest(case_state, 1) as case_closed,
        count() as many,
        ${going.state} as some_going,
        countIf(has_waited) as some_waited,
        quantilesExactInclusiveStateIf(0.5, 0.9)(wait, has_waited) as some_waits,
        countIf(has_figure) as some_figured,
        quantilesExactInclusiveStateIf(0.5, 0.9)(figure, has_figure) as some_figures,
        avgStateIf(figure, has_figure) as some_figure_mean,
        quantilesExactInclusiveStateIf(0.5, 0.9)(case_span, bitTest(mark, 1) and case_closed) as some_lasted
      from (${visits})
      group by touchpoint, next, mark, case_state
    )
    group by touchpoint, next`
}

/**
 * Kept visits with their marks (see visit-marks.ts), and bit 7 where one is its customer's first at a touchpoint of the
 * step; of their case, whether it ended (bit 0), and whether it did or is too old to go on (bit 1). What the filter
 * leaves out is left out of the arrays first: all that is worked out then is of fewer visits.
 */
function markedVisits(keeping: Keeping, { closedBefore, stepOf, figured }: VisitQuestion): Sql {
  const whole = keepsWhole(keeping)
  const figures = figured.length === 0 ? sql`arrayWithConstant(length(touchpoints), toFloat32(nan))` : sql`figures`
  const states = sql`arrayMap(
    (end, last) -> toUInt8(end + 2 * (end or last < ${instant(closedBefore)})), ended, lasts)`
  const steps = sql`arrayMap(
    touchpoint -> transform(touchpoint, ${u16s([...stepOf.keys()])}, ${u16s([...stepOf.values()])}, toUInt16(0)), here)`
  const told = join(
    [sql`touchpoints`, sql`nexts`, sql`waits`, figures, states, sql`spans`, whole ? sql`marks` : sql`cases`],
    sql`, `,
  )
  const marked = whole
    ? sql`visits.7`
    : marksOf({ cases: sql`visits.7`, touchpoints: sql`here`, nexts: sql`visits.2` }, [0, 1, 2, 3])
  // What is told of a visit goes through the filter together: each array by itself took a tenth more.
  return sql`
    select
      customer_id,
      visit.1 as touchpoint,
      visit.2 as next,
      visit.3 as wait,
      visit.4 as figure,
      visit.5 as case_state,
      visit.6 as case_span,
      mark
    from (
      select
        customer_id,
        visits,
        visits.1 as here,
        arrayMap(
          (each, nth) -> bitOr(bitAnd(each, ${u8(0b0000_1111)}), ${u8(128)} * (nth = 1)),
          ${marked},
          arrayEnumerateUniq(${steps})) as visit_marks
      from (
        ${whole ? sql`` : sql`with ${keeping.visits} as keeps`}
        select customer_id, ${whole ? sql`arrayZip(${told})` : sql`arrayFilter((each, keep) -> keep, arrayZip(${told}), keeps)`} as visits
        from traces_raw final
        where ${keeping.rows}
      )
    )
    array join visits as visit, visit_marks as mark`
}
