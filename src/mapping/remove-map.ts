import { audit } from '../admitting/index.ts'
import type { removeMap as removeMapRoute, restoreMap as restoreMapRoute } from '../contract/mapping.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { keepsNothing, withheldFrom } from '../vocabulary/map/lane-visibility.ts'
import { problem } from '../vocabulary/problem.ts'
import { noticingChanges } from './measured-definition.ts'
import { stampOf } from './stamp.ts'
import { deleteJourney, updateJourney } from './store/journeys.ts'
import { archiveMap, deleteMap, readMaps } from './store/maps.ts'
import { readVersions } from './store/versions.ts'
import { readerOf } from './talk/reader.ts'
import { faceOf, keptJourney, keptMap } from './whole-map.ts'

/** Deletes a map that was never published, archives one that was; a journey goes the way of its last map. */
export async function removeMap(
  context: Context,
  { params }: InputOf<typeof removeMapRoute>,
): Promise<AnswerOf<typeof removeMapRoute>> {
  const workspace = context.workspace.number
  const stamp = stampOf(context)
  return await context.postgres.transaction(transaction =>
    noticingChanges(context, transaction, async () => {
      const found = await keptMap(transaction, workspace, params.map, true)
      const published = (await readVersions(transaction, workspace, params.map)).length > 0
      // Nobody deletes for good what they may not see; what is archived comes back.
      if (!published && !keepsNothing(withheldFrom(found.draft, await readerOf(context, transaction))))
        throw problem('confidential_part')
      if (published) await archiveMap(transaction, workspace, params.map, stamp.at)
      else await deleteMap(transaction, workspace, params.map)
      const rest = (await readMaps(transaction, workspace)).filter(one => one.journeyId === found.journeyId)
      if (rest.length === 0) {
        await deleteJourney(transaction, workspace, found.journeyId)
      } else if (rest.every(one => one.archivedAt !== null)) {
        const { journey } = await keptJourney(transaction, workspace, found.journeyId, true)
        await updateJourney(transaction, workspace, { ...journey, status: 'archived' }, stamp)
      }
      const outcome = published ? ('archived' as const) : ('deleted' as const)
      await audit(context, transaction, 'map.removed', { map: params.map, outcome })
      return { outcome }
    }),
  )
}

/** Brings an archived map back, and its journey with it. */
export async function restoreMap(
  context: Context,
  { params }: InputOf<typeof restoreMapRoute>,
): Promise<AnswerOf<typeof restoreMapRoute>> {
  const workspace = context.workspace.number
  const stamp = stampOf(context)
  return await context.postgres.transaction(transaction =>
    noticingChanges(context, transaction, async () => {
      const found = await keptMap(transaction, workspace, params.map, true)
      const { journey } = await keptJourney(transaction, workspace, found.journeyId, true)
      await archiveMap(transaction, workspace, params.map, null)
      if (journey.status === 'archived') {
        await updateJourney(transaction, workspace, { ...journey, status: 'active' }, stamp)
      }
      await audit(context, transaction, 'map.restored', { map: params.map })
      return faceOf({ ...found, archivedAt: null })
    }),
  )
}
