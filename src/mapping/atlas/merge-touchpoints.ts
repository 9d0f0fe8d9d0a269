import { audit } from '../../admitting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type {
  mergeTouchpoints as mergeTouchpointsRoute,
  undoMerge as undoMergeRoute,
} from '../../contract/touchpoint-uses.ts'
import type { Transaction } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import { canonicalJson } from '../../vocabulary/map/canonical-json.ts'
import { placementsOf } from '../../vocabulary/map/journey-map.ts'
import { visibleMap } from '../../vocabulary/map/lane-visibility.ts'
import type { SingleEdit } from '../../vocabulary/map/map-edit.ts'
import { problem } from '../../vocabulary/problem.ts'
import { applyCommand } from '../live/apply-command.ts'
import { logCommands } from '../live/command-log.ts'
import { noticingChanges } from '../measured-definition.ts'
import { stampOf } from '../stamp.ts'
import { putBinding, readBindings } from '../store/bindings.ts'
import { archiveLibraryObject, putLibraryObject, readLibrary } from '../store/library.ts'
import { type KeptMap, readKeptMap, readMaps, writeDraft } from '../store/maps.ts'
import { libraryFor, readerOf } from '../talk/reader.ts'
import { faceOfMerge, insertMerge, type KeptMerge, type MovedPlacement, markUndone, readMerge } from './touchpoints.ts'

/**
 * Puts a touchpoint in the place of another: on every draft, in every rule, in one transaction. The other is archived,
 * so that versions keep it; editors who have a map open see the change as any other.
 */
export async function mergeTouchpoints(
  context: Context,
  { params, body }: InputOf<typeof mergeTouchpointsRoute>,
): Promise<AnswerOf<typeof mergeTouchpointsRoute>> {
  const workspace = context.workspace.number
  const stamp = stampOf(context)
  return await context.postgres.transaction(transaction =>
    noticingChanges(context, transaction, async () => {
      const [from, into] = [params.touchpoint, body.into]
      await refuseAbsent(context, transaction, [from, into])
      if (from === into) {
        throw problem('map_invalid', {
          reason: {
            en: 'a touchpoint is merged into another one',
            fr: 'un point de contact se fusionne avec un autre',
          },
        })
      }
      const placements: MovedPlacement[] = []
      for (const { draft } of await readMaps(transaction, workspace)) {
        const here = placementsOf(draft).filter(one => one.touchpoint === from)
        if (here.length === 0) continue
        const found = (await readKeptMap(transaction, workspace, draft.id, true))!
        await refuseHidden(context, transaction, found, from)
        await retarget(context, transaction, found, new Set(here.map(one => one.id)), from, into)
        placements.push(...here.map(one => ({ map: draft.id, placement: one.id })))
      }
      const rules = (await readBindings(transaction, workspace)).filter(one => one.touchpoint === from)
      for (const rule of rules) await putBinding(transaction, workspace, { ...rule, touchpoint: into }, stamp)
      await archiveLibraryObject(transaction, workspace, 'touchpoints', from, stamp.at)
      const merge: KeptMerge = {
        id: newId('mrg', stamp.at),
        from,
        into,
        placements,
        rules: rules.map(rule => rule.id),
        mergedAt: stamp.at,
        undoneAt: null,
      }
      await insertMerge(transaction, workspace, merge, stamp.by)
      const told = { from, into, placements: placements.length, rules: rules.length }
      await audit(context, transaction, 'touchpoints.merged', { merge: merge.id, ...told })
      return faceOfMerge(merge)
    }),
  )
}

/** Takes a merge back, wherever the place is as the merge left it. */
export async function undoMerge(
  context: Context,
  { params }: InputOf<typeof undoMergeRoute>,
): Promise<AnswerOf<typeof undoMergeRoute>> {
  const workspace = context.workspace.number
  const stamp = stampOf(context)
  return await context.postgres.transaction(transaction =>
    noticingChanges(context, transaction, async () => {
      const merge = await readMerge(transaction, workspace, params.merge)
      if (!merge || merge.undoneAt !== null) throw problem('not_found', { what: 'merge' })
      const { from, into } = merge
      const { library } = await readLibrary(transaction, workspace)
      const gone = library.touchpoints.find(one => one.id === from)
      if (!gone) throw problem('not_found', { what: 'touchpoint' })
      await putLibraryObject(transaction, workspace, 'touchpoints', gone, stamp)
      for (const map of new Set(merge.placements.map(one => one.map))) {
        const found = await readKeptMap(transaction, workspace, map, true)
        if (!found) continue
        await refuseHidden(context, transaction, found, into)
        const moved = new Set(merge.placements.flatMap(one => (one.map === map ? one.placement : [])))
        await retarget(context, transaction, found, moved, into, from)
      }
      for (const rule of await readBindings(transaction, workspace)) {
        if (rule.touchpoint === into && merge.rules.includes(rule.id))
          await putBinding(transaction, workspace, { ...rule, touchpoint: from }, stamp)
      }
      await markUndone(transaction, workspace, merge.id, stamp.at)
      await audit(context, transaction, 'touchpoints.parted', { merge: merge.id })
      return faceOfMerge({ ...merge, undoneAt: stamp.at })
    }),
  )
}

/** Changes the touchpoint of placements as an edit of the map, ordered among the others and told to who watches. */
async function retarget(
  context: Context,
  transaction: Transaction,
  found: KeptMap,
  placements: ReadonlySet<string>,
  from: string,
  to: string,
): Promise<void> {
  const edits = placementsOf(found.draft)
    .filter(one => placements.has(one.id) && one.touchpoint === from)
    .map(({ id }): SingleEdit => ({ op: 'setPlacement', placement: id, set: { touchpoint: to } }))
  if (edits.length === 0) return
  const stamp = stampOf(context)
  const command = {
    revision: found.revision,
    edits: [{ op: 'batch' as const, edits }],
    client: null,
    number: null,
    ...stamp,
  }
  const now = { draft: found.draft, revision: found.revision, recent: { from: found.revision, marks: [] } }
  const { draft, logged } = applyCommand(now, command)
  await logCommands(transaction, context.workspace.number, draft.id, [logged])
  await writeDraft(transaction, context.workspace.number, { draft, revision: logged.revision }, stamp)
}

/** Both touchpoints are there, not archived, and wholly seen by who merges them. */
async function refuseAbsent(context: Context, transaction: Transaction, ids: readonly string[]): Promise<void> {
  const { library, archived } = await readLibrary(transaction, context.workspace.number)
  const shown = await libraryFor(context, library, transaction)
  for (const id of ids) {
    const seen = shown.touchpoints.find(one => one.id === id)
    if (!seen || archived.some(one => one.kind === 'touchpoints' && one.id === id))
      throw problem('not_found', { what: 'touchpoint', id })
    if (canonicalJson(seen) !== canonicalJson(library.touchpoints.find(one => one.id === id)))
      throw problem('confidential_part')
  }
}

/** Nobody changes what stands in a lane that they may not see. */
async function refuseHidden(
  context: Context,
  transaction: Transaction,
  { draft }: KeptMap,
  touchpoint: string,
): Promise<void> {
  const { library } = await readLibrary(transaction, context.workspace.number)
  const { map } = visibleMap(draft, library, await readerOf(context, transaction))
  const count = (list: ReturnType<typeof placementsOf>) => list.filter(one => one.touchpoint === touchpoint).length
  if (count(placementsOf(map)) !== count(placementsOf(draft))) throw problem('confidential_part')
}
