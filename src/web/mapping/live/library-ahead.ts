import type { JourneyMap } from '../../../vocabulary/map/journey-map.ts'
import type { Library, LibraryKind } from '../../../vocabulary/map/library.ts'
import type { LibraryEdit } from '../../../vocabulary/map/library-edit.ts'
import { referencesOf } from '../../../vocabulary/map/reference-problems.ts'

type Object_ = { readonly id: string }

/** The library as it will be once the edits have arrived. */
export function withLibraryEdits(library: Library, edits: readonly LibraryEdit[]): Library {
  let ahead = library
  for (const edit of edits) {
    const list = ahead[edit.kind] as readonly Object_[]
    const id = edit.op === 'add' ? edit.object.id : edit.id
    const others = list.filter(one => one.id !== id)
    const next =
      edit.op === 'add'
        ? [...others, edit.object]
        : edit.op === 'set'
          ? list.map(one => (one.id === id ? { ...one, ...edit.set } : one))
          : others
    ahead = { ...ahead, [edit.kind]: next } as Library
  }
  return ahead
}

/** The library of a map with what the map refers to beyond it, taken from the whole library where that is known. */
export function withMissing(library: Library, map: JourneyMap, whole: Library | undefined): Library {
  if (!whole) return library
  const missing = new Map<LibraryKind, Set<string>>()
  const known = new Map<LibraryKind, ReadonlySet<string>>()
  for (const { kind, id } of referencesOf(map)) {
    const there = known.get(kind) ?? new Set((library[kind] as readonly Object_[]).map(one => one.id))
    known.set(kind, there)
    if (!there.has(id)) missing.set(kind, (missing.get(kind) ?? new Set()).add(id))
  }
  let ahead = library
  for (const [kind, ids] of missing) {
    const found = (whole[kind] as readonly Object_[]).filter(one => ids.has(one.id))
    if (found.length > 0) ahead = { ...ahead, [kind]: [...(library[kind] as readonly Object_[]), ...found] } as Library
  }
  return ahead
}
