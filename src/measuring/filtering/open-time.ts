import { calendarOf } from '../../admitting/index.ts'
import type { Clock, ClockTold } from '../../contract/clock.ts'
import { type ClickHouse, f64, f64s, type Sql, sql } from '../../engines/clickhouse/index.ts'
import type { Context } from '../../feature.ts'
import { type OpenDays, openDays } from '../../vocabulary/opening/open-days.ts'
import { isEverOpen } from '../../vocabulary/opening/open-stretches.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { Keeping } from './kept-visits.ts'

/** Seconds from one instant to another, both given as SQL. */
export type TimeBetween = (from: Sql, to: Sql) => Sql

/**
 * How time is counted: what is read of each of some instants, and the seconds from one reading to another. An instant
 * lies between two times at most, so it is read once and not for each of them.
 */
export type TimeCount = { readonly readings: (moments: Sql) => Sql; readonly apart: TimeBetween }

/** Day and night: an instant is its own reading. */
export const allTime: TimeCount = {
  readings: moments => moments,
  apart: (from, to) => sql`dateDiff('millisecond', ${from}, ${to}) / 1000`,
}

/**
 * How the time between two visits is counted: day and night or, where the clock is `open`, only while the workspace's
 * calendar is. @throws problem `no_opening_hours` where it has none.
 */
export async function countedTime(
  context: Context,
  keeping: Keeping,
  clock: Clock = 'always',
): Promise<{ readonly time: TimeCount; readonly clock: ClockTold }> {
  if (clock === 'always') return { time: allTime, clock: { counts: clock, calendar: null } }
  const calendar = await calendarOf(context)
  if (!calendar || !isEverOpen(calendar)) throw problem('no_opening_hours')
  const { first, last } = await visitsOf(context.clickhouse, keeping, context.now())
  const days = openDays(calendar, context.workspace.timeZone, first, last)
  return { time: openTime(days), clock: { counts: clock, calendar: calendar.name } }
}

/** The same of waits, which the traces keep of day and night: undefined where it is these that are asked. */
export async function otherTime(context: Context, keeping: Keeping, clock: Clock | undefined) {
  return clock === 'open' ? await countedTime(context, keeping, clock) : undefined
}

/**
 * The same as the difference of two `openUntil` of vocabulary/opening/open-days.ts. Its lists are bound once, however
 * often it stands in a query; a place is found by arithmetic alone, so no zone of the store's own is asked.
 */
export function openTime({ first, before, layers }: OpenDays): TimeCount {
  const [start, places, all] = [f64(first), f64(before.length), f64s(before)]
  const bound = layers.map(({ opens, closes }) => ({ opens: f64s(opens), closes: f64s(closes) }))
  const until = (moment: Sql) => {
    const minutes = sql`((toFloat64(toUnixTimestamp64Milli(${moment})) - ${start}) / 60000)`
    const place = sql`toUInt32(greatest(1., least(${places}, 1 + floor(${minutes} / 1440))))`
    return bound.reduce(
      (sum, { opens, closes }) =>
        sql`${sum} + greatest(0., least(${minutes}, ${closes}[${place}]) - ${opens}[${place}])`,
      sql`${all}[${place}]`,
    )
  }
  return {
    readings: moments => sql`arrayMap(moment -> ${until(sql`moment`)}, ${moments})`,
    // Minutes are not exact in binary; to the millisecond, they are.
    apart: (from, to) => sql`round((${to} - ${from}) * 60, 3)`,
  }
}

/** Every day counted up travels with the question: what is older than this counts from the first of them. */
const longestMs = 60 * 366 * 86_400_000

/** From the first visit to the last. Rows that were replaced are looked at too: they only make it longer. */
async function visitsOf(
  clickhouse: ClickHouse,
  keeping: Keeping,
  now: Date,
): Promise<{ readonly first: Date; readonly last: Date }> {
  const row = await clickhouse.first<{ first: string; last: string }>(sql`
    select
      min(toUnixTimestamp64Milli(arrayMin(at))) as first,
      max(toUnixTimestamp64Milli(arrayMax(at))) as last
    from traces_raw
    where ${keeping.rows} and notEmpty(at)`)
  const last = Math.min(Number(row?.last ?? 0), now.getTime() + 366 * 86_400_000)
  return { first: new Date(Math.max(Math.min(Number(row?.first ?? 0), last), last - longestMs)), last: new Date(last) }
}
