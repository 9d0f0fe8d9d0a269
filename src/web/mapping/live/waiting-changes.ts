import { z } from 'zod'
import { type LibraryEdit, libraryEditShape } from '../../../vocabulary/library-edit.ts'
import { type MapEdit, mapEditShape } from '../../../vocabulary/map-edit.ts'

const partShape = z.union([
  z.strictObject({ map: z.array(mapEditShape), inverse: z.array(mapEditShape), before: z.array(mapEditShape) }),
  z.strictObject({ library: z.array(libraryEditShape) }),
])

const waitingShape = z.strictObject({
  /** The open editor that made it, and its place in the line of that editor: so that sending again does no harm. */
  client: z.string(),
  number: z.int(),
  /** What a person did is one entry of their history, of one part or more. */
  entry: z.int(),
  part: partShape,
  /** The revision that its author saw. */
  base: z.int(),
  /** The change that it takes back, by key. */
  undoes: z.string().nullable(),
  tries: z.int(),
  /** The revision it became, once the server said so. */
  confirmed: z.int().nullable(),
})

/**
 * A change on its way to the server. `inverse` takes it back on the map as it is here; `before` says, as edits too, what
 * stood there when its author began to write.
 */
export type Waiting = Omit<z.output<typeof waitingShape>, 'part'> & {
  readonly part:
    | { readonly map: MapEdit[]; readonly inverse: MapEdit[]; readonly before: MapEdit[] }
    | { readonly library: LibraryEdit[] }
}

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
        const parsed = z.array(waitingShape).safeParse(JSON.parse(storage.getItem(key) ?? '[]'))
        return parsed.success ? (parsed.data as Waiting[]) : []
      } catch {
        return []
      }
    },
    write(waiting: readonly Waiting[]): void {
      try {
        if (waiting.length === 0) storage.removeItem(key)
        else storage.setItem(key, JSON.stringify(waiting))
      } catch {
        // The storage of the tab is full or closed: the line itself still holds everything.
      }
    },
  }
}
