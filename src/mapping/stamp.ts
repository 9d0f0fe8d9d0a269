import type { Context } from '../feature.ts'
import type { Stamp } from './store/journeys.ts'

/** Who acts in this context, and when: what is written beside every change. */
export function stampOf(context: Context): Stamp {
  const { actor } = context
  const by = actor.kind === 'member' ? actor.memberId : actor.kind === 'key' ? actor.keyId : actor.kind
  return { at: context.now(), by }
}
