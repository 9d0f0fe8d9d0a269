import { type ClickHouse, instant, type Sql, shortBlocks, sql, u8, u32s } from '../../engines/clickhouse/index.ts'
import { type Keeping, keepsWhole } from '../filtering/kept-visits.ts'
import { marksOf } from '../traces/visit-marks.ts'

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
  /** Where cases went next, in parts to be added up: touchpoint (0: the case stops here), visits, customers. */
  readonly onward: readonly (readonly [next: number, visits: string, customers: string])[]
}

export type VisitCounts = {
  readonly visits: readonly VisitCount[]
  /** How long the closed cases lasted of which the filter keeps a visit: median and ninth decile, in seconds. */
  readonly lasted: readonly (number | null)[]
}

/**
 * How many visits did each touchpoint get, of how many customers in how many cases; how long had they waited, where did
 * they go next, and how many were the last of a case that is closed without having reached its end? How long did the
 * cases last?
 *
 * One pass answers all of it. Visits are counted by touchpoint, the next one, and all that marks them, then added up:
 * each belongs to one such group, so whatever is counted by a first visit adds up too. `stepOf` gives a step by
 * touchpoint; `figured` are the touchpoints of which events carry a figure.
 */
export async function countVisits(
  clickhouse: ClickHouse,
  keeping: Keeping,
  closedBefore: Date,
  stepOf: ReadonlyMap<number, number>,
  figured: readonly number[],
): Promise<VisitCounts> {
  const counted = (mark: number) => sql`sumIf(many, bitTest(mark, ${u8(mark)}))`
  const countedIn = (mark: number, state: Sql) => sql`sumIf(many, bitTest(mark, ${u8(mark)}) and ${state})`
  const rows = await clickhouse.rows<VisitCount & { lasted: readonly (number | null)[] }>(
    sql`
    select
      touchpoint,
      quantilesExactInclusiveMerge(0.5, 0.9)(quantilesExactInclusiveMergeState(0.5, 0.9)(some_lasted)) over () as lasted,
      sum(many) as visits,
      ${counted(2)} as customers,
      ${counted(3)} as cases,
      ${countedIn(3, sql`case_closed`)} as closed,
      sumIf(many, next = 0 and case_closed and not case_ended) as stopped,
      ${counted(7)} as step_customers,
      sum(some_waited) as waited,
      quantilesExactInclusiveMerge(0.5, 0.9)(some_waits) as wait_seconds,
      sum(some_figured) as figured,
      quantilesExactInclusiveMerge(0.5, 0.9)(some_figures) as figures,
      avgMerge(some_figure_mean) as figure_mean,
      ${counted(1)} as first_cases,
      ${counted(0)} as first_customers,
      ${countedIn(1, sql`case_closed`)} as first_closed,
      ${countedIn(1, sql`case_ended`)} as first_completed,
      groupArray((next, many, if(bitTest(mark, 5), many, 0))) as onward
    from (
      with not isNaN(wait) as has_waited, not isNaN(figure) as has_figure
      select
        touchpoint,
        next,
        mark,
        case_ended,
        bitTest(case_state, 0) as case_ended,
        bitTest(case_state, 1) as case_closed,
        count() as many,
        countIf(has_waited) as some_waited,
        quantilesExactInclusiveStateIf(0.5, 0.9)(wait, has_waited) as some_waits,
        countIf(has_figure) as some_figured,
        quantilesExactInclusiveStateIf(0.5, 0.9)(figure, has_figure) as some_figures,
        avgStateIf(figure, has_figure) as some_figure_mean,
        quantilesExactInclusiveStateIf(0.5, 0.9)(case_span, bitTest(mark, 1) and case_closed) as some_lasted
      from (${markedVisits(keeping, closedBefore, stepOf, figured)})
      group by touchpoint, next, mark, case_state
    )
    group by touchpoint`,
    keepsWhole(keeping) ? {} : shortBlocks,
  )
  return { visits: rows, lasted: rows[0]?.lasted ?? [] }
}

/**
 * Kept visits with their marks (see visit-marks.ts), and bit 7 where one is its customer's first at a touchpoint of the
 * step; of their case, whether it ended (bit 0), and whether it did or is too old to go on (bit 1). What the filter leaves out is left out of the arrays first: all that is worked out then is of fewer visits.
 */
function markedVisits(
  keeping: Keeping,
  closedBefore: Date,
  stepOf: ReadonlyMap<number, number>,
  figured: readonly number[],
): Sql {
  const whole = keepsWhole(keeping)
  const kept = (array: Sql) => (whole ? array : sql`arrayFilter((each, keep) -> keep, ${array}, keeps)`)
  const figures = figured.length === 0 ? sql`arrayWithConstant(length(here), toFloat32(nan))` : kept(sql`figures`)
  const states = sql`arrayMap(
    (end, last) -> toUInt8(end + 2 * (end or last < ${instant(closedBefore)})), ended, lasts)`
  const steps = sql`arrayMap(
    touchpoint -> transform(touchpoint, ${u32s([...stepOf.keys()])}, ${u32s([...stepOf.values()])}, toUInt32(0)), here)`
  const marked = whole
    ? sql`marks_kept`
    : marksOf({ cases: sql`own`, touchpoints: sql`here`, nexts: sql`onward` }, [0, 1, 2, 3, 5])
  return sql`
    select touchpoint, next, mark, wait, figure, case_state, case_span
    from (
      select
        here,
        onward,
        arrayMap(
          (each, nth) -> bitOr(bitAnd(each, ${u8(0b0010_1111)}), ${u8(128)} * (nth = 1)),
          ${marked},
          arrayEnumerateUniq(${steps})) as visit_marks,
        waits_kept,
        figures_kept,
        states_kept,
        spans_kept
      from (
        ${whole ? sql`` : sql`with ${keeping.visits} as keeps`}
        select
          ${kept(sql`touchpoints`)} as here,
          ${kept(sql`nexts`)} as onward,
          ${whole ? sql`marks as marks_kept` : sql`${kept(sql`cases`)} as own`},
          ${kept(sql`waits`)} as waits_kept,
          ${figures} as figures_kept,
          ${kept(states)} as states_kept,
          ${kept(sql`spans`)} as spans_kept
        from traces_raw final
        where ${keeping.rows}
      )
    )
    array join
      here as touchpoint,
      onward as next,
      visit_marks as mark,
      waits_kept as wait,
      figures_kept as figure,
      states_kept as case_state,
      spans_kept as case_span`
}
