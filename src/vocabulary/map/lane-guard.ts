import { problem } from '../problem.ts'
import { applyEdit } from './apply-edit.ts'
import { canonicalJson } from './canonical-json.ts'
import { type JourneyMap, placementsOf, stepsOf } from './journey-map.ts'
import { hiddenAssets, keepsNothing, type Reader, type Withheld, withheldFrom } from './lane-visibility.ts'
import type { Library } from './library.ts'
import { type MapEdit, type SingleEdit, singleEditsOf } from './map-edit.ts'
import type { MapProblem } from './map-problem.ts'

/**
 * Refuses a change of a map that touches what its author may not see, however it was made: an edit, a removal of what
 * lies around it, a file in its place. Also refused is a change after which its author would see less, as nobody but
 * an owner could take it back.
 */
export function refuseUnseen(
  before: JourneyMap,
  after: JourneyMap,
  library: Library,
  reader: Reader,
  withheld: Withheld = withheldFrom(before, reader),
): void {
  const later = withheldFrom(after, reader)
  if ([...later.lanes].some(lane => !withheld.lanes.has(lane))) {
    throw problem('map_invalid', {
      reason: {
        en: 'you would no longer see this lane yourself; an owner can set it so',
        fr: 'vous ne verriez plus cette ligne vous-même ; un propriétaire peut le régler ainsi',
      },
    })
  }
  if (keepsNothing(withheld)) return
  if (hiddenPart(before, library, withheld) !== hiddenPart(after, library, withheld)) throw problem('confidential_part')
}

/** What of the map the reader may not see, as text: equal texts, nothing touched. */
function hiddenPart(map: JourneyMap, library: Library, { lanes, types, costs }: Withheld): string {
  const assets = hiddenAssets(library, { lanes, types, costs })
  const part: Record<string, unknown> = { lanes: map.lanes.filter(lane => lanes.has(lane.id)) }
  // Only what says something counts: an empty list is the same as no element at all.
  const keep = (place: string, list: readonly unknown[]) => {
    if (list.length > 0) part[place] = list
  }
  const given = <Value>(value: Value | null) => (value === null ? [] : [value])
  for (const phase of map.phases) {
    if (types.has('desired')) keep(`phase ${phase.id} desired`, given(phase.desired))
  }
  for (const step of stepsOf(map)) {
    keep(
      `step ${step.id} cells`,
      step.cells.filter(cell => lanes.has(cell.lane)),
    )
    if (types.has('emotion')) keep(`step ${step.id} declared`, step.emotion.declared)
    if (types.has('desired')) keep(`step ${step.id} desired`, given(step.emotion.desired))
    if (types.has('touchpoint')) keep(`step ${step.id} placements`, step.placements)
  }
  for (const placement of placementsOf(map)) {
    const place = `placement ${placement.id}`
    if (types.has('channel')) keep(`${place} channels`, placement.channels)
    if (types.has('people')) keep(`${place} raci`, placement.raci)
    keep(
      `${place} assets`,
      placement.assets.filter(id => assets.has(id)),
    )
    if (types.has('metric')) keep(`${place} metrics`, placement.metrics)
    else if (costs)
      keep(
        `${place} costs`,
        placement.metrics.filter(link => link.role === 'cost'),
      )
  }
  if (types.has('touchpoint')) keep('moments', map.momentsOfTruth)
  return canonicalJson(part)
}

/**
 * The edit as the whole map takes it, when its author knows only what they see (`inside`), or the other way round
 * (`outside`): positions are counted over the other list, and what a list holds unseen stays in it. An edit of a
 * hidden lane is refused as one of a lane that is not there.
 */
export function editThrough(
  map: JourneyMap,
  edit: MapEdit,
  library: Library,
  withheld: Withheld,
  direction: 'inside' | 'outside',
): MapEdit {
  if (keepsNothing(withheld)) return edit
  const assets = hiddenAssets(library, withheld)
  if (edit.op !== 'batch') return passed(map, edit, withheld, assets, direction)
  let current = map
  const edits: SingleEdit[] = []
  for (const single of singleEditsOf(edit)) {
    const told = passed(current, single, withheld, assets, direction)
    edits.push(told)
    current = applyEdit(current, direction === 'inside' ? told : single).map
  }
  return { op: 'batch', edits }
}

/** Edits that follow each other from that map on, as their reader may know them. */
export function editsSeen(map: JourneyMap, edits: readonly MapEdit[], library: Library, withheld: Withheld): MapEdit[] {
  if (keepsNothing(withheld)) return [...edits]
  let current = map
  return edits.map(edit => {
    const told = editThrough(current, edit, library, withheld, 'outside')
    current = applyEdit(current, edit).map
    return told
  })
}

function passed(
  map: JourneyMap,
  edit: SingleEdit,
  { lanes, types, costs }: Withheld,
  assets: ReadonlySet<string>,
  direction: 'inside' | 'outside',
): SingleEdit {
  const isSeen = (lane: string) => !lanes.has(lane)
  const moved = (list: readonly string[], at: number) =>
    direction === 'inside' ? insideOf(list, at, isSeen) : list.slice(0, at).filter(isSeen).length
  switch (edit.op) {
    case 'setLane':
    case 'removeLane':
    case 'moveLane':
      if (!isSeen(edit.lane)) throw problem('not_found', { what: 'lane', id: edit.lane })
      if (edit.op !== 'moveLane') return edit
      return {
        ...edit,
        to: moved(
          map.lanes.map(lane => lane.id).filter(id => id !== edit.lane),
          edit.to,
        ),
      }
    case 'addLane':
      if (edit.at === undefined) return edit
      return {
        ...edit,
        at: moved(
          map.lanes.map(lane => lane.id),
          edit.at,
        ),
      }
    case 'setCell': {
      if (!isSeen(edit.lane)) throw problem('not_found', { what: 'lane', id: edit.lane })
      const step = stepsOf(map).find(one => one.id === edit.step)
      if (edit.at === undefined || !step) return edit
      return {
        ...edit,
        at: moved(
          step.cells.map(cell => cell.lane),
          edit.at,
        ),
      }
    }
    case 'setPlacement': {
      const { metrics, assets: named } = edit.set
      const there = placementsOf(map).find(one => one.id === edit.placement)
      const isCost = (link: { readonly role: string }) => costs && !types.has('metric') && link.role === 'cost'
      const [unseenMetrics, unseenAssets] =
        direction === 'inside'
          ? [there?.metrics.filter(isCost) ?? [], there?.assets.filter(id => assets.has(id)) ?? []]
          : [[], []]
      return {
        ...edit,
        set: {
          ...edit.set,
          ...(metrics
            ? {
                metrics:
                  direction === 'inside' ? [...metrics, ...unseenMetrics] : metrics.filter(link => !isCost(link)),
              }
            : {}),
          ...(named
            ? { assets: direction === 'inside' ? [...named, ...unseenAssets] : named.filter(id => !assets.has(id)) }
            : {}),
        },
      }
    }
    default:
      return edit
  }
}

/** The place in the whole list of what stands at `at` among what is seen; the end when nothing does. */
function insideOf(list: readonly string[], at: number, isSeen: (lane: string) => boolean): number {
  const seen = list.flatMap((lane, index) => (isSeen(lane) ? [index] : []))
  return seen[at] ?? list.length
}

/**
 * The problems of a map that a reader may hear of. Those that only the whole map has speak of what is hidden, those
 * that only the visible map has are not real; and who is accountable is not told by saying that nobody is.
 */
export function visibleProblems(
  whole: readonly MapProblem[],
  shown: readonly MapProblem[],
  withheld: Withheld,
): readonly MapProblem[] {
  if (keepsNothing(withheld)) return whole
  const known = new Set(shown.map(one => `${one.code} ${one.en}`))
  return whole.filter(
    one => known.has(`${one.code} ${one.en}`) && !(withheld.types.has('people') && one.code.startsWith('accountable_')),
  )
}
