import { setTimeout as pause } from 'node:timers/promises'
import { allWorkspaces } from '../../admitting/index.ts'
import type { Installation, Loop, Workspace } from '../../feature.ts'
import { dayIn } from '../../vocabulary/calendar-day.ts'
import { isId } from '../../vocabulary/id.ts'
import { tellMembers } from '../talk/inbox.ts'
import { type JudgedJourney, judgeJourneys } from './journeys-freshness.ts'
import { countUnknownEvents, readFreshness, writeTold, writeUnknownEvents } from './unknown-events.ts'

const firstMs = 30_000
const everyMs = 10 * 60_000
const countEveryMs = 20 * 3_600_000

/** Looks after the maps of all workspaces: counts unknown events once a day, and tells owners what became late. */
export const watchFreshness: Loop = {
  name: 'freshness of maps',
  run: async (installation, signal) => {
    await pause(firstMs, undefined, { signal, ref: false }).catch(() => undefined)
    while (!signal.aborted) {
      for (const workspace of await allWorkspaces(installation)) {
        if (signal.aborted) return
        await lookAfter(installation, workspace)
      }
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  },
}

/** One look at a workspace. Told twice, it tells nobody twice. */
export async function lookAfter(installation: Installation, workspace: Workspace): Promise<void> {
  const { postgres, now } = installation
  const counted = await readFreshness(postgres, workspace.number)
  const judged = await judgeJourneys(postgres, workspace, now())
  const active = judged.filter(one => one.journey.status !== 'archived')
  if (active.length === 0) return
  const isOld = active.some(({ journey }) => {
    const at = counted.get(journey.id)?.countedAt ?? null
    return at === null || now().getTime() - at.getTime() > countEveryMs
  })
  if (isOld) {
    const unknown = await countUnknownEvents(installation, workspace)
    await writeUnknownEvents(postgres, workspace.number, unknown, now())
  }
  for (const one of isOld ? await judgeJourneys(postgres, workspace, now()) : judged) {
    if (one.journey.status !== 'archived') await tellOwner(installation, workspace, one)
  }
}

/** Tells the owner once that their map became late; a map that is fresh again may be told of again. */
async function tellOwner(installation: Installation, workspace: Workspace, judged: JudgedJourney): Promise<void> {
  const { journey, freshness, maps, toldState } = judged
  const { state } = freshness
  if ((state === 'late') === (toldState === 'late')) return
  const today = dayIn(installation.now(), workspace.timeZone)
  await installation.postgres.transaction(async transaction => {
    await writeTold(transaction, workspace.number, journey.id, state, today)
    const map = maps.find(one => one.archivedAt === null && one.draft.kind === 'current') ?? maps[0]
    if (state !== 'late' || !map || journey.owner === null || !isId('mem', journey.owner)) return
    const context = {
      ...installation,
      workspace,
      actor: { kind: 'system' as const },
      may: () => true,
      requestId: 'freshness',
    }
    await tellMembers(context, transaction, {
      kind: 'review',
      map,
      target: { kind: 'map' },
      subject: journey.id,
      members: [journey.owner],
    })
  })
}
