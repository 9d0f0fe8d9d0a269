import type { Installation } from '../feature.ts'
import type { Label } from '../vocabulary/label.ts'
import { stepsOf } from '../vocabulary/map/journey-map.ts'
import { readJourneys } from './store/journeys.ts'
import { readMaps } from './store/maps.ts'
import { keptMap } from './whole-map.ts'

/** A step that opens into a journey of its own, and the map on which that one is told. */
export type SubJourney = {
  readonly step: string
  readonly journey: string
  readonly name: Label
  /** Its current map, else its first; null where it has none. */
  readonly map: string | null
}

/** The journeys that the steps of a map's draft open into, in the order of its steps. Those that are gone are not told. */
export async function subJourneysOf(
  { postgres }: Pick<Installation, 'postgres'>,
  workspace: number,
  mapId: string,
): Promise<readonly SubJourney[]> {
  const { draft } = await keptMap(postgres, workspace, mapId)
  const opening = stepsOf(draft).filter(step => step.subJourney != null)
  if (opening.length === 0) return []
  const journeys = await readJourneys(postgres, workspace)
  const open = (await readMaps(postgres, workspace)).filter(one => one.archivedAt === null)
  return opening.flatMap(step => {
    const found = journeys.find(({ journey }) => journey.id === step.subJourney)?.journey
    if (!found || found.status === 'archived') return []
    const own = open.filter(one => one.journeyId === found.id)
    const map = own.find(one => one.draft.kind === 'current') ?? own[0]
    return [{ step: step.id, journey: found.id, name: found.name, map: map?.draft.id ?? null }]
  })
}
