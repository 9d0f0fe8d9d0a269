import * as bindings from '../contract/map-bindings.ts'
import { drawMap } from '../contract/map-drawing.ts'
import { exportMapFile as exportFileRoute, importMapFile as importFileRoute } from '../contract/map-files.ts'
import * as library from '../contract/map-library.ts'
import { addPicture as addPictureRoute, getPicture as getPictureRoute } from '../contract/map-pictures.ts'
import * as contract from '../contract/mapping.ts'
import { serve } from '../feature.ts'
import { mapLifeRoutes } from './atlas/routes.ts'
import { listBindings, removeBinding, saveBinding } from './bindings.ts'
import { createMap } from './create-map.ts'
import { mapDrawing } from './drawing/map-drawing.ts'
import { editLibrary, getLibrary } from './edit-library.ts'
import { editMap } from './edit-map.ts'
import { exportMap } from './export-map.ts'
import { exportMapFile } from './files/export-map-file.ts'
import { importMapFile } from './files/import-map-file.ts'
import { getMap } from './get-map.ts'
import { importMap } from './import-map.ts'
import { listJourneys, listVersions } from './list-journeys.ts'
import { liveRoutes } from './live/routes.ts'
import { addPicture, getPicture } from './pictures/pictures.ts'
import { publishMap } from './publish-map.ts'
import { getCoverage } from './questions/coverage.ts'
import { previewBinding } from './questions/preview-binding.ts'
import { removeMap, restoreMap } from './remove-map.ts'
import { setJourney } from './set-journey.ts'
import { talkRoutes } from './talk/routes.ts'

export const routes = [
  serve(contract.listJourneys, listJourneys),
  serve(contract.setJourney, setJourney),
  serve(contract.createMap, createMap),
  serve(contract.importMap, importMap),
  serve(contract.getMap, getMap),
  serve(contract.editMap, editMap),
  serve(contract.publishMap, publishMap),
  serve(contract.listVersions, listVersions),
  serve(contract.exportMap, exportMap),
  serve(drawMap, mapDrawing),
  serve(importFileRoute, importMapFile),
  serve(exportFileRoute, exportMapFile),
  serve(contract.removeMap, removeMap),
  serve(contract.restoreMap, restoreMap),
  serve(library.getLibrary, getLibrary),
  serve(library.editLibrary, editLibrary),
  serve(bindings.listBindings, listBindings),
  serve(bindings.saveBinding, saveBinding),
  serve(bindings.removeBinding, removeBinding),
  serve(bindings.previewBinding, previewBinding),
  serve(bindings.getCoverage, getCoverage),
  serve(addPictureRoute, addPicture),
  serve(getPictureRoute, getPicture),
  ...liveRoutes,
  ...talkRoutes,
  ...mapLifeRoutes,
]
