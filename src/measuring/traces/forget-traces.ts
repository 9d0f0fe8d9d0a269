import { sql, u32, u64s } from '../../engines/clickhouse/index.ts'
import type { Installation } from '../../feature.ts'
import type { Notice } from '../../vocabulary/notice.ts'

/** Deletes what was measured of a customer, also under numbers that they had before. Told twice, it finds nothing. */
export async function forgetTraces(
  installation: Installation,
  workspace: number,
  customer: bigint,
  anchors: readonly bigint[],
): Promise<void> {
  const { clickhouse } = installation
  const own = sql`workspace_id = ${u32(workspace)} and customer_id in (${u64s([customer, ...anchors])})`
  for (const table of [sql`traces_raw`, sql`contacts_raw`]) {
    const held = await clickhouse.first<{ amount: string }>(sql`select count() as amount from ${table} where ${own}`)
    if (Number(held?.amount ?? 0) === 0) continue
    await clickhouse.run(sql`alter table ${table} delete where ${own}`, {
      timeoutMs: 600_000,
      settings: { mutations_sync: 2 },
    })
  }
}

/** A customer was erased: their events are gone by now, and their traces go too. */
export function hearErased(
  installation: Installation,
  notice: Extract<Notice, { kind: 'customer.erased' }>,
): Promise<void> {
  return forgetTraces(installation, notice.workspace, BigInt(notice.customer), notice.anchors.map(BigInt))
}
