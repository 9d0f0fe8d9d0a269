import type { WholeMap } from '../../../contract/mapping.ts'
import type { Library } from '../../../vocabulary/map/library.ts'
import type { LibraryEdit } from '../../../vocabulary/map/library-edit.ts'
import type { MapEdit } from '../../../vocabulary/map/map-edit.ts'
import type { Conflict } from './clashes.ts'
import type { Waiting } from './waiting-changes.ts'

/** One thing a person did: edits of the library and of the map, in order. It is undone as one. */
export type Change = readonly ({ readonly library: LibraryEdit[] } | { readonly map: MapEdit[] })[]

/** What the page is told in passing: for a notification, and for those who listen. */
export type Note =
  | { readonly kind: 'undone' | 'redone' | 'saved' | 'kept' | 'back' | 'merged' }
  | { readonly kind: 'undo_refused'; readonly by: string | null; readonly at: string | null }
  | { readonly kind: 'refused'; readonly error: unknown }

/** What the outside answers to: the kept map, and the server. */
export type Outside = {
  readonly storage: Storage
  readonly place: string
  read(): WholeMap | undefined
  /** The whole library where it is known: the map holds only what it refers to. */
  library(): Library | undefined
  keep(whole: WholeMap): void
  /** Reads the map again; resolves once it is kept. */
  refresh(): Promise<void>
  sendCommands(
    client: string,
    commands: readonly { number: number; revision: number; edits: MapEdit[] }[],
  ): Promise<readonly Outcome[]>
  sendLibrary(edits: LibraryEdit[]): Promise<LibraryEdit[]>
  /** Whether the error says that the network or the server is away, so that it is worth waiting. */
  isAway(error: unknown): boolean
  note(note: Note): void
}

export type Outcome =
  | { readonly outcome: 'applied'; readonly number: number; readonly revision: number; readonly inverse: MapEdit[] }
  | {
      readonly outcome: 'refused'
      readonly number: number
      readonly problem: {
        readonly code: string
        readonly status: number
        readonly details: Readonly<Record<string, unknown>>
      }
    }

export type LineState = {
  readonly waiting: readonly Waiting[]
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly isAway: boolean
  readonly conflicts: readonly Conflict[]
}
