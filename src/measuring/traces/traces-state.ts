import { backlogOf, countTouched } from '../../collecting/index.ts'
import type { tracesState as tracesStateRoute } from '../../contract/measuring.ts'
import type { AnswerOf } from '../../contract/route.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context, Installation } from '../../feature.ts'
import type { Notice } from '../../vocabulary/notice.ts'
import { allContacts } from '../contacts/contact-definition-store.ts'
import { forgetRules } from './rules-of.ts'

/** How far the measures are behind what was received. */
export async function tracesState(context: Context): Promise<AnswerOf<typeof tracesStateRoute>> {
  // In the order in which events go: what leaves the backlog meanwhile is found among the touched.
  const moving = backlogOf(context) > 0 ? 1 : 0
  const touched = await countTouched(context, context.workspace.number)
  const rows = await context.postgres.rows(sql<{ journey_id: string; done: number; asked_at: Date }>`
    select journey_id, coalesce(ranges_done::float8 / ranges, 0) as done, asked_at from measuring.rebuilds
    where workspace_id = ${context.workspace.number} and journey_id != ${allContacts}`)
  return {
    waiting: moving + touched,
    rebuilding: rows.map(row => ({
      journey: row.journey_id,
      done: row.done,
      startedAt: row.asked_at.toISOString(),
    })),
  }
}

/** A journey changed: its traces are built again from all events. Asked twice, it is built once. */
export async function askRebuild(
  installation: Installation,
  notice: Extract<Notice, { kind: 'journey.changed' }>,
): Promise<void> {
  forgetRules(installation, notice.workspace)
  await installation.postgres.run(sql`
    insert into measuring.rebuilds (workspace_id, journey_id)
    values (${notice.workspace}, ${notice.journeyId})
    on conflict (workspace_id, journey_id) do update
    set ranges = null, ranges_done = 0, asked_at = now(), started_at = null`)
}
