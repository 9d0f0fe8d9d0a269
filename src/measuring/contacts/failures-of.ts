import type { Context } from '../../feature.ts'
import { isFailure } from '../../vocabulary/contact.ts'
import type { Activities } from '../filtering/activities.ts'
import { eventNames } from '../traces/event-names.ts'
import { readNames } from './contact-rule.ts'

/**
 * The activities that are signals of failure, by their numbers: those named, else those whose name says so. On a map
 * they are named by the ids of touchpoints and recognised by what touchpoints are called.
 */
export async function failuresOf(
  context: Context,
  { map, numberOf }: Activities,
  said: string | undefined,
): Promise<readonly number[]> {
  if (map) {
    const ids = map.touchpoints.map(one => one.id)
    const named = readNames(said, ids)
    const called = new Map(map.library.touchpoints.map(one => [one.id, [one.name.en ?? '', one.name.fr ?? '']]))
    return (named ?? ids.filter(id => called.get(id)?.some(isFailure))).map(numberOf)
  }
  const names = await eventNames(context, context.workspace.number, false)
  return (readNames(said, names) ?? names.filter(isFailure)).map(numberOf)
}
