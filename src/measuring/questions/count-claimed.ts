import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { instant, sql, u32 } from '../../engines/clickhouse/sql.ts'

/**
 * Of the events of the period that may be measured, how many does a touchpoint of the journey claim? Journey 0 holds
 * all of them, and each trace of a journey the instants of those it claims.
 */
export async function countClaimed(
  clickhouse: ClickHouse,
  workspace: number,
  journey: number,
  period: { readonly from: Date; readonly to: Date },
): Promise<{ readonly events: number; readonly claimed: number }> {
  const inPeriod = sql`moment -> moment >= ${instant(period.from)} and moment < ${instant(period.to)}`
  const row = await clickhouse.first<{ events: string; claimed: string }>(sql`
    select
      (
        select sum(arrayCount(${inPeriod}, at))
        from traces_raw final
        where workspace_id = ${u32(workspace)} and journey = 0
      ) as events,
      (
        select sum(arrayCount(${inPeriod}, claims))
        from traces_raw final
        where workspace_id = ${u32(workspace)} and journey = ${u32(journey)}
      ) as claimed`)
  return { events: Number(row?.events ?? 0), claimed: Number(row?.claimed ?? 0) }
}
