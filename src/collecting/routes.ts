import type { ServedRoute } from '../feature.ts'

export const routes: readonly ServedRoute[] = []
