import type {
  addWatch as addWatchRoute,
  listWatches as listWatchesRoute,
  removeWatch as removeWatchRoute,
  resumeWatch as resumeWatchRoute,
  Watch,
} from '../../contract/measuring-alerts.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import { activitiesOf } from '../filtering/activities.ts'

const mostWatches = 200

export type WatchRow = {
  watch_id: string
  name: string
  measure: Watch['measure']
  watched_since: Date
  looked_at: Date | null
  trouble: Watch['trouble']
}
export const watchColumns = sql`watch_id, name, measure, watched_since, looked_at, trouble`

export async function listWatches(context: Context): Promise<AnswerOf<typeof listWatchesRoute>> {
  const rows = await context.postgres.rows(sql<WatchRow>`
    select ${watchColumns}
    from measuring.watches
    where workspace_id = ${context.workspace.number} and removed_at is null
    order by lower(name), watch_id`)
  return { watches: rows.map(watchOf) }
}

/** @throws problem `not_found` when the map or the activity is not there, `too_many_watches`. */
export async function addWatch(
  context: Context,
  { body }: InputOf<typeof addWatchRoute>,
): Promise<AnswerOf<typeof addWatchRoute>> {
  const { workspace, actor, postgres } = context
  const { numberOf } = await activitiesOf(context, body.measure.map)
  if (body.measure.activity !== undefined) numberOf(body.measure.activity)
  const measure = Object.fromEntries(
    Object.entries(body.measure).filter(([, value]) => value !== undefined && value !== ''),
  )
  const at = context.now()
  return await postgres.transaction(async transaction => {
    const held = await transaction.first(sql<{ amount: string }>`
      select count(*) as amount from measuring.watches
      where workspace_id = ${workspace.number} and removed_at is null`)
    if (Number(held?.amount) >= mostWatches) throw problem('too_many_watches', { limit: mostWatches })
    const row = await transaction.first(sql<WatchRow>`
      insert into measuring.watches (workspace_id, watch_id, name, measure, watched_since, watched_by)
      values (
        ${workspace.number}, ${newId('wtc', at)}, ${body.name}, ${JSON.stringify(measure)}::jsonb, ${at},
        ${actor.kind === 'member' ? actor.memberId : null}
      )
      returning ${watchColumns}`)
    return watchOf(row!)
  })
}

export async function removeWatch(
  context: Context,
  { params }: InputOf<typeof removeWatchRoute>,
): Promise<AnswerOf<typeof removeWatchRoute>> {
  const gone = await context.postgres.run(sql`
    update measuring.watches
    set removed_at = ${context.now()}
    where workspace_id = ${context.workspace.number} and watch_id = ${params.watch} and removed_at is null`)
  if (gone === 0) throw problem('not_found', { what: 'watch' })
  return {}
}

export async function resumeWatch(
  context: Context,
  { params }: InputOf<typeof resumeWatchRoute>,
): Promise<AnswerOf<typeof resumeWatchRoute>> {
  const row = await context.postgres.first(sql<WatchRow>`
    update measuring.watches
    set removed_at = null
    where workspace_id = ${context.workspace.number} and watch_id = ${params.watch}
    returning ${watchColumns}`)
  if (!row) throw problem('not_found', { what: 'watch' })
  return watchOf(row)
}

export function watchOf(row: WatchRow): Watch {
  return {
    id: row.watch_id,
    name: row.name,
    measure: row.measure,
    watchedSince: row.watched_since.toISOString(),
    lookedAt: row.looked_at?.toISOString() ?? null,
    trouble: row.trouble,
  }
}
