import type { Queryable } from '../../engines/postgres/index.ts'
import { partCovers } from '../../vocabulary/map/map-touch.ts'
import { type Command, type LoggedCommand, wholeDraftReplaced } from './command.ts'
import { commandsAfter } from './command-log.ts'

type Mark = Pick<LoggedCommand, 'revision' | 'client' | 'by' | 'at' | 'parts'>

/** What was written lately on a map: every command after `from`. */
export type RecentCommands = { readonly from: number; readonly marks: readonly Mark[] }

const mostKept = 1_000

/** A part that somebody else wrote since the author of a command saw the map. */
export type Clash = { readonly part: string; readonly by: string; readonly at: string; readonly revision: number }

export function withCommand(recent: RecentCommands, { revision, client, by, at, parts }: Mark): RecentCommands {
  const marks = [...recent.marks, { revision, client, by, at, parts }]
  if (marks.length <= mostKept * 1.5) return { from: recent.from, marks }
  const kept = marks.slice(-mostKept)
  return { from: kept[0]!.revision - 1, marks: kept }
}

/** What is known, reaching back to `revision` where the log does; undefined where it does not. */
export async function reachingBackTo(
  store: Queryable,
  workspace: number,
  map: string,
  recent: RecentCommands,
  revision: number,
): Promise<RecentCommands | undefined> {
  if (revision >= recent.from) return recent
  const read = await commandsAfter(store, workspace, map, revision)
  const missing = read.filter(one => one.revision <= recent.from)
  if (missing.length !== recent.from - revision) return undefined
  return { from: revision, marks: [...missing, ...recent.marks] }
}

/** The parts among these that somebody else wrote last, after the revision that the author of the command saw. */
export function clashesOf(recent: RecentCommands, command: Command, parts: readonly string[]): readonly Clash[] {
  const written = new Map<string, Mark>()
  for (const mark of recent.marks) {
    if (mark.revision > command.revision) for (const part of mark.parts) written.set(part, mark)
  }
  return [...written]
    .filter(([, mark]) => command.client === null || mark.client !== command.client || mark.by !== command.by)
    .filter(([path]) => path === wholeDraftReplaced || parts.some(part => partCovers(part, path)))
    .map(([part, { by, at, revision }]) => ({ part, by, at: at.toISOString(), revision }))
}
