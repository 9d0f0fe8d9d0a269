import { audit } from '../../admitting/index.ts'
import type * as contract from '../../contract/contact-pressure.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { readPressure } from './rules-store.ts'

type Face = AnswerOf<typeof contract.getContactPressure>

export async function getContactPressure({
  postgres,
  workspace,
}: Pick<Context, 'postgres' | 'workspace'>): Promise<Face> {
  const { pressure, revision, pausedAt } = await readPressure(postgres, workspace.number)
  return { pressure: pressure as Face['pressure'], revision, pausedAt: pausedAt?.toISOString() ?? null }
}

/** @throws problem `changed_meanwhile`. */
export async function saveContactPressure(
  context: Context,
  { body }: InputOf<typeof contract.saveContactPressure>,
): Promise<Face> {
  const { postgres, workspace, now } = context
  await postgres.transaction(async transaction => {
    const saved = await transaction.run(sql`
      insert into listening.contact_pressure as held (workspace_id, settings, changed_at)
      select ${workspace.number}, ${JSON.stringify(body.pressure)}::jsonb, ${now()}
      on conflict (workspace_id) do update
      set settings = excluded.settings, revision = held.revision + 1, changed_at = excluded.changed_at
      where held.revision = ${body.revision}`)
    if (saved === 0) throw problem('changed_meanwhile')
    await audit(context, transaction, 'contact_pressure.changed', { revision: body.revision + 1 })
  })
  return await getContactPressure(context)
}

/** Holds back everything that waits to leave to the customers of a workspace, at once. Decisions go on. */
export async function pauseSending(context: Context, { body }: InputOf<typeof contract.pauseSending>): Promise<Face> {
  const { postgres, workspace, now } = context
  const pausedAt = body.isPaused ? now() : null
  await postgres.transaction(async transaction => {
    const { pressure } = await readPressure(transaction, workspace.number)
    await transaction.run(sql`
      insert into listening.contact_pressure as held (workspace_id, settings, paused_at, changed_at)
      values (${workspace.number}, ${JSON.stringify(pressure)}::jsonb, ${pausedAt}, ${now()})
      on conflict (workspace_id) do update
      set paused_at = case when ${pausedAt}::timestamptz is null then null else coalesce(held.paused_at, ${pausedAt}) end,
        changed_at = excluded.changed_at`)
    await audit(context, transaction, 'contact_pressure.paused', { isPaused: body.isPaused })
  })
  return await getContactPressure(context)
}
