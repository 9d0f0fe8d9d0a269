import type { Doer } from '../../contract/map-live.ts'
import type { MapEdit } from '../../vocabulary/map/map-edit.ts'

/** What somebody asks of a draft: edits that are applied together, and the revision that their author saw. */
export type Command = {
  readonly revision: number
  readonly edits: readonly MapEdit[]
  /** The open editor it comes from, and its place in the line of that editor. */
  readonly client: string | null
  readonly number: number | null
  readonly by: string
  readonly at: Date
}

/** A command as the log keeps it: the change from `revision - 1` to `revision`. */
export type LoggedCommand = {
  readonly revision: number
  readonly client: string | null
  readonly number: number | null
  readonly by: string
  readonly at: Date
  /** Null when the whole draft was replaced: by a file, or by a version that was brought back. */
  readonly edits: readonly MapEdit[] | null
  readonly inverse: readonly MapEdit[] | null
  /** What was written, as paths: see `vocabulary/map-touch.ts`. */
  readonly parts: readonly string[]
  /** Whether the map has a lane that is not for everybody, before or after: not every reader may see the edits. */
  readonly guarded: boolean
}

/** The part that is marked when the whole draft was replaced: whoever had not seen it starts again. */
export const wholeDraftReplaced = '**'

/** The elements that parts belong to: `step:s1/title` belongs to `step:s1`. */
export function elementsOf(parts: readonly string[]): readonly string[] {
  return [...new Set(parts.map(part => part.split('/')[0]!).filter(element => element !== '*' && element !== '**'))]
}

/** Who wrote, from what stands beside a change. */
export function doerOf(by: string, names: ReadonlyMap<string, string>): Doer {
  if (by === 'operator' || by === 'system') return { kind: by, id: by, name: null }
  const name = names.get(by) ?? null
  return { kind: by.startsWith('key') ? 'key' : 'member', id: by, name }
}
