import { sql, u32, u64s } from '../engines/clickhouse/index.ts'
import type { Context } from '../feature.ts'
import { rowsOf } from './store.ts'

/** The segments that a customer is in, for the customer themselves. */
export async function exportSegmented(context: Context, customer: bigint): Promise<Readonly<Record<string, unknown>>> {
  const { workspace, clickhouse, postgres } = context
  const held = await clickhouse.rows<{ segment: string }>(sql`
    select distinct toString(segment_id) as segment
    from segment_members
    where workspace_id = ${u32(workspace.number)} and (
      customer_id in (${u64s([customer])}) or customer_id in (
        select anchor from customer_places where workspace_id = ${u32(workspace.number)} and customer_id in (${u64s([customer])})
      )
    )`)
  const own = new Set(held.map(row => row.segment))
  const rows = [
    ...(await rowsOf(postgres, workspace.number, false)),
    ...(await rowsOf(postgres, workspace.number, true)),
  ]
  return { segments: rows.filter(row => own.has(row.segment_id)).map(row => ({ id: row.segment_id, name: row.name })) }
}
