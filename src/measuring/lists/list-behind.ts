import type { listBehind as listBehindRoute } from '../../contract/measuring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { instant, type Sql, sql, u8, u16 } from '../../engines/clickhouse/sql.ts'
import type { Context } from '../../feature.ts'
import { mapWithTouchpointsFor } from '../../mapping/index.ts'
import { secondsOfDuration } from '../../vocabulary/duration.ts'
import { problem } from '../../vocabulary/problem.ts'
import { constructs } from '../../vocabulary/score.ts'
import { termsOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { otherTime } from '../filtering/open-time.ts'
import { waitedVisits } from '../filtering/waited-visits.ts'
import { listVisits, type VisitPage } from './list-visits.ts'

const listed = [
  'case_number',
  'moment',
  'channel',
  'touchpoint',
  'next',
  'score',
  'construct',
  'figure',
  'case_ended',
  'case_last',
] as const

/** The rows behind one number of a map, by the condition that counted it, newest first. */
export async function listBehind(
  context: Context,
  { params, query }: InputOf<typeof listBehindRoute>,
): Promise<AnswerOf<typeof listBehindRoute>> {
  const { workspace } = context
  const map = await mapWithTouchpointsFor(context, params.map)
  const touchpoint = map.touchpoints.find(each => each.id === params.touchpoint)
  if (!touchpoint) throw problem('not_found', { what: 'touchpoint' })
  const abandonedAfterMs = secondsOfDuration(map.journey.caseRule.abandonAfter)! * 1000
  const closedBefore = new Date(context.now().getTime() - abandonedAfterMs)
  const { behind, next, construct, clock, cursor, limit, ...filter } = query
  const numbers = new Map(map.touchpoints.map(each => [each.id, each.number]))
  const condition = conditionOf(behind, numbers.get(next ?? ''), construct, closedBefore)
  const keeping = keepingOf(workspace.number, map.journeyNumber, filter, termsOf(context, map))
  const counted = await otherTime(context, keeping, clock)
  const visits = sql`
    select *
    from (${waitedVisits(keeping, listed, counted?.time)})
    where touchpoint = ${u16(touchpoint.number)} and ${condition}`
  return listVisits(context, map, visits, { cursor, limit, ...onceEach(behind) })
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
function onceEach(behind: Behind): Pick<VisitPage, 'total' | 'only'> {
  if (behind === 'customers') return { total: sql`uniqExact(customer_id)`, only: sql`limit 1 by customer_id` }
  if (behind === 'cases')
    return { total: sql`uniqExact(customer_id, case_number)`, only: sql`limit 1 by customer_id, case_number` }
  return {}
}
