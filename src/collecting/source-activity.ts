import type { sourceActivity as sourceActivityRoute } from '../contract/collecting-events.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { backlogOf } from './backlog.ts'

type Row = {
  source: string
  day: string
  accepted: string
  duplicates: string
  refused: string
  not_measured: string
  last_received_at: Date
}

const dayMs = 86_400_000

/** What each source brought in the last days (of UTC, today included), and how much is still on its way. */
export async function sourceActivity(
  context: Context,
  { query }: InputOf<typeof sourceActivityRoute>,
): Promise<AnswerOf<typeof sourceActivityRoute>> {
  const today = Date.parse(context.now().toISOString().slice(0, 10))
  const days = Array.from({ length: query.days }, (_, index) =>
    new Date(today - (query.days - 1 - index) * dayMs).toISOString().slice(0, 10),
  )
  const rows = await context.postgres.rows(sql<Row>`
    select source, to_char(day, 'YYYY-MM-DD') as day, accepted, duplicates, refused, not_measured, last_received_at
    from collecting.source_days
    where workspace_id = ${context.workspace.number} and day >= ${days[0]}::date
    order by source, day`)
  const latest = await context.postgres.rows(sql<{ source: string; last_received_at: Date }>`
    select source, max(last_received_at) as last_received_at
    from collecting.source_days
    where workspace_id = ${context.workspace.number}
    group by source
    order by source`)
  const ofSource = Map.groupBy(rows, row => row.source)
  return {
    backlog: backlogOf(context),
    sources: latest.map(({ source, last_received_at }) => {
      const own = ofSource.get(source) ?? []
      const sum = (value: (row: Row) => string) => own.reduce((total, row) => total + Number(value(row)), 0)
      const accepted = new Map(own.map(row => [row.day, Number(row.accepted)]))
      return {
        source,
        lastReceivedAt: last_received_at.toISOString(),
        accepted: sum(row => row.accepted),
        duplicates: sum(row => row.duplicates),
        refused: sum(row => row.refused),
        notMeasured: sum(row => row.not_measured),
        days: days.map(day => ({ day, accepted: accepted.get(day) ?? 0 })),
      }
    }),
  }
}
