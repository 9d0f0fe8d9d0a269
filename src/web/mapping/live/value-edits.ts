import { canonicalJson } from '../../../vocabulary/map/canonical-json.ts'
import type { JourneyMap } from '../../../vocabulary/map/journey-map.ts'
import type { SingleEdit } from '../../../vocabulary/map/map-edit.ts'
import { laneOf, momentOf, phaseOf, placementOf, stepOf } from '../../../vocabulary/map/map-lookup.ts'

/** An edit that gives one part of a map a value: it can be compared with what others wrote there, and merged with it. */
export type ValueEdit = {
  /** The part, as `partsOf` calls it. */
  readonly part: string
  readonly value: unknown
  /** What stands there; throws `not_found` when the element is gone. */
  readonly read: (map: JourneyMap) => unknown
  readonly write: (value: unknown) => SingleEdit
}

/** The values that an edit gives, part by part; none for what adds, moves or removes. */
export function valueEditsOf(edit: SingleEdit): readonly ValueEdit[] {
  switch (edit.op) {
    case 'setMap':
      return fields(
        'map',
        edit.set,
        map => map,
        set => ({ op: 'setMap', set }) as SingleEdit,
      )
    case 'setPhase':
      return fields(
        `phase:${edit.phase}`,
        edit.set,
        map => phaseOf(map, edit.phase),
        set => ({ ...edit, set }) as SingleEdit,
      )
    case 'setStep':
      return fields(
        `step:${edit.step}`,
        edit.set,
        map => stepOf(map, edit.step).step,
        set => ({ ...edit, set }) as SingleEdit,
      )
    case 'setPlacement':
      return fields(
        `placement:${edit.placement}`,
        edit.set,
        map => placementOf(map, edit.placement).placement,
        set => ({ ...edit, set }) as SingleEdit,
      )
    case 'setLane':
      return fields(
        `lane:${edit.lane}`,
        edit.set,
        map => laneOf(map, edit.lane),
        set => ({ ...edit, set }) as SingleEdit,
      )
    case 'setMoment':
      return fields(
        `moment:${edit.placement}`,
        edit.set,
        map => momentOf(map, edit.placement),
        set => ({ ...edit, set }) as SingleEdit,
      )
    case 'setCell':
      return [
        {
          part: `step:${edit.step}/cell/${edit.lane}`,
          value: edit.cell,
          read: map => {
            laneOf(map, edit.lane)
            return stepOf(map, edit.step).step.cells.find(cell => cell.lane === edit.lane) ?? null
          },
          write: value => ({ ...edit, cell: value as typeof edit.cell }),
        },
      ]
    case 'setDeclared':
      return [
        {
          part: `step:${edit.step}/declared/${edit.persona ?? ''}`,
          value: edit.emotion,
          read: map => stepOf(map, edit.step).step.emotion.declared.find(one => one.persona === edit.persona) ?? null,
          write: value => ({ ...edit, emotion: value as typeof edit.emotion }),
        },
      ]
    case 'setDesired':
      return [
        {
          part: `step:${edit.step}/desired`,
          value: edit.desired,
          read: map => stepOf(map, edit.step).step.emotion.desired,
          write: value => ({ ...edit, desired: value as typeof edit.desired }),
        },
      ]
    default:
      return []
  }
}

function fields(
  element: string,
  set: Readonly<Record<string, unknown>>,
  find: (map: JourneyMap) => object,
  write: (set: Record<string, unknown>) => SingleEdit,
): readonly ValueEdit[] {
  return Object.entries(set).map(([field, value]) => ({
    part: `${element}/${field}`,
    value,
    read: map => (find(map) as Record<string, unknown>)[field] ?? null,
    write: changed => write({ [field]: changed }),
  }))
}

/** Which of two values stays where both changed the same thing; `both` joins texts, one under the other. */
export type Preference = 'mine' | 'theirs' | 'both'

export type Merged = { readonly value: unknown; readonly clashes: boolean }

/**
 * Merges two changes of one value, field by field: what only one of them changed is kept from that one. `clashes` says
 * that both changed the same field to different things; `preference` then decided.
 */
export function mergeValues(before: unknown, mine: unknown, theirs: unknown, preference: Preference): Merged {
  if (same(mine, theirs) || same(before, mine)) return { value: theirs, clashes: false }
  if (same(before, theirs)) return { value: mine, clashes: false }
  if (isPlain(mine) && isPlain(theirs)) {
    const was = isPlain(before) ? before : {}
    const merged: Record<string, unknown> = {}
    let clashes = false
    for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
      const one = mergeValues(was[key], mine[key], theirs[key], preference)
      clashes ||= one.clashes
      if (one.value !== undefined) merged[key] = one.value
    }
    return { value: merged, clashes }
  }
  return { value: preferred(mine, theirs, preference), clashes: true }
}

function preferred(mine: unknown, theirs: unknown, preference: Preference): unknown {
  if (preference === 'both' && typeof mine === 'string' && typeof theirs === 'string') return `${theirs}\n${mine}`
  // Where one has text and the other nothing, both means the text.
  if (preference === 'both') return mine ?? theirs
  return preference === 'mine' ? mine : theirs
}

const same = (a: unknown, b: unknown) => canonicalJson(a ?? null) === canonicalJson(b ?? null)

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
