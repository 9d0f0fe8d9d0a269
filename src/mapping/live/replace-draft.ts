import type { Transaction } from '../../engines/postgres/index.ts'
import type { JourneyMap } from '../../vocabulary/map/journey-map.ts'
import type { Stamp } from '../store/journeys.ts'
import { type KeptMap, writeDraft } from '../store/maps.ts'
import { isGuarded } from './apply-command.ts'
import { wholeDraftReplaced } from './command.ts'
import { logCommands } from './command-log.ts'

/**
 * Puts another draft in the place of the one there: a file that is imported over it, a version that is brought back.
 * Whoever was editing starts again from it. `found` was read with its row locked. Answers the new revision.
 */
export async function replaceDraft(
  transaction: Transaction,
  workspace: number,
  found: Pick<KeptMap, 'draft' | 'revision'>,
  draft: JourneyMap,
  stamp: Stamp,
): Promise<number> {
  const revision = found.revision + 1
  await logCommands(transaction, workspace, draft.id, [
    {
      revision,
      client: null,
      number: null,
      by: stamp.by,
      at: stamp.at,
      edits: null,
      inverse: null,
      parts: [wholeDraftReplaced],
      guarded: isGuarded(found.draft) || isGuarded(draft),
    },
  ])
  await writeDraft(transaction, workspace, { draft, revision }, stamp)
  return revision
}
