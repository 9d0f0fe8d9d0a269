import { type Viewport, viewports } from '../../../vocabulary/page-sample.ts'
import { type MapView, readMapView } from '../view.ts'

/** What the address says of pages, beside the filters: which one is looked at, and at which width. */
export type HeatmapsView = MapView & { readonly page?: string; readonly width?: Viewport }

/** Reads the address; what is not well formed is left out rather than refused. */
export function readHeatmapsView(search: Record<string, unknown>): HeatmapsView {
  const { page } = search
  const width = viewports.find(one => one === search.width)
  return {
    ...readMapView(search),
    ...(typeof page === 'string' && page !== '' ? { page: page.slice(0, 200) } : {}),
    ...(width ? { width } : {}),
  }
}
