import { designProblems } from './design-problems.ts'
import type { JourneyMap } from './journey-map.ts'
import { laneName } from './lane-name.ts'
import type { MapProblem } from './map-problem.ts'
import type { MapSurroundings } from './map-surroundings.ts'
import { referenceProblems } from './reference-problems.ts'
import { shapeProblems } from './shape-problems.ts'

/**
 * All that is to be said of a map, in its order. Errors stand in the way of publishing; warnings do not.
 * Positions need no rule: lists are in display order, so they are dense by construction.
 */
export function mapProblems(journeyMap: JourneyMap, surroundings: MapSurroundings): readonly MapProblem[] {
  return [
    ...shapeProblems(journeyMap),
    ...referenceProblems(journeyMap, surroundings.library),
    ...standardProblems(journeyMap, surroundings),
    ...designProblems(journeyMap, surroundings),
  ]
}

/** The lanes that the house asks for are there. */
function standardProblems(journeyMap: JourneyMap, { lanes }: MapSurroundings): readonly MapProblem[] {
  const asked = [...(lanes?.any ?? []), ...((journeyMap.template && lanes?.[journeyMap.template]) || [])]
  return [...new Set(asked)]
    .filter(type => !journeyMap.lanes.some(lane => lane.type === type))
    .map(type => ({
      code: 'lane_missing',
      weight: 'error' as const,
      at: [{ kind: 'map' as const, id: journeyMap.id }],
      en: `The house asks this map for a lane “${laneName(type).en}”; it has none.`,
      fr: `La maison demande à cette carte une ligne « ${laneName(type).fr} » ; elle n’en a pas.`,
    }))
}
