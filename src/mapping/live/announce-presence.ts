import type { announcePresence as announcePresenceRoute } from '../../contract/map-live.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { readKeptMap } from '../store/maps.ts'
import { lookNow } from './hub.ts'
import { forgetPresence, keepPresence, presentOn } from './presence-store.ts'
import { peopleOf } from './watch-map.ts'

/** Keeps where a member stands on a map, and answers who is there. Keys and the operator stand nowhere. */
export async function announcePresence(
  context: Context,
  { params, body }: InputOf<typeof announcePresenceRoute>,
): Promise<AnswerOf<typeof announcePresenceRoute>> {
  const { postgres, actor } = context
  const workspace = context.workspace.number
  const now = context.now()
  const { client, place, writing, leaving } = body
  // Whoever stands somewhere is kept beside the map, which says whether there is one.
  if (actor.kind !== 'member' || leaving) await refuseUnknown(context, params.map)
  if (actor.kind === 'member') {
    const member = actor.memberId
    if (leaving) await forgetPresence(postgres, workspace, params.map, { client, member }, now)
    else {
      const present = { client, member, step: place?.step ?? null, lane: place?.lane ?? null, writing }
      const isKept = await keepPresence(postgres, workspace, params.map, present, now)
      if (!isKept) await refuse(context, params.map)
    }
    lookNow(context)
  }
  return { people: await peopleOf(context, await presentOn(postgres, [{ workspace, map: params.map }], now)) }
}

async function refuseUnknown({ postgres, workspace }: Context, map: string): Promise<void> {
  if (!(await readKeptMap(postgres, workspace.number, map))) throw problem('not_found', { what: 'map' })
}

async function refuse(context: Context, map: string): Promise<never> {
  await refuseUnknown(context, map)
  throw problem('input_invalid', {
    reason: {
      en: 'this client is of another member; every open editor has its own',
      fr: 'ce client est celui d’un autre membre ; chaque éditeur ouvert a le sien',
    },
  })
}
