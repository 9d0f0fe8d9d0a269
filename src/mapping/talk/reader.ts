import type { WholeMap } from '../../contract/mapping.ts'
import type { Queryable } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import type { JourneyMap } from '../../vocabulary/map/journey-map.ts'
import { visibleProblems } from '../../vocabulary/map/lane-guard.ts'
import {
  keepsNothing,
  type Reader,
  seesEverything,
  visibleLibrary,
  visibleMap,
  type Withheld,
  withheldFrom,
} from '../../vocabulary/map/lane-visibility.ts'
import type { Library } from '../../vocabulary/map/library.ts'
import { mapProblems } from '../../vocabulary/map/map-rules.ts'
import { readStandards } from '../atlas/standards-store.ts'
import { readBindings } from '../store/bindings.ts'
import { readLibrary } from '../store/library.ts'
import { readKeptMap, readMaps } from '../store/maps.ts'
import { departmentsOf } from './departments-store.ts'

/** Who looks at a map in this context. A key speaks for a machine that may show it to anybody: it is a guest. */
export async function readerOf(context: Context, store: Queryable = context.postgres): Promise<Reader> {
  const { actor } = context
  if (actor.kind === 'operator' || actor.kind === 'system') return seesEverything
  if (actor.kind === 'key') return { role: 'guest', departments: [] }
  if (actor.role === 'owner') return seesEverything
  return { role: actor.role, departments: await departmentsOf(store, context.workspace.number, actor.memberId) }
}

/**
 * A map whole as the reader may see it: every answer that carries one goes through here. A lane that is confidential
 * on the draft today is so on every version, whatever it was when that was published.
 */
export async function wholeMapFor(
  context: Context,
  whole: WholeMap,
  store: Queryable = context.postgres,
  asked?: Reader,
): Promise<WholeMap> {
  const reader = asked ?? (await readerOf(context, store))
  const withheld = await withheldOf(store, context.workspace.number, whole, reader)
  if (keepsNothing(withheld)) return whole
  const { map, library } = visibleMap(whole.map, whole.library, reader, withheld)
  const touchpoints = new Set(library.touchpoints.map(touchpoint => touchpoint.id))
  return {
    ...whole,
    map,
    library,
    bindings: whole.bindings.filter(rule => touchpoints.has(rule.touchpoint)),
    touchpointNumbers: Object.fromEntries(
      Object.entries(whole.touchpointNumbers).filter(([id]) => touchpoints.has(id)),
    ),
    problems: whole.version ? whole.problems : await problemsFor(context, store, whole.problems, map, withheld),
  }
}

async function withheldOf(
  store: Queryable,
  workspace: number,
  whole: Pick<WholeMap, 'map' | 'version'>,
  reader: Reader,
): Promise<Withheld> {
  if (reader.role === 'owner') return withheldFrom({ lanes: [] }, reader)
  if (whole.version === null) return withheldFrom(whole.map, reader)
  const today = await readKeptMap(store, workspace, whole.map.id)
  return withheldFrom(whole.map, reader, today && withheldFrom(today.draft, reader))
}

/** The problems that may be told to a reader who is shown `map` of a map that has `problems`. */
async function problemsFor(
  context: Context,
  store: Queryable,
  problems: WholeMap['problems'],
  map: JourneyMap,
  withheld: Withheld,
): Promise<WholeMap['problems']> {
  const { library } = await readLibrary(store, context.workspace.number)
  const bindings = await readBindings(store, context.workspace.number)
  const bound = new Set(bindings.map(rule => rule.touchpoint))
  return [
    ...visibleProblems(
      problems,
      mapProblems(map, { library, bound, ...(await readStandards(store, context.workspace.number)) }),
      withheld,
    ),
  ]
}

/** The library as the reader may see it, over all maps of the workspace. */
export async function libraryFor(
  context: Context,
  library: Library,
  store: Queryable = context.postgres,
): Promise<Library> {
  const reader = await readerOf(context, store)
  if (reader.role === 'owner') return library
  const maps = await readMaps(store, context.workspace.number)
  return visibleLibrary(
    maps.map(({ draft }) => {
      const withheld = withheldFrom(draft, reader)
      return { map: draft, shown: visibleMap(draft, library, reader, withheld).map, withheld }
    }),
    library,
  )
}
