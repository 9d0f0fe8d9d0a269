import type { listTimed as listTimedRoute } from '../../contract/measuring-lists.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { closedBeforeFor, phasesOf } from '../asking/ask-durations.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countedTime } from '../filtering/open-time.ts'
import { listTimedCases } from '../questions/count-durations.ts'
import { tellPage } from '../questions/page-of.ts'
import { tellCase } from './tell-case.ts'

/** The journeys behind a duration, the longest first. */
export async function listTimed(
  context: Context,
  { query }: InputOf<typeof listTimedRoute>,
): Promise<AnswerOf<typeof listTimedRoute>> {
  const { clickhouse, workspace } = context
  const { map, state, phase, clock, cursor, limit, ...filter } = query
  const activities = await activitiesOf(context, map)
  const keeping = keepingOf(workspace.number, activities.journey, filter, activities)
  const index = activities.map?.map.phases.findIndex(each => each.id === phase) ?? -1
  if (phase !== undefined && index < 0) throw problem('not_found', { what: 'element' })
  const touchpoints =
    phase === undefined
      ? undefined
      : [...phasesOf(activities)].filter(([, own]) => own === index + 1).map(([touchpoint]) => touchpoint)
  const offset = Number(cursor ?? 0) || 0
  const ask = {
    closedBefore: closedBeforeFor(context, activities),
    activeSeconds: 0,
    time: (await countedTime(context, keeping, clock)).time,
  }
  const found = await listTimedCases(clickhouse, keeping, ask, { state, touchpoints }, { offset, limit })
  return tellPage(found, offset, activities.minimumGroup, row => tellCase(row, activities.nameOf))
}
