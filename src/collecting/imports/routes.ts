import {
  importErrors as errorsRoute,
  listImports as listRoute,
  previewImport as previewRoute,
  repreviewImport as repreviewRoute,
  startImport as startRoute,
  stopImport as stopRoute,
} from '../../contract/collecting-imports.ts'
import { type ServedRoute, serve } from '../../feature.ts'
import { importErrors } from './import-errors.ts'
import { listImports } from './list-imports.ts'
import { previewImport, repreviewImport } from './preview-import.ts'
import { startImport } from './start-import.ts'
import { stopImport } from './stop-import.ts'

export const importRoutes: readonly ServedRoute[] = [
  serve(previewRoute, previewImport),
  serve(repreviewRoute, repreviewImport),
  serve(startRoute, startImport),
  serve(listRoute, listImports),
  serve(stopRoute, stopImport),
  serve(errorsRoute, importErrors),
]
