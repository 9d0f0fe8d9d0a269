import type { Context } from '../../feature.ts'
import { knownUntil } from '../questions/count-contacts.ts'

const longAgoMs = 90 * 86_400_000

/**
 * Until when are customers observed, where a question says no end: until now. But a log whose last event lies more than
 * ninety days back is over: who had not left by then was last known to be there, and nobody has been silent since. The
 * pages show such a log as a whole by the same rule.
 */
export async function observedUntil(context: Context, to?: string): Promise<Date> {
  const now = context.now()
  if (to !== undefined) return new Date(Math.min(now.getTime(), Date.parse(to)))
  const last = await knownUntil(context.clickhouse, context.workspace.number, now)
  return last > 0 && last < now.getTime() - longAgoMs ? new Date(last + 1) : now
}

/** The first local day that is not wholly observed. */
export async function firstDayUnseen(context: Context, to?: string): Promise<string> {
  const until = await observedUntil(context, to)
  const isOver = to === undefined && until < context.now()
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: context.workspace.timeZone }).format(until)
  return isOver ? new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10) : day
}
