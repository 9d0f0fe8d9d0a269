import { setTimeout as pause } from 'node:timers/promises'
import { allWorkspaces } from '../../admitting/index.ts'
import { type TrendAnswer, trendQuery } from '../../contract/measuring-trends.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context, Installation, Loop, Workspace } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import { Problem, problemSentence } from '../../vocabulary/problem.ts'
import { askTrend } from '../asking/ask-trend.ts'
import { type WatchRow, watchColumns } from './watches.ts'

const firstMs = 30_000
const everyMs = 5 * 60_000
const lookEveryMs = 3_600_000
const dayMs = 86_400_000
/** How far back a series is read, and how many of its last buckets may still raise an alert: late events change days. */
const lookedBack = { day: 400 * dayMs, week: 4 * 365 * dayMs } as const
const latest = { day: 7, week: 3 } as const
const keptDays = 30

/** Looks at every watched measure once an hour, and raises an alert where its latest days are odd or its level moved. */
export const judgeWatches: Loop = {
  name: 'Judging watched measures',
  run: async (installation, signal) => {
    await pause(firstMs, undefined, { signal, ref: false }).catch(() => undefined)
    while (!signal.aborted) {
      for (const workspace of await allWorkspaces(installation)) {
        if (signal.aborted) return
        await lookAtWatches(installation, workspace)
      }
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  },
}

/** One look at the measures of a workspace that were not looked at within the hour. */
export async function lookAtWatches(installation: Installation, workspace: Workspace): Promise<void> {
  const now = installation.now()
  await forgetRemoved(installation, workspace, now)
  const due = await installation.postgres.rows(sql<WatchRow>`
    select ${watchColumns}
    from measuring.watches
    where workspace_id = ${workspace.number} and removed_at is null
      and (looked_at is null or looked_at < ${new Date(now.getTime() - lookEveryMs)})
    order by looked_at nulls first, watch_id`)
  const actor = { kind: 'system' as const }
  const context: Context = { ...installation, workspace, actor, may: () => true, requestId: 'watches' }
  for (const watch of due) {
    const trouble = await lookAt(context, watch, now)
    await installation.postgres.run(sql`
      update measuring.watches
      set looked_at = ${now}, trouble = ${trouble === null ? null : JSON.stringify(trouble)}::jsonb
      where workspace_id = ${workspace.number} and watch_id = ${watch.watch_id}`)
  }
}

/** What kept a watch from being judged, in words; null where it was. Its map may be gone, its activity renamed. */
async function lookAt(context: Context, watch: WatchRow, now: Date) {
  try {
    const measure = trendQuery.parse(watch.measure)
    const from = new Date(now.getTime() - lookedBack[measure.unit])
    const trend = await askTrend(context, {
      params: { workspace: context.workspace.key },
      query: { ...measure, from: from.toISOString(), to: now.toISOString() },
    } as never)
    await raise(context, watch, trend)
    return null
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { code, details } = error
    return { code, fr: problemSentence(code, details, 'fr'), en: problemSentence(code, details, 'en') }
  }
}

/** Writes what is unusual among the latest buckets, each thing once, whenever it is found again. */
async function raise(context: Context, watch: WatchRow, trend: TrendAnswer): Promise<void> {
  const points = trend.points.slice(-latest[trend.unit])
  const [first] = points
  if (!first) return
  const found = [
    ...points.filter(point => point.odd).map(point => ({ kind: 'odd' as const, point })),
    ...trend.shifts
      // A level that goes on moving the same way is one move, told when it began.
      .filter((shift, index) => {
        const before = trend.shifts.findLast((other, at) => at < index && other.direction === shift.direction)
        const day = trend.points.findIndex(point => point.at === shift.at)
        const goesOn =
          before !== undefined && trend.points.findIndex(point => point.at === before.at) >= day - latest[trend.unit]
        return shift.at >= first.at && !goesOn
      })
      .map(shift => ({ kind: shift.direction, point: points.find(point => point.at === shift.at)! })),
  ]
  for (const { kind, point } of found)
    await context.postgres.run(sql`
      insert into measuring.alerts (
        workspace_id, alert_id, watch_id, kind, bucket, value, expected, low, high, n, raised_at
      )
      values (
        ${context.workspace.number}, ${newId('alr', context.now())}, ${watch.watch_id}, ${kind}, ${point.at}::date,
        ${point.value}, ${point.expected}, ${point.low}, ${point.high}, ${point.n}, ${context.now()}
      )
      on conflict (workspace_id, watch_id, kind, bucket) do nothing`)
}

/** What was removed a month ago is gone with its alerts. */
async function forgetRemoved({ postgres }: Installation, workspace: Workspace, now: Date): Promise<void> {
  await postgres.run(sql`
    delete from measuring.watches
    where workspace_id = ${workspace.number} and removed_at < ${new Date(now.getTime() - keptDays * dayMs)}`)
}
