import { secondsOfDuration } from '../../vocabulary/duration.ts'
import { problem } from '../../vocabulary/problem.ts'

/** A duration in seconds. @throws problem `input_invalid` for one that is not well formed, or shorter than the least. */
export function durationOf(told: string, leastSeconds = 1): number {
  const seconds = secondsOfDuration(told)
  if (seconds === undefined || seconds < leastSeconds || seconds > 20 * 366 * 86_400)
    throw problem('input_invalid', {
      reason: {
        en: `a duration is written like P30D or PT12H, here at least ${Math.ceil(leastSeconds / 3600)} h; found “${told}”`,
        fr: `une durée s’écrit comme P30D ou PT12H, ici d’au moins ${Math.ceil(leastSeconds / 3600)} h ; reçu « ${told} »`,
      },
    })
  return seconds
}
