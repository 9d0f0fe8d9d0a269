import type { livedSpan as livedSpanRoute } from '../../contract/measuring-span.ts'
import type { AnswerOf } from '../../contract/route.ts'
import { sql, u32 } from '../../engines/clickhouse/index.ts'
import type { Context } from '../../feature.ts'

/** When did the first and the last event happen that may be measured? */
export async function livedSpan(context: Context): Promise<AnswerOf<typeof livedSpanRoute>> {
  const { workspace, clickhouse } = context
  const [row] = await clickhouse.rows<{ amount: string; first: string; last: string }>(sql`
    select
      count() as amount,
      toUnixTimestamp64Milli(min(occurred_at)) as first,
      toUnixTimestamp64Milli(max(occurred_at)) as last
    from events
    where workspace_id = ${u32(workspace.number)}
      and measurable = 1`)
  if (!row || Number(row.amount) === 0) return { span: null }
  const at = (ms: string) => new Date(Number(ms)).toISOString()
  return { span: { firstAt: at(row.first), lastAt: at(row.last) } }
}
