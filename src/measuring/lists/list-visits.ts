import type { listBehind, VisitRow } from '../../contract/measuring.ts'
import type { ReplyOf } from '../../contract/route.ts'
import { type Sql, sql, u32 } from '../../engines/clickhouse/sql.ts'
import type { Context } from '../../feature.ts'
import type { MapWithTouchpoints } from '../../mapping/index.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'

type Row = {
  customer_id: string
  case_number: number
  moment: string
  channel: number
  touchpoint: number
  wait: number | null
  next: number
  score: number | null
  figure: number | null
}

export type VisitPage = {
  readonly cursor: string | undefined
  readonly limit: number
  /** What of the visits is counted, and which of them are listed, where not every visit is. */
  readonly total?: Sql
  readonly only?: Sql
}

/** A page of visits, the newest first, and how many there are; nothing of fewer customers than may be shown. */
export async function listVisits(
  { clickhouse, workspace }: Pick<Context, 'clickhouse' | 'workspace'>,
  map: MapWithTouchpoints,
  visits: Sql,
  { cursor, limit, total: counting = sql`count()`, only = sql`` }: VisitPage,
): Promise<ReplyOf<typeof listBehind>> {
  const counted = await clickhouse.first<{ total: string; customers: string }>(sql`
    select ${counting} as total, uniqExact(customer_id) as customers from (${visits})`)
  const total = Number(counted?.total ?? 0)
  const customers = Number(counted?.customers ?? 0)
  if (customers > 0 && customers < workspace.minimumGroup) return { total: 0, hidden: true, rows: [], cursor: null }
  const offset = Number(cursor ?? 0) || 0
  const rows = await clickhouse.rows<Row>(sql`
    select customer_id, case_number, toString(moment) as moment, channel, touchpoint, wait, next, score, figure
    from (${visits} order by moment desc, customer_id, case_number ${only})
    order by moment desc, customer_id, case_number
    limit ${u32(limit)} offset ${u32(offset)}`)
  const known = new Map(map.touchpoints.map(each => [each.number, each]))
  return {
    total,
    hidden: false,
    rows: rows.map((row): VisitRow => {
      const touchpoint = known.get(row.touchpoint)
      return {
        customer: customerIdFromNumber(BigInt(row.customer_id)),
        case: row.case_number,
        at: `${row.moment.replace(' ', 'T')}Z`,
        channel: channelCodes[row.channel] ?? 'other',
        touchpoint: touchpoint?.id ?? `#${row.touchpoint}`,
        waitSeconds: row.wait,
        next: known.get(row.next)?.id ?? null,
        score: row.score,
        leading: touchpoint?.leadingProperty == null ? null : row.figure,
      }
    }),
    cursor: offset + rows.length < total ? String(offset + rows.length) : null,
  }
}
