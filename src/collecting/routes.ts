import type { ServedRoute } from '../feature.ts'
import { importRoutes } from './imports/routes.ts'

export const routes: readonly ServedRoute[] = [...importRoutes]
