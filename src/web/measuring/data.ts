import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { use, useMemo, useRef } from 'react'
import {
  followGraph,
  listBehind,
  listCohorts,
  type MeasureFilter,
  measureMap,
  tracesState,
} from '../../contract/measuring.ts'
import { livedSpan } from '../../contract/measuring-span.ts'
import { useWorkspace, useWorkspaceKey } from '../admitting/data.ts'
import { call, question } from '../client.ts'
import { useAddressView } from '../kit/use-address-view.ts'
import { OtherSide } from './compare/other-side.ts'
import { narrowingOf } from './filters.ts'
import { useAskedList } from './lists/use-asked-list.ts'
import { type Behind, type Days, daysLived, daysOfView, type MapView, startOfDay, withRealDays } from './view.ts'

/** What the address bar says of the open map, and how to change it. */
export function useMapView(): ReturnType<typeof useAddressView<MapView>> {
  const { view, show } = useAddressView<MapView>()
  return { view: withRealDays(view), show }
}

/** The days of which events speak. Asked once and kept for a while: it only matters where they end long ago. */
export function useDaysLived(): { readonly known: boolean; readonly lived: Days | undefined } {
  const workspace = useWorkspaceKey()
  const zone = useWorkspace()?.timeZone
  const asked = useQuery({ ...question(livedSpan, { params: { workspace } }), staleTime: 60_000 })
  return { known: !asked.isPending, lived: zone ? daysLived(asked.data?.span, zone) : undefined }
}

/** The days that the page shows; undefined until the workspace's time zone, and where its events end, are known. */
export function useShownDays(): Days | undefined {
  const { view } = useMapView()
  const zone = useWorkspace()?.timeZone
  const { known, lived } = useDaysLived()
  const said = view.from !== undefined || view.to !== undefined
  return zone && (known || said) ? daysOfView(view, new Date(), zone, lived) : undefined
}

/** Whether the page shows so many days that weeks, or months, tell more than days do. */
export function useLongPeriod(): boolean {
  const days = useShownDays()
  return days !== undefined && Date.parse(days.to) - Date.parse(days.from) > 400 * 86_400_000
}

/**
 * The filter of the address as the server takes it, or that of the side it is compared with; undefined until the
 * workspace's time zone is known.
 */
export function useMeasureFilter(): MeasureFilter | undefined {
  const { view } = useMapView()
  const zone = useWorkspace()?.timeZone
  const { from, to } = useShownDays() ?? {}
  const narrowing = JSON.stringify(narrowingOf(view))
  const other = JSON.stringify(use(OtherSide) ?? {})
  return useMemo(() => {
    if (!zone || !from || !to) return undefined
    return {
      from: startOfDay(from, zone),
      to: startOfDay(to, zone),
      ...(JSON.parse(narrowing) as ReturnType<typeof narrowingOf>),
      ...(JSON.parse(other) as Partial<MeasureFilter>),
    }
  }, [zone, from, to, narrowing, other])
}

/** The same for questions that tell waits, with the clock by which these are counted. */
export function useWaitFilter(): (MeasureFilter & { readonly clock?: 'open' }) | undefined {
  const filter = useMeasureFilter()
  const { view } = useMapView()
  return filter && view.clock ? { ...filter, clock: view.clock } : filter
}

/**
 * The measures of a map. The figures before stay while the next are counted; new events show within five seconds.
 * A map that takes long to measure is asked less often, so that watching it never takes more than a fifth of a core.
 */
export function useMeasures(map: string) {
  const workspace = useWorkspaceKey()
  const filter = useWaitFilter()
  const tookMs = useRef(0)
  const input = { params: { workspace, map }, query: filter ?? { from: '', to: '' } }
  return useQuery({
    ...question(measureMap, input),
    queryFn: async ({ signal }) => {
      const asked = performance.now()
      const told = await call(measureMap, input, signal)
      tookMs.current = performance.now() - asked
      return told
    },
    enabled: filter !== undefined && map !== '',
    placeholderData: keepPreviousData,
    refetchInterval: () => Math.min(30_000, Math.max(2000, tookMs.current * 4)),
  })
}

/** The list behind one number, page by page, under the very filter that counted it. */
export function useListBehind(
  map: string,
  opened: { touchpoint: string; behind: Behind; next?: string | undefined } | undefined,
) {
  const filter = useWaitFilter()
  return useAskedList(
    listBehind,
    filter && opened
      ? {
          params: { map, touchpoint: opened.touchpoint },
          query: { ...filter, behind: opened.behind, next: opened.next },
        }
      : undefined,
  )
}

export function useCohorts(wanted: boolean) {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(listCohorts, { params: { workspace } }), enabled: wanted, staleTime: 300_000 })
}

export function useGraph(map: string | undefined, wanted = true) {
  const workspace = useWorkspaceKey()
  const filter = useMeasureFilter()
  return useQuery({
    ...question(followGraph, { params: { workspace }, query: { ...filter, ...(map ? { map } : {}), limit: 400 } }),
    enabled: wanted && filter !== undefined,
    placeholderData: keepPreviousData,
  })
}

export function useTracesState() {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(tracesState, { params: { workspace } }), refetchInterval: 5000 })
}
