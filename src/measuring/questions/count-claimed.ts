import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { instant, type Sql, sql, u32 } from '../../engines/clickhouse/sql.ts'

/** Of the events of the period that may be measured, how many does a touchpoint of the journey claim? */
export async function countClaimed(
  clickhouse: ClickHouse,
  workspace: number,
  touchpoint: Sql,
  period: { readonly from: Date; readonly to: Date },
): Promise<{ readonly events: number; readonly claimed: number }> {
  const row = await clickhouse.first<{ events: string; claimed: string }>(sql`
    select count() as events, countIf(${touchpoint} > 0) as claimed
    from events
    where workspace_id = ${u32(workspace)} and measurable and kind in ('track', 'page', 'screen')
      and occurred_at >= ${instant(period.from)} and occurred_at < ${instant(period.to)}`)
  return { events: Number(row?.events ?? 0), claimed: Number(row?.claimed ?? 0) }
}
