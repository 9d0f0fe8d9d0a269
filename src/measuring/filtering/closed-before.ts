import type { Context } from '../../feature.ts'
import { secondsOfDuration } from '../../vocabulary/duration.ts'
import type { Activities } from './activities.ts'

/** Cases whose last visit is before this are closed: nothing came for as long as the journey waits, or thirty days. */
export function closedBefore({ now }: Pick<Context, 'now'>, { map }: Activities): Date {
  const seconds = map ? secondsOfDuration(map.journey.caseRule.abandonAfter)! : 30 * 86_400
  return new Date(now().getTime() - seconds * 1000)
}
