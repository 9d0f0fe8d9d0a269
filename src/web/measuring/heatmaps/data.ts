import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { askHeatmap, askPages } from '../../../contract/measuring-pages.ts'
import type { Viewport } from '../../../vocabulary/page-sample.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { question } from '../../client.ts'
import { useAddressView } from '../../kit/use-address-view.ts'
import { useMeasureFilter } from '../data.ts'
import type { HeatmapsView } from './view.ts'

export const useHeatmapsView = useAddressView<HeatmapsView>

/** The period and whose views; samples know neither channel nor journey. */
function useSampleFilter() {
  const filter = useMeasureFilter()
  if (!filter) return undefined
  const { from, to, cohort, segment } = filter
  return { from, to, ...(cohort ? { cohort } : {}), ...(segment ? { segment } : {}) }
}

/** The pages that were sampled; with a touchpoint of a map, those that are its are marked. */
export function usePages(of: { readonly map?: string | undefined; readonly touchpoint?: string | undefined } = {}) {
  const workspace = useWorkspaceKey()
  const filter = useSampleFilter()
  const { map, touchpoint } = of
  const query = { ...filter, ...(map && touchpoint ? { map, touchpoint } : {}) }
  return useQuery({
    ...question(askPages, { params: { workspace }, query }),
    enabled: filter !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}

export function useHeatmap({ page, viewport }: { readonly page: string; readonly viewport: Viewport }) {
  const workspace = useWorkspaceKey()
  const filter = useSampleFilter()
  const query = { ...filter, page, viewport }
  return useQuery({
    ...question(askHeatmap, { params: { workspace }, query }),
    enabled: filter !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}
