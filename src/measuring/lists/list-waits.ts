import type { listWaits as listWaitsRoute } from '../../contract/map-flow.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { sql, u32 } from '../../engines/clickhouse/index.ts'
import type { Context } from '../../feature.ts'
import { mapWithTouchpointsFor } from '../../mapping/index.ts'
import { stepsOf } from '../../vocabulary/map/journey-map.ts'
import { problem } from '../../vocabulary/problem.ts'
import { termsOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { otherTime } from '../filtering/open-time.ts'
import { placedTouchpoints, stepByTouchpoint } from '../maps/placed-touchpoints.ts'
import { visitsInto } from '../questions/wait-before-steps.ts'
import { listVisits } from './list-visits.ts'

/** The visits behind the wait before a step: those by which customers came to it from elsewhere, newest first. */
export async function listWaits(
  context: Context,
  { params, query }: InputOf<typeof listWaitsRoute>,
): Promise<AnswerOf<typeof listWaitsRoute>> {
  const { step, clock, cursor, limit, ...filter } = query
  const map = await mapWithTouchpointsFor(context, params.map)
  const order = stepsOf(map.map).findIndex(one => one.id === step)
  if (order < 0) throw problem('not_found', { what: 'step' })
  const keeping = keepingOf(context.workspace.number, map.journeyNumber, filter, termsOf(context, map))
  const counted = await otherTime(context, keeping, clock)
  const into = visitsInto(
    keeping,
    stepByTouchpoint(placedTouchpoints(map)),
    ['case_number', 'moment', 'channel', 'next', 'score', 'figure'],
    counted?.time,
  )
  return listVisits(context, map, sql`select * from (${into}) where step = ${u32(order + 1)}`, { cursor, limit })
}
