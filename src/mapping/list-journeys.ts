import type {
  JourneyFace,
  listJourneys as listJourneysRoute,
  listVersions as listVersionsRoute,
} from '../contract/mapping.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { readJourneys } from './store/journeys.ts'
import { readMaps } from './store/maps.ts'
import { readVersions } from './store/versions.ts'
import { faceOf, keptMap } from './whole-map.ts'

/** The journeys with their maps; what was archived only when it is asked for. */
export async function listJourneys(
  context: Context,
  { query }: InputOf<typeof listJourneysRoute>,
): Promise<AnswerOf<typeof listJourneysRoute>> {
  const withArchived = query.archived === 'true'
  const maps = await readMaps(context.postgres, context.workspace.number)
  const journeys = await readJourneys(context.postgres, context.workspace.number)
  return {
    journeys: journeys
      .filter(({ journey }) => withArchived || journey.status !== 'archived')
      .map(
        ({ journey, number }): JourneyFace => ({
          journey,
          number,
          maps: maps
            .filter(found => found.journeyId === journey.id && (withArchived || found.archivedAt === null))
            .map(faceOf),
        }),
      ),
  }
}

export async function listVersions(
  context: Context,
  { params }: InputOf<typeof listVersionsRoute>,
): Promise<AnswerOf<typeof listVersionsRoute>> {
  await keptMap(context.postgres, context.workspace.number, params.map)
  return { versions: [...(await readVersions(context.postgres, context.workspace.number, params.map))] }
}
