import type {
  Alert,
  AlertKind,
  acknowledgeAlert as acknowledgeAlertRoute,
  listAlerts as listAlertsRoute,
} from '../../contract/measuring-alerts.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'

type Row = {
  alert_id: string
  watch_id: string
  name: string
  measure: Alert['measure']
  kind: AlertKind
  bucket: string
  value: number | null
  expected: number | null
  low: number | null
  high: number | null
  n: number
  raised_at: Date
  acknowledged_at: Date | null
  acknowledged_by: string | null
}

const columns = sql`
  alerts.alert_id, alerts.watch_id, watches.name, watches.measure, alerts.kind, alerts.bucket::text as bucket,
  alerts.value, alerts.expected, alerts.low, alerts.high, alerts.n, alerts.raised_at, alerts.acknowledged_at,
  alerts.acknowledged_by`
const withWatch = sql`
  measuring.alerts as alerts
  join measuring.watches as watches
    on watches.workspace_id = alerts.workspace_id and watches.watch_id = alerts.watch_id`

export async function listAlerts(
  context: Context,
  { query }: InputOf<typeof listAlertsRoute>,
): Promise<AnswerOf<typeof listAlertsRoute>> {
  const { postgres, workspace } = context
  // Ids rise with time: the last one read is where the next page begins.
  const [rows, unseen] = await Promise.all([
    postgres.rows(sql<Row>`
      select ${columns}
      from ${withWatch}
      where alerts.workspace_id = ${workspace.number}
        and (${query.seen} = 'all' or alerts.acknowledged_at is null)
        and (${query.cursor ?? null}::text is null or alerts.alert_id < ${query.cursor ?? null})
      order by alerts.alert_id desc
      limit ${query.limit + 1}`),
    postgres.first(sql<{ amount: string }>`
      select count(*) as amount from measuring.alerts
      where workspace_id = ${workspace.number} and acknowledged_at is null`),
  ])
  const shown = rows.slice(0, query.limit)
  return {
    alerts: shown.map(alertOf),
    unseen: Number(unseen?.amount ?? 0),
    cursor: rows.length > shown.length ? (shown.at(-1)?.alert_id ?? null) : null,
  }
}

export async function acknowledgeAlert(
  context: Context,
  { params, body }: InputOf<typeof acknowledgeAlertRoute>,
): Promise<AnswerOf<typeof acknowledgeAlertRoute>> {
  const { postgres, workspace, actor } = context
  const row = await postgres.first(sql<Row>`
    update measuring.alerts as alerts
    set
      acknowledged_at = ${body.acknowledged ? context.now() : null},
      acknowledged_by = ${body.acknowledged && actor.kind === 'member' ? actor.memberId : null}
    from measuring.watches as watches
    where alerts.workspace_id = ${workspace.number} and alerts.alert_id = ${params.alert}
      and watches.workspace_id = alerts.workspace_id and watches.watch_id = alerts.watch_id
    returning ${columns}`)
  if (!row) throw problem('not_found', { what: 'alert' })
  return alertOf(row)
}

function alertOf(row: Row): Alert {
  const { kind, value, expected, low, high, n, name, measure } = row
  return {
    id: row.alert_id,
    watch: row.watch_id,
    ...{ name, measure, kind },
    at: row.bucket,
    ...{ value, expected, low, high, n },
    raisedAt: row.raised_at.toISOString(),
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    acknowledgedBy: row.acknowledged_by,
  }
}
