import type { Role } from '../role.ts'
import type { Placement, Touchpoint } from '../touchpoint.ts'
import type { JourneyMap, Lane, LaneType, Phase, Step } from './journey-map.ts'
import { type Library, type LibraryKind, libraryKinds } from './library.ts'
import { referencesOf } from './reference-problems.ts'

/** Who looks at a map. A guest is whoever is no member: a public link, a key. */
export type Reader = { readonly role: Role | 'guest'; readonly departments: readonly string[] }

/** Somebody from whom nothing is kept: an owner, or the installation itself. */
export const seesEverything: Reader = { role: 'owner', departments: [] }

/**
 * Whether the reader may see the lane. Its visibility is `all`, or a list of roles and ids of departments. An owner
 * sees every lane, so that no lane is ever lost; a guest sees only what all may see, whatever the list says.
 */
export function maySeeLane(lane: Pick<Lane, 'visibility'>, reader: Reader): boolean {
  if (lane.visibility === 'all' || reader.role === 'owner') return true
  if (reader.role === 'guest') return false
  return lane.visibility.some(one => one === reader.role || reader.departments.includes(one))
}

/**
 * What is kept from a reader: lanes by id, and the types of these lanes. `costs` says that what things cost is kept
 * too. No type of lane is for costs alone: they are told by lanes of metrics, and by free lanes under any name, so
 * that one of these being confidential keeps every cost.
 */
export type Withheld = {
  readonly lanes: ReadonlySet<string>
  readonly types: ReadonlySet<LaneType>
  readonly costs: boolean
}

const tellsCosts: readonly LaneType[] = ['metric', 'custom', 'text']

/** What of the map is kept from the reader. Where two lanes of a type differ, the confidential one decides for what both would tell. */
export function withheldFrom(map: Pick<JourneyMap, 'lanes'>, reader: Reader, kept?: Withheld): Withheld {
  const hidden = map.lanes.filter(lane => !maySeeLane(lane, reader) || kept?.lanes.has(lane.id))
  const types = new Set([...hidden.map(lane => lane.type), ...(kept?.types ?? [])])
  return {
    lanes: new Set([...hidden.map(lane => lane.id), ...(kept?.lanes ?? [])]),
    types,
    costs: tellsCosts.some(type => types.has(type)),
  }
}

export function keepsNothing(withheld: Withheld): boolean {
  return withheld.types.size === 0
}

export type Shown = { readonly map: JourneyMap; readonly library: Library }

/**
 * The map and its library as the reader may see them. A hidden lane goes with its cells and with what lanes of its
 * type tell: metrics of placements, who is responsible, processes, procedures, tools, channels, declared and desired
 * emotions, and with a touchpoint lane the placements themselves. What of the library only these referred to goes too.
 */
export function visibleMap(
  map: JourneyMap,
  library: Library,
  reader: Reader,
  withheld: Withheld = withheldFrom(map, reader),
): Shown {
  if (keepsNothing(withheld)) return { map, library }
  const assets = hiddenAssets(library, withheld)
  const phases = map.phases.map(phase => visiblePhase(phase, withheld, assets))
  const shown: JourneyMap = {
    ...map,
    lanes: map.lanes.filter(lane => !withheld.lanes.has(lane.id)),
    phases,
    momentsOfTruth: withheld.types.has('touchpoint') ? [] : map.momentsOfTruth,
  }
  return { map: shown, library: visibleLibrary([{ map, shown, withheld }], library) }
}

/**
 * The library as somebody may see it who is shown these maps of it. An object that is used only where the reader may
 * not look is not there; what is used nowhere, or also in the open, is. Costs of touchpoints go where a map keeps them.
 */
export function visibleLibrary(
  maps: readonly { readonly map: JourneyMap; readonly shown: JourneyMap; readonly withheld: Withheld }[],
  library: Library,
): Library {
  const keeping = maps.filter(one => !keepsNothing(one.withheld))
  if (keeping.length === 0) return library
  const placedWhere = (isKept: (withheld: Withheld) => boolean) =>
    new Set(
      keeping
        .filter(one => isKept(one.withheld))
        .flatMap(({ map }) => referencesOf(map).flatMap(({ kind, id }) => (kind === 'touchpoints' ? [id] : []))),
    )
  const costly = placedWhere(withheld => withheld.costs)
  const channelled = placedWhere(withheld => withheld.types.has('channel'))
  const touchpoints = library.touchpoints.map((touchpoint): Touchpoint => {
    const costPerVisit = costly.has(touchpoint.id) ? null : touchpoint.costPerVisit
    const channels = channelled.has(touchpoint.id) ? [] : touchpoint.channels
    return costPerVisit === touchpoint.costPerVisit && channels === touchpoint.channels
      ? touchpoint
      : { ...touchpoint, costPerVisit, channels }
  })
  const shown: Library = { ...library, touchpoints }
  const inTheOpen = used(
    maps.map(one => one.shown),
    shown,
  )
  const kept = used(
    keeping.map(one => one.map),
    library,
  )
  const isShown = (key: string) => inTheOpen.has(key) || !kept.has(key)
  const lists = libraryKinds.map(kind => [kind, shown[kind].filter(({ id }) => isShown(`${kind}/${id}`))])
  return { ...shown, ...(Object.fromEntries(lists) as Partial<Library>) }
}

/** What maps use of a library, directly and through what they use, as `kind/id`. */
function used(maps: readonly JourneyMap[], library: Library): ReadonlySet<string> {
  const found = new Set(maps.flatMap(map => referencesOf(map).map(({ kind, id }) => `${kind}/${id}`)))
  const add = (kind: LibraryKind, ids: readonly (string | null)[]) => {
    for (const id of ids) if (id !== null) found.add(`${kind}/${id}`)
  }
  for (const one of library.touchpoints) if (found.has(`touchpoints/${one.id}`)) add('channels', one.channels)
  for (const one of library.personas) if (found.has(`personas/${one.id}`)) add('evidence', one.evidence)
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const one of library.departments) if (found.has(`departments/${one.id}`)) add('departments', [one.parent])
  }
  return found
}

function visiblePhase(phase: Phase, withheld: Withheld, assets: ReadonlySet<string>): Phase {
  return {
    ...phase,
    desired: withheld.types.has('desired') ? null : phase.desired,
    steps: phase.steps.map(step => visibleStep(step, withheld, assets)),
  }
}

function visibleStep(step: Step, { lanes, types, costs }: Withheld, assets: ReadonlySet<string>): Step {
  const placement = (one: Placement): Placement => ({
    ...one,
    channels: types.has('channel') ? [] : one.channels,
    raci: types.has('people') ? [] : one.raci,
    assets: one.assets.filter(id => !assets.has(id)),
    metrics: types.has('metric') ? [] : costs ? one.metrics.filter(link => link.role !== 'cost') : one.metrics,
  })
  return {
    ...step,
    placements: types.has('touchpoint') ? [] : step.placements.map(placement),
    cells: step.cells.filter(cell => !lanes.has(cell.lane)),
    emotion: {
      ...step.emotion,
      declared: types.has('emotion') ? [] : step.emotion.declared,
      desired: types.has('desired') ? null : step.emotion.desired,
    },
  }
}

/** Processes, procedures and tools whose lane is kept. */
export function hiddenAssets(library: Library, { types }: Withheld): ReadonlySet<string> {
  return new Set(library.assets.filter(asset => types.has(asset.type)).map(asset => asset.id))
}
