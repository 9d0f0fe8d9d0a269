import type { Queryable } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import type { JourneyMap } from '../../vocabulary/map/journey-map.ts'
import { type Reader, visibleMap, withheldFrom } from '../../vocabulary/map/lane-visibility.ts'
import { emptyLibrary } from '../../vocabulary/map/library.ts'
import { picturesInCells, picturesInEvidence } from '../../vocabulary/map/pictures-of-map.ts'
import { problem } from '../../vocabulary/problem.ts'
import { stampOf } from '../stamp.ts'
import { readLibrary } from '../store/library.ts'
import { readMaps } from '../store/maps.ts'
import { libraryFor, readerOf } from '../talk/reader.ts'
import { noteBringer, readBringers, readFormerMaps } from './pictures-store.ts'

/**
 * Refuses a change that puts a picture on a map which is not kept here, or which its author may not see: showing it on
 * a map of one's own would otherwise be the way to look into a confidential lane. Whoever takes one off may put it back.
 */
export async function refuseUnseenPictures(
  context: Context,
  store: Queryable,
  before: JourneyMap,
  after: JourneyMap,
): Promise<void> {
  const [had, has] = [picturesInCells(before), picturesInCells(after)]
  if (had.size === 0 && has.size === 0) return
  const missing = (from: ReadonlySet<string>, others: ReadonlySet<string>) =>
    new Set([...from].filter(id => !others.has(id)))
  await noteBringer(store, context.workspace.number, missing(had, has), stampOf(context))
  await refuseUnseen(context, store, missing(has, had), before.id)
}

/** Refuses pictures, by id, that are not kept here or that the author may not see. */
export async function refuseUnseen(
  context: Context,
  store: Queryable,
  ids: ReadonlySet<string>,
  map?: string,
): Promise<void> {
  if (ids.size === 0) return
  const bringers = await readBringers(store, context.workspace.number, ids)
  const { by } = stampOf(context)
  const reader = await readerOf(context, store)
  const doubtful = [...ids].filter(
    id => !(bringers.has(id) && (reader.role === 'owner' || bringers.get(id)!.includes(by))),
  )
  if (doubtful.length === 0) return
  const absent = doubtful.find(id => !bringers.has(id))
  const shown = absent ? new Set<string>() : await shownTo(context, store, reader, map)
  const unseen = doubtful.find(id => !shown.has(id))
  if (unseen === undefined) return
  throw problem('map_invalid', {
    reason: {
      en: `the picture ${unseen.slice(0, 16)}… is not kept here; bring it first`,
      fr: `l’image ${unseen.slice(0, 16)}… n’est pas conservée ici ; apportez-la d’abord`,
    },
  })
}

/** The pictures that the reader may see: on the maps as they are, on what this map was, beside evidence. */
async function shownTo(context: Context, store: Queryable, reader: Reader, map: string | undefined) {
  const workspace = context.workspace.number
  const drafts = (await readMaps(store, workspace)).map(one => one.draft)
  const today = drafts.find(one => one.id === map)
  const former = today ? await readFormerMaps(store, workspace, today.id) : []
  const shown = new Set<string>()
  for (const one of [...drafts, ...former]) {
    const kept = today && former.includes(one) ? withheldFrom(today, reader) : undefined
    const seen = visibleMap(one, emptyLibrary, reader, withheldFrom(one, reader, kept)).map
    for (const id of picturesInCells(seen)) shown.add(id)
  }
  const { library } = await readLibrary(store, workspace)
  for (const id of picturesInEvidence(await libraryFor(context, library, store))) shown.add(id)
  return shown
}
