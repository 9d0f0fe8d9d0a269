import type { AssetImpact, getAssetImpact as getAssetImpactRoute } from '../../contract/asset-impact.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { impactOf } from '../../vocabulary/map/asset-impact.ts'
import { visibleMap } from '../../vocabulary/map/lane-visibility.ts'
import { problem } from '../../vocabulary/problem.ts'
import { readJourneys } from '../store/journeys.ts'
import { readLibrary } from '../store/library.ts'
import { readMaps } from '../store/maps.ts'
import { libraryFor, readerOf } from './reader.ts'

/** Which steps break, over all maps that are in use and as far as the reader may see them, if the asset stops. */
export async function getAssetImpact(
  context: Context,
  { params }: InputOf<typeof getAssetImpactRoute>,
): Promise<AnswerOf<typeof getAssetImpactRoute>> {
  const workspace = context.workspace.number
  const { library } = await readLibrary(context.postgres, workspace)
  const seen = await libraryFor(context, library)
  if (!seen.assets.some(one => one.id === params.asset)) throw problem('not_found', { what: 'asset' })
  const reader = await readerOf(context)
  const journeys = new Map((await readJourneys(context.postgres, workspace)).map(one => [one.journey.id, one.journey]))
  const touchpoints = new Map(library.touchpoints.map(one => [one.id, one]))
  const maps = (await readMaps(context.postgres, workspace)).filter(one => one.archivedAt === null)
  const places = maps.flatMap(({ draft, journeyId }): AssetImpact['places'] => {
    const { map } = visibleMap(draft, library, reader)
    const steps = new Map(map.phases.flatMap(phase => phase.steps.map(step => [step.id, { step, phase }] as const)))
    return impactOf(map, params.asset).map(place => {
      const { step, phase } = steps.get(place.step)!
      return {
        map: map.id,
        mapName: map.name ?? journeys.get(journeyId)?.name ?? { en: map.id },
        phase: phase.id,
        phaseName: phase.name,
        step: step.id,
        stepTitle: step.title,
        placement: place.placement,
        touchpoint: place.touchpoint,
        touchpointName: touchpoints.get(place.touchpoint)?.name ?? { en: place.touchpoint },
        expected: place.expected,
        wayAround: place.wayAround,
        departments: [...place.departments],
      }
    })
  })
  return { asset: params.asset, places }
}
