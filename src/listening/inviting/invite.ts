import { setTimeout as pause } from 'node:timers/promises'
import { workspaceByNumber } from '../../admitting/index.ts'
import { lastTouch } from '../../collecting/index.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation, Loop, Workspace } from '../../feature.ts'
import { decideDue } from './decide-due.ts'
import { hearEvents } from './hear-events.ts'
import { remind } from './remind.ts'
import { readAsking } from './rules-store.ts'
import { beginWaves, goOnWithWaves } from './run-waves.ts'

const everyMs = 1000
const tidyEveryMs = 60_000

/** Decides, as events come and days begin, who is asked. All of it can be cut short and done again. */
export const inviteCustomers: Loop = {
  name: 'Deciding whom to ask',
  run: async (installation, signal) => {
    // What was stored when each workspace was last listened to.
    const heard = new Map<number, string>()
    let tidied = 0
    while (!signal.aborted) {
      let isMore = false
      const isTidying = installation.now().getTime() >= tidied + tidyEveryMs
      for (const number of await askingWorkspaces(installation)) {
        if (signal.aborted) return
        const workspace = await workspaceByNumber(installation, number)
        if (!workspace) continue
        try {
          isMore = (await decideFor(installation, workspace, heard, isTidying)) || isMore
        } catch (error) {
          // One workspace whose rules break must not silence the others.
          installation.log.error('Deciding whom to ask broke for a workspace', {
            workspace: number,
            reason: String(error),
          })
          heard.delete(number)
        }
      }
      if (isTidying) tidied = installation.now().getTime()
      if (!isMore) await pause(everyMs, undefined, { signal }).catch(() => undefined)
    }
  },
}

/** One round for one workspace. Answers whether more waits. Exported for tests that decide by hand. */
export async function decideFor(
  installation: Installation,
  workspace: Workspace,
  heard: Map<number, string> = new Map(),
  isTidying = true,
): Promise<boolean> {
  const surveys = await readAsking(installation.postgres, workspace.number)
  const touch = await lastTouch(installation)
  // Rules that were just switched on are heard from anew.
  const stored = `${touch} ${surveys.map(({ id, revision, since, isLive }) => `${id} ${revision} ${since?.getTime()} ${isLive}`)}`
  if (heard.get(workspace.number) !== stored) {
    await hearEvents(installation, workspace.number, surveys)
    heard.set(workspace.number, stored)
  }
  await beginWaves(installation, workspace, surveys)
  const decided = await decideDue(installation, workspace, surveys)
  const isMore = await goOnWithWaves(installation, workspace, surveys)
  if (isTidying) await remind(installation, workspace, surveys)
  return isMore || decided >= 2000
}

/** The workspaces where somebody may be asked, or was. */
async function askingWorkspaces({ postgres }: Installation): Promise<readonly number[]> {
  const rows = await postgres.rows(sql<{ workspace_id: number }>`
    select workspace_id from listening.sending_rules
    union
    select workspace_id from listening.waves where ended_at is null
    order by workspace_id`)
  return rows.map(row => row.workspace_id)
}
