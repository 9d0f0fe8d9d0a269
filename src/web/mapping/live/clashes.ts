import { applyEdit } from '../../../vocabulary/map/apply-edit.ts'
import type { JourneyMap } from '../../../vocabulary/map/journey-map.ts'
import { type MapEdit, type SingleEdit, singleEditsOf } from '../../../vocabulary/map/map-edit.ts'
import { partCovers, partsOf } from '../../../vocabulary/map/map-touch.ts'
import { mergeValues, type Preference, type ValueEdit, valueEditsOf } from './value-edits.ts'

/** Who wrote a part meanwhile, as the server tells it. */
export type WrittenMeanwhile = {
  readonly part: string
  readonly by: string
  readonly at: string
  readonly revision: number
}

/** A change of mine that met one of somebody else: shown with both, until the reader chooses. */
export type Conflict = {
  readonly id: string
  readonly entry: number
  readonly edit: SingleEdit
  /** Null when what it speaks of is gone, or when the edit is no value: something added, moved or removed. */
  readonly texts: { readonly mine: unknown; readonly theirs: unknown } | null
  readonly isGone: boolean
  /** What stood there when the change was made. */
  readonly before: unknown
  readonly by: string | null
  readonly at: string | null
}

/** What can be sent again as it is, and what somebody has to decide. */
export type Split = { readonly rest: readonly SingleEdit[]; readonly conflicts: readonly Conflict[] }

/**
 * Takes a refused change apart: what nobody else touched, and what merges field by field, is sent again; the rest is
 * shown to its author. `before` says, as edits, what stood there
 * when it was made.
 */
export function splitRefused(
  map: JourneyMap,
  refused: { readonly edits: readonly MapEdit[]; readonly before: readonly MapEdit[]; readonly entry: number },
  meanwhile: readonly WrittenMeanwhile[],
): Split {
  const before = new Map(
    refused.before
      .flatMap(singleEditsOf)
      .flatMap(valueEditsOf)
      .map(one => [one.part, one.value]),
  )
  const rest: SingleEdit[] = []
  const conflicts: Conflict[] = []
  let current = map
  const take = (edit: SingleEdit) => {
    current = applyEdit(current, edit).map
    rest.push(edit)
  }
  for (const edit of refused.edits.flatMap(singleEditsOf)) {
    const values = valueEditsOf(edit)
    // Each field is judged by itself, so that one that nobody touched does not wait for another.
    const singles = values.length > 0 ? values.map(value => ({ edit: value.write(value.value), value })) : [{ edit }]
    for (const { edit: single, value } of singles as readonly { edit: SingleEdit; value?: ValueEdit }[]) {
      const parts = partsOf(current, single)
      const clash = meanwhile.find(one => one.part === '**' || parts.some(part => partCovers(part, one.part)))
      const told = {
        id: crypto.randomUUID(),
        entry: refused.entry,
        edit: single,
        before: (value && before.get(value.part)) ?? null,
        by: clash?.by ?? null,
        at: clash?.at ?? null,
      }
      try {
        if (!clash) take(single)
        else if (!value) conflicts.push({ ...told, texts: null, isGone: false })
        else {
          const theirs = value.read(current)
          const merged = mergeValues(told.before, value.value, theirs, 'mine')
          if (merged.clashes) conflicts.push({ ...told, texts: { mine: value.value, theirs }, isGone: false })
          else take(value.write(merged.value))
        }
      } catch {
        conflicts.push({ ...told, texts: value ? { mine: value.value, theirs: null } : null, isGone: true })
      }
    }
  }
  return { rest, conflicts }
}

/** The edit that carries out what the reader chose; undefined when theirs stays as it is. */
export function decided(map: JourneyMap, conflict: Conflict, preference: Preference): SingleEdit | undefined {
  if (preference === 'theirs' || conflict.isGone) return undefined
  const [value] = valueEditsOf(conflict.edit)
  if (!value) return conflict.edit
  // Merged with what stands there now: it may have changed again while the question was open.
  const { value: merged } = mergeValues(conflict.before, value.value, value.read(map), preference)
  return value.write(merged)
}
