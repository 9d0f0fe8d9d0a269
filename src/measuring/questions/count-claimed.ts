import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { instant, sql, u32 } from '../../engines/clickhouse/sql.ts'

type Claimed = { readonly events: number; readonly claimed: number }
type Period = { readonly from: Date; readonly to: Date }

const mostKept = 200
const kept = new WeakMap<ClickHouse, Map<string, { readonly traces: string; readonly claimed: Promise<Claimed> }>>()

/**
 * Of the events of the period that may be measured, how many does a touchpoint of the journey claim? No other filter
 * changes that, so it is remembered for as long as the traces are the same: every instant is read for it, which takes as
 * long as a quarter of all the other measures of a map.
 */
export async function countClaimed(
  clickhouse: ClickHouse,
  workspace: number,
  journey: number,
  period: Period,
): Promise<Claimed> {
  const known = kept.get(clickhouse) ?? new Map()
  kept.set(clickhouse, known)
  const key = `${workspace} ${journey} ${period.from.getTime()} ${period.to.getTime()}`
  const traces = await versionOfTraces(clickhouse, workspace, journey)
  const last = known.get(key)
  if (last?.traces === traces) return last.claimed
  const claimed = countAnew(clickhouse, workspace, journey, period)
  known.delete(key)
  known.set(key, { traces, claimed })
  claimed.catch(() => known.delete(key))
  for (const oldest of known.keys()) {
    if (known.size <= mostKept) break
    known.delete(oldest)
  }
  return claimed
}

/** Changes whenever a trace does: versions grow, and what is erased is counted no more. */
async function versionOfTraces(clickhouse: ClickHouse, workspace: number, journey: number): Promise<string> {
  const row = await clickhouse.first<{ latest: string; many: string }>(sql`
    select max(version) as latest, count() as many
    from traces_raw
    where workspace_id = ${u32(workspace)} and journey in (0, ${u32(journey)})`)
  return `${row?.latest} ${row?.many}`
}

async function countAnew(clickhouse: ClickHouse, workspace: number, journey: number, period: Period): Promise<Claimed> {
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
