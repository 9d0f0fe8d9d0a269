import { applyEdit } from '../../vocabulary/map/apply-edit.ts'
import type { JourneyMap } from '../../vocabulary/map/journey-map.ts'
import { editsSeen, editThrough, refuseUnseen } from '../../vocabulary/map/lane-guard.ts'
import {
  keepsNothing,
  type Reader,
  seesEverything,
  type Withheld,
  withheldFrom,
} from '../../vocabulary/map/lane-visibility.ts'
import { emptyLibrary, type Library } from '../../vocabulary/map/library.ts'
import type { MapEdit } from '../../vocabulary/map/map-edit.ts'
import { partsOf } from '../../vocabulary/map/map-touch.ts'
import { Problem, problem } from '../../vocabulary/problem.ts'
import type { Command, LoggedCommand } from './command.ts'
import { clashesOf, type RecentCommands } from './recent-commands.ts'

export type DraftNow = { readonly draft: JourneyMap; readonly revision: number; readonly recent: RecentCommands }

export type Applied = {
  readonly draft: JourneyMap
  readonly logged: LoggedCommand
  /** What takes it back, as its author sees the map. */
  readonly inverse: readonly MapEdit[]
}

/** Whether the map has a lane that is not for everybody. */
export function isGuarded(map: JourneyMap): boolean {
  return map.lanes.some(lane => lane.visibility !== 'all')
}

/** Whether what a command does can be seen differently by different readers: who asks must then be known. */
export function mayConcernGuards(map: JourneyMap, command: Command): boolean {
  return isGuarded(map) || JSON.stringify(command.edits).includes('"visibility"')
}

/**
 * Applies a command to the draft as it is now, all of its edits or none. Refused with `changed_meanwhile` where
 * somebody else wrote the same parts since the revision that its author saw, or what it speaks of is gone since.
 */
export function applyCommand(
  now: DraftNow,
  command: Command,
  reader: Reader = seesEverything,
  library: Library = emptyLibrary,
): Applied {
  const withheld = withheldFrom(now.draft, reader)
  const edits: MapEdit[] = []
  const inverse: MapEdit[] = []
  const written: string[] = []
  let draft = now.draft
  for (const asked of command.edits) {
    const edit = editThrough(draft, asked, library, withheld, 'inside')
    const parts = partsOf(draft, edit)
    refuseClashes(now, command, parts, withheld)
    const done = appliedOr(draft, edit, command.revision < now.revision)
    draft = done.map
    edits.push(edit)
    inverse.unshift(done.inverse)
    written.push(...parts)
  }
  refuseUnseen(now.draft, draft, library, reader, withheld)
  return {
    draft,
    inverse: keepsNothing(withheld) ? inverse : editsSeen(draft, inverse, library, withheld),
    logged: {
      revision: now.revision + 1,
      client: command.client,
      number: command.number,
      by: command.by,
      at: command.at,
      edits,
      inverse,
      parts: [...new Set(written)],
      guarded: isGuarded(now.draft) || isGuarded(draft),
    },
  }
}

function refuseClashes(now: DraftNow, command: Command, parts: readonly string[], withheld: Withheld): void {
  if (command.revision >= now.revision) return
  const clashes = clashesOf(now.recent, command, parts)
  if (clashes.length === 0) return
  const isHidden = (path: string) => [...withheld.lanes].some(lane => path.split(/[:/]/).includes(lane))
  throw problem('changed_meanwhile', { parts: clashes.filter(({ part }) => !isHidden(part)) })
}

/** What an edit speaks of may be gone because somebody else removed it: then that is what there is to say. */
function appliedOr(draft: JourneyMap, edit: MapEdit, behind: boolean) {
  try {
    return applyEdit(draft, edit)
  } catch (error) {
    if (behind && error instanceof Problem && error.code === 'not_found') {
      throw Object.assign(problem('changed_meanwhile', { gone: error.details }), { cause: error })
    }
    throw error
  }
}
