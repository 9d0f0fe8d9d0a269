import { setTimeout as pause } from 'node:timers/promises'
import type { SampleKeeping, setSampleKeeping as setRoute } from '../contract/page-pictures.ts'
import type { InputOf } from '../contract/route.ts'
import { sql as clickhouseSql, u32 } from '../engines/clickhouse/index.ts'
import { instant } from '../engines/clickhouse/sql.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context, Installation, Loop } from '../feature.ts'

const firstMs = 60_000
const everyMs = 6 * 3_600_000
const dayMs = 86_400_000

/** How long samples of pages are kept; null: as long as the workspace. */
export async function getSampleKeeping({ postgres, workspace }: Context): Promise<SampleKeeping> {
  const row = await postgres.first(sql<{ days: number | null }>`
    select days from collecting.sample_keeping where workspace_id = ${workspace.number}`)
  return { days: row?.days ?? null }
}

export async function setSampleKeeping(context: Context, { body }: InputOf<typeof setRoute>): Promise<SampleKeeping> {
  const { workspace } = context
  await context.postgres.transaction(async transaction => {
    await transaction.run(sql`
      insert into collecting.sample_keeping (workspace_id, days, changed_at)
      values (${workspace.number}, ${body.days}, ${context.now()})
      on conflict (workspace_id) do update set days = excluded.days, changed_at = excluded.changed_at`)
    await context.post(transaction, {
      kind: 'samples.kept',
      workspace: workspace.number,
      actor: context.actor,
      details: { days: body.days },
    })
  })
  return body
}

/** Deletes samples that are older than their workspace keeps them. */
export const forgetOldSamples: Loop = {
  name: 'Forgetting old samples of pages',
  run: async (installation, signal) => {
    await pause(firstMs, undefined, { signal, ref: false }).catch(() => undefined)
    while (!signal.aborted) {
      await forgetSamples(installation)
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  },
}

/** One round over all workspaces. What is cut short is found again by the next. */
export async function forgetSamples({ postgres, clickhouse, now }: Installation): Promise<void> {
  const kept = await postgres.rows(sql<{ workspace_id: number; days: number }>`
    select workspace_id, days from collecting.sample_keeping where days is not null`)
  for (const { workspace_id, days } of kept) {
    const old = clickhouseSql`
      workspace_id = ${u32(workspace_id)} and at < ${instant(new Date(now().getTime() - days * dayMs))}`
    await clickhouse.deleteRows(clickhouseSql`page_samples_raw`, old)
  }
}
