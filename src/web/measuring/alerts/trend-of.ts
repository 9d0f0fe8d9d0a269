import { trendMeasures } from '../../../contract/measuring-trends.ts'
import type { ExplainView } from '../explain/view.ts'
import { readFilters } from '../filters.ts'

/** The address of the trend that a watch looks at, filters and all: what it does not narrow is not narrowed there. */
export function trendOf(measure: Readonly<Record<string, string>>): {
  [K in keyof ExplainView]?: ExplainView[K] | undefined
} {
  const { variant, ...narrowing } = measure
  const filters = readFilters({ ...narrowing, ...(variant ? { order: `v${variant}` } : {}) })
  return {
    ...filters,
    about: 'trend',
    map: measure.map,
    activity: measure.activity,
    measure: trendMeasures.find(one => one === measure.measure),
    every: measure.unit === 'week' ? 'week' : undefined,
  }
}
