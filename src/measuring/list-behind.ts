import type { listBehind as listBehindRoute } from '../contract/measuring.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { instant, type Sql, sql, u8, u16, u32 } from '../engines/clickhouse/sql.ts'
import type { Context } from '../feature.ts'
import { mapWithTouchpointsFor } from '../mapping/index.ts'
import { channelCodes } from '../vocabulary/channel.ts'
import { secondsOfDuration } from '../vocabulary/duration.ts'
import { customerIdFromNumber } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { constructs } from '../vocabulary/score.ts'
import { keepingOf, keptVisits } from './kept-visits.ts'

const listed = [
  'case_number',
  'moment',
  'channel',
  'touchpoint',
  'next',
  'wait',
  'score',
  'construct',
  'figure',
  'case_ended',
  'case_last',
] as const

type Row = {
  customer_id: string
  case_number: number
  moment: string
  channel: number
  wait: number | null
  next: number
  score: number | null
  figure: number | null
}

/** The rows behind one number of a map, by the condition that counted it, newest first. */
export async function listBehind(
  context: Context,
  { params, query }: InputOf<typeof listBehindRoute>,
): Promise<AnswerOf<typeof listBehindRoute>> {
  const { clickhouse, workspace } = context
  const map = await mapWithTouchpointsFor(context, params.map)
  const touchpoint = map.touchpoints.find(each => each.id === params.touchpoint)
  if (!touchpoint) throw problem('not_found', { what: 'touchpoint' })
  const abandonedAfterMs = secondsOfDuration(map.journey.caseRule.abandonAfter)! * 1000
  const closedBefore = new Date(context.now().getTime() - abandonedAfterMs)
  const { behind, next, construct, cursor, limit, ...filter } = query
  const numbers = new Map(map.touchpoints.map(each => [each.id, each.number]))
  const condition = conditionOf(behind, numbers.get(next ?? ''), construct, closedBefore)
  const visits = sql`
    select *
    from (${keptVisits(keepingOf(workspace.number, map.journeyNumber, filter), listed)})
    where touchpoint = ${u16(touchpoint.number)} and ${condition}`
  const once = onceEach(behind)
  const counted = await clickhouse.first<{ total: string; customers: string }>(sql`
    select ${once.total} as total, uniqExact(customer_id) as customers from (${visits})`)
  const total = Number(counted?.total ?? 0)
  const customers = Number(counted?.customers ?? 0)
  if (customers > 0 && customers < workspace.minimumGroup) return { total: 0, hidden: true, rows: [], cursor: null }
  const offset = Number(cursor ?? 0) || 0
  const rows = await clickhouse.rows<Row>(sql`
    select customer_id, case_number, toString(moment) as moment, channel, wait, next, score, figure
    from (${visits} order by moment desc, customer_id, case_number ${once.limit})
    order by moment desc, customer_id, case_number
    limit ${u32(limit)} offset ${u32(offset)}`)
  const ids = new Map(map.touchpoints.map(each => [each.number, each.id]))
  return {
    total,
    hidden: false,
    rows: rows.map(row => ({
      customer: customerIdFromNumber(BigInt(row.customer_id)),
      case: row.case_number,
      at: `${row.moment.replace(' ', 'T')}Z`,
      channel: channelCodes[row.channel] ?? 'other',
      touchpoint: touchpoint.id,
      waitSeconds: row.wait,
      next: ids.get(row.next) ?? null,
      score: row.score,
      leading: touchpoint.leadingProperty === null ? null : row.figure,
    })),
    cursor: offset + rows.length < total ? String(offset + rows.length) : null,
  }
}

type Behind = InputOf<typeof listBehindRoute>['query']['behind']

/** What, beside the filter and the touchpoint, made a visit count towards the number. */
function conditionOf(
  behind: Behind,
  next: number | undefined,
  construct: (typeof constructs)[number] | undefined,
  closedBefore: Date,
): Sql {
  switch (behind) {
    case 'visits':
    case 'cases':
    case 'customers':
      return sql`1`
    case 'dropOff':
      return sql`next = 0 and not case_ended and case_last < ${instant(closedBefore)}`
    case 'next':
      if (next === undefined) throw problem('not_found', { what: 'touchpoint' })
      return sql`next = ${u16(next)}`
    case 'end':
      return sql`next = 0`
    case 'satisfaction':
      return sql`construct = ${u8(construct === undefined ? 1 : constructs.indexOf(construct) + 1)} and not isNaN(score)`
    case 'wait':
      return sql`not isNaN(wait)`
    case 'leading':
      return sql`not isNaN(figure)`
    default:
      return behind satisfies never
  }
}

/** Numbers of cases and of customers list each case or customer once, by the latest visit. */
function onceEach(behind: Behind): { total: Sql; limit: Sql } {
  if (behind === 'customers') return { total: sql`uniqExact(customer_id)`, limit: sql`limit 1 by customer_id` }
  if (behind === 'cases')
    return { total: sql`uniqExact(customer_id, case_number)`, limit: sql`limit 1 by customer_id, case_number` }
  return { total: sql`count()`, limit: sql`` }
}
