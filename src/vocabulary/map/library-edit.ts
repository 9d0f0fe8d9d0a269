import { z } from 'zod'
import { objectId } from '../extensible.ts'
import { type LibraryKind, libraryKinds, libraryShapes } from './library.ts'

const addition = (kind: LibraryKind) =>
  z.strictObject({ op: z.literal('add'), kind: z.literal(kind), object: libraryShapes[kind] })

/**
 * A change of the library. `set` gives the fields that change; `before`, where given, the values they had when they
 * were seen: another value there means that somebody else changed them, and the edit is refused.
 * `remove` archives what a map, a version or a rule still uses and deletes what nothing does; `add` with the id of
 * something archived brings it back, which is how a removal is undone.
 */
export const libraryEditShape = z.union([
  ...(libraryKinds.map(addition) as unknown as readonly [ReturnType<typeof addition>]),
  z.strictObject({
    op: z.literal('set'),
    kind: z.enum(libraryKinds),
    id: objectId,
    set: z.record(z.string(), z.unknown()),
    before: z.record(z.string(), z.unknown()).exactOptional(),
  }),
  z.strictObject({ op: z.literal('remove'), kind: z.enum(libraryKinds), id: objectId }),
])
export type LibraryEdit = z.output<typeof libraryEditShape>
