import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { askHeatmap, askPages } from '../../../contract/measuring-pages.ts'
import {
  bringPagePicture,
  getSampleKeeping,
  removePagePicture,
  setSampleKeeping,
} from '../../../contract/page-pictures.ts'
import type { Viewport } from '../../../vocabulary/page-sample.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'
import { useAddressView } from '../../kit/use-address-view.ts'
import { shrinkPicture } from '../../mapping/pictures/shrink-picture.ts'
import { useMeasureFilter } from '../data.ts'
import type { HeatmapsView } from './view.ts'

/** Brings a picture of a page, or takes it off; the drawing shows it at once. */
export function usePagePicture(of: { readonly page: string; readonly viewport: Viewport }) {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  const onSuccess = () => answers.invalidateQueries({ queryKey: [askHeatmap.name] })
  return {
    bring: useMutation({
      mutationFn: async (file: File) =>
        call(bringPagePicture, { params: { workspace }, query: of, file: await shrinkPicture(file, mostOfPage) }),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: () => call(removePagePicture, { params: { workspace }, query: of }), onSuccess }),
  }
}

/** A page is long: its width is what must stay readable. */
const mostOfPage = { width: 1200, height: 12_000 }

/** How long samples are kept, and how to change it. */
export function useSampleKeeping() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return {
    kept: useQuery(question(getSampleKeeping, { params: { workspace } })),
    keep: useMutation({
      mutationFn: (days: number | null) => call(setSampleKeeping, { params: { workspace }, body: { days } }),
      onSuccess: () => answers.invalidateQueries({ queryKey: [getSampleKeeping.name] }),
    }),
  }
}

export const useHeatmapsView = useAddressView<HeatmapsView>

/** The filters of the page, save the channels: samples know none. The map says whose touchpoints they name. */
function useSampleFilter(of?: string) {
  const filter = useMeasureFilter()
  const { view } = useHeatmapsView()
  const map = of ?? view.map
  if (!filter) return undefined
  const { channel: _, ...told } = filter
  return { ...told, ...(map ? { map } : {}) }
}

/** The pages that were sampled; with a touchpoint of a map, those that are its are marked. */
export function usePages(of: { readonly map?: string | undefined; readonly touchpoint?: string | undefined } = {}) {
  const workspace = useWorkspaceKey()
  const { map, touchpoint } = of
  const filter = useSampleFilter(map)
  const query = { ...filter, ...(map && touchpoint ? { touchpoint } : {}) }
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
