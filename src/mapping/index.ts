import type { Feature } from '../feature.ts'
import { mapLifeDoors } from './atlas/routes.ts'
import { postgresMigrations } from './migrations.ts'
import { sweepUnshownPictures } from './pictures/sweep-pictures.ts'
import { watchFreshness } from './review/watch-freshness.ts'
import { routes } from './routes.ts'

export { bindAnswers } from './bind-answers.ts'
// Measuring asks what a journey is and which event is a visit of which touchpoint (`measuredJourneys`), and what a map
// shows (`mapWithTouchpoints`); it may have a map drawn, and a public page written, with what it measured (`drawnMap`,
// `publicMapDoors`).
export { compileCondition } from './compile-binding.ts'
export type { LivedMap } from './drawing/drawing-request.ts'
export { drawnMap } from './drawing/map-drawing.ts'
export { type KnownEvent, knownEvents } from './files/known-events.ts'
export { importMap } from './import-map.ts'
export { publicMapDoors } from './links/public-doors.ts'
export {
  currentMaps,
  type MapWithTouchpoints,
  mapWithTouchpoints,
  mapWithTouchpointsFor,
} from './map-with-touchpoints.ts'
export type { MeasuredTouchpoint } from './measured-definition.ts'
export { type MeasuredJourney, measuredJourneys } from './measured-journeys.ts'
// Other pictures than those of maps are taken by the same rules.
export { receivePicture } from './pictures/pictures.ts'
export {
  journeysToLookAt,
  keepLivedChange,
  type LivedChange,
  type PublishedJourney,
} from './review/lived-changes.ts'
export { subJourneysOf } from './sub-journeys.ts'
export { touchpointStandings } from './touchpoint-standings.ts'

export const mapping: Feature = {
  name: 'mapping',
  routes,
  doors: mapLifeDoors,
  loops: [watchFreshness, sweepUnshownPictures],
  postgresMigrations,
}
