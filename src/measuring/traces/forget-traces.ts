import { sql, u32, u64s } from '../../engines/clickhouse/index.ts'
import type { Installation } from '../../feature.ts'

/** Deletes what was measured of customers, by every number that they had. Told twice, it finds nothing. */
export async function forgetTraces(
  { clickhouse }: Installation,
  workspace: number,
  numbers: readonly bigint[],
): Promise<void> {
  const own = sql`workspace_id = ${u32(workspace)} and customer_id in (${u64s(numbers)})`
  for (const table of [sql`traces_raw`, sql`contacts_raw`]) await clickhouse.deleteRows(table, own)
}
