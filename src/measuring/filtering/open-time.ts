import { type ClickHouse, f64s, type Sql, sql, text, u32 } from '../../engines/clickhouse/index.ts'
import type { Context } from '../../feature.ts'
import { openDays, readBusinessHours } from '../../vocabulary/business-hours.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { Keeping } from './kept-visits.ts'

/** Seconds from one instant to another, both given as SQL. */
export type TimeBetween = (from: Sql, to: Sql) => Sql

/** By the calendar, day and night. */
export const calendarTime: TimeBetween = (from, to) => sql`dateDiff('millisecond', ${from}, ${to}) / 1000`

/**
 * How the time between two visits is counted: by the calendar or, where a question names opening hours, only while they
 * last. The days are counted up beforehand, so that an instant is looked up by its day. The same as `openUntil` of
 * vocabulary/business-hours.ts. @throws problem `input_invalid` for what are no opening hours.
 */
export async function timeBetween(
  { clickhouse, workspace, now }: Context,
  keeping: Keeping,
  told: string | undefined,
): Promise<TimeBetween> {
  if (told === undefined || told.trim() === '') return calendarTime
  const hours = readBusinessHours(told)
  if (!hours)
    throw problem('input_invalid', {
      reason: {
        en: `“${told}” are no opening hours; write them as 9-18 1-5 france: from 9 to 18 o’clock, Monday to Friday, not on French public holidays`,
        fr: `« ${told} » ne sont pas des horaires ; écrivez-les ainsi : 9-18 1-5 france, de 9 h à 18 h, du lundi au vendredi, hors jours fériés français`,
      },
    })
  const { timeZone } = workspace
  const { first, opens, closes, before } = openDays(
    hours,
    timeZone,
    await firstVisit(clickhouse, keeping, now()),
    now(),
  )
  const [all, open, close] = [f64s(before), f64s(opens), f64s(closes)]
  const until = (moment: Sql) => {
    const place = sql`greatest(1, least(${u32(opens.length)}, 1 + dateDiff('day', toDate(${text(first)}), toDate(${moment}, ${text(timeZone)}))))::UInt32`
    const at = sql`toFloat64(toUnixTimestamp64Milli(${moment}))`
    return sql`(${all}[${place}] + greatest(0., least(${at}, ${close}[${place}]) - ${open}[${place}]))`
  }
  return (from, to) => sql`(${until(to)} - ${until(from)}) / 1000`
}

async function firstVisit(clickhouse: ClickHouse, keeping: Keeping, now: Date): Promise<Date> {
  const row = await clickhouse.first<{ first: string }>(sql`
    select min(toUnixTimestamp64Milli(arrayMin(at))) as first from traces_raw final where ${keeping.rows} and notEmpty(at)`)
  const first = Number(row?.first ?? 0)
  // Every day counted up travels with the question: what is older than this counts from the first of them.
  return new Date(first === 0 ? now.getTime() : Math.max(first, now.getTime() - longestMs))
}

const longestMs = 12 * 366 * 86_400_000
