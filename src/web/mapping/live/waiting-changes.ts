import type { LibraryEdit } from '../../../vocabulary/map/library-edit.ts'
import type { MapEdit } from '../../../vocabulary/map/map-edit.ts'

/**
 * A change on its way to the server. `inverse` takes it back on the map as it is here; `before` says, as edits too, what
 * stood there when its author began to write.
 */
export type Waiting = {
  /** The open editor that made it, and its place in the line of that editor: so that sending again does no harm. */
  readonly client: string
  readonly number: number
  /** What a person did is one entry of their history, of one part or more. */
  readonly entry: number
  readonly part:
    | { readonly map: MapEdit[]; readonly inverse: MapEdit[]; readonly before: MapEdit[] }
    | { readonly library: LibraryEdit[] }
  /** The revision that its author saw. */
  readonly base: number
  /** The change that it takes back, by key. */
  readonly undoes: string | null
  readonly tries: number
  /** The revision it became, once the server said so. */
  readonly confirmed: number | null
}

/**
 * Counts the forms in which changes were ever kept. What another form of the page left behind is not read; the server
 * judges every edit itself, so this page need not carry the shapes of all of them.
 */
const form = 1

export const keyOf = ({ client, number }: Pick<Waiting, 'client' | 'number'>) => `${client} ${number}`

/**
 * The changes that the server does not have yet, kept over a reload of the page. They stand in the storage of the tab:
 * another tab has its own line, and they are sent under the name of their author or not at all.
 */
export function waitingIn(storage: Storage, place: string) {
  const key = `parcours.waiting.${place}`
  return {
    read(): readonly Waiting[] {
      try {
        const kept: unknown = JSON.parse(storage.getItem(key) ?? 'null')
        return isKept(kept) ? kept.waiting : []
      } catch {
        return []
      }
    },
    write(waiting: readonly Waiting[]): void {
      try {
        if (waiting.length === 0) storage.removeItem(key)
        else storage.setItem(key, JSON.stringify({ form, waiting }))
      } catch {
        // The storage of the tab is full or closed: the line itself still holds everything.
      }
    },
  }
}

function isKept(value: unknown): value is { readonly waiting: readonly Waiting[] } {
  const kept = value as { form?: unknown; waiting?: unknown } | null
  return kept?.form === form && Array.isArray(kept.waiting)
}
