import { type ClickHouse, type Sql, sql, text, u16 } from '../../engines/clickhouse/index.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

export type RetentionAsk = {
  readonly unit: 'day' | 'week' | 'month'
  /** What makes a customer of a cohort, and what a return is; any activity where undefined. */
  readonly start: number | undefined
  readonly comeBack: number | undefined
  /** Whether a customer belongs to the cohort of the first time only, or of each time. */
  readonly firstOnly: boolean
  readonly timeZone: string
}

/** Customers of the cohort that began in `cohort` (a local day) who were there `later` units after; −1: all of them. */
export type RetentionCount = { readonly cohort: string; readonly later: number; readonly customers: string }

/**
 * How many of those who began in a period came back in each period after? Days are those of the workspace's calendar:
 * an instant becomes a local day first, and days are subtracted, so that a change of clocks is no matter.
 */
export function countRetention(
  clickhouse: ClickHouse,
  keeping: Keeping,
  ask: RetentionAsk,
): Promise<readonly RetentionCount[]> {
  const periods = (touchpoint: number | undefined) => sql`arraySort(arrayDistinct(arrayMap(
    moment -> ${startOf[ask.unit](sql`toDate(moment, ${text(ask.timeZone)})`)},
    arrayFilter(
      (moment, touchpoint, kept) -> kept${touchpoint === undefined ? sql`` : sql` and touchpoint = ${u16(touchpoint)}`},
      at, touchpoints, keeps))))`
  // What comes back is looked at only after the cohort's own period began.
  return clickhouse.rows<RetentionCount>(sql`
    select toString(cohort) as cohort, toInt32(later) as later, count() as customers
    from (
      select
        arrayJoin(${ask.firstOnly ? sql`arraySlice(starts, 1, 1)` : sql`starts`}) as cohort,
        arrayJoin(arrayPushFront(
          arrayMap(period -> toInt32(${laterOf[ask.unit]}), arrayFilter(period -> period >= cohort, returns)),
          toInt32(-1))) as later
      from (
        with ${keeping.visits} as keeps
        select ${periods(ask.start)} as starts, ${periods(ask.comeBack)} as returns
        from traces_raw final
        where ${keeping.rows}
      )
    )
    group by cohort, later
    order by cohort, later`)
}

const startOf: Readonly<Record<RetentionAsk['unit'], (day: Sql) => Sql>> = {
  day: day => day,
  week: day => sql`toStartOfWeek(${day}, 1)`,
  month: day => sql`toStartOfMonth(${day})`,
}

const laterOf: Readonly<Record<RetentionAsk['unit'], Sql>> = {
  day: sql`period - cohort`,
  week: sql`intDiv(period - cohort, 7)`,
  month: sql`(toYear(period) - toYear(cohort)) * 12 + toMonth(period) - toMonth(cohort)`,
}
