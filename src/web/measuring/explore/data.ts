import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  acceptDeviation,
  askConformance,
  askFunnel,
  askPaths,
  askRetention,
  askVariants,
  listCases,
  listDeviating,
} from '../../../contract/exploring.ts'
import { followGraph, type MeasureFilter } from '../../../contract/measuring.ts'
import { listFunnel } from '../../../contract/measuring-lists.ts'
import { writeNames } from '../../../vocabulary/case-filter.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, type Input, question } from '../../client.ts'
import { useLongPeriod, useMapView, useMeasureFilter } from '../data.ts'
import { useAskedList } from '../lists/use-asked-list.ts'
import type { Deviation } from './deviation.ts'
import type { FunnelSteps } from './view.ts'

// The questions as the address asks them. The answer before stays while the next is counted.

/** Leaves out what is not said, as the server takes no `undefined`. */
function said<Given extends object>(given: Given): { [K in keyof Given]: Exclude<Given[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}

/** The filter of every question: that of the figures, and whose activities are spoken of. */
function useExploreFilter() {
  const { view } = useMapView()
  const workspace = useWorkspaceKey()
  const filter = useMeasureFilter()
  return { workspace, view, ready: filter !== undefined, filter: { ...filter, ...said({ map: view.map }) } }
}

export const usualLooked = 12

/** The graph of so many activities as the address looks at, or of these. */
export function useFlowGraph(only?: readonly string[]) {
  const { workspace, view, ready, filter } = useExploreFilter()
  return useQuery({
    ...question(followGraph, {
      params: { workspace },
      query: {
        ...filter,
        ...(only ? { only: writeNames(only) } : { activities: view.looked ?? usualLooked }),
        limit: 1000,
      },
    }),
    enabled: ready && only?.length !== 0,
    placeholderData: keepPreviousData,
  })
}

/** The cases that the filters keep, narrowed further, page by page. */
export function useCases(more: Partial<MeasureFilter> | undefined) {
  const { ready, filter } = useExploreFilter()
  return useAskedList(listCases, ready && more ? { query: { ...filter, ...more } } : undefined)
}

export const usualRows = 25

export function useVariants(most?: number) {
  const { workspace, view, ready, filter } = useExploreFilter()
  return useQuery({
    ...question(askVariants, {
      params: { workspace },
      query: { ...filter, collapsed: view.once ? 'true' : 'false', limit: most ?? view.rows ?? usualRows },
    }),
    enabled: ready,
    placeholderData: keepPreviousData,
  })
}

export const usualDepth = 5
export const usualTop = 6

export function usePaths(most?: number) {
  const { workspace, view, ready, filter } = useExploreFilter()
  const { start, end, direction, depth = usualDepth, top = usualTop } = view
  return useQuery({
    ...question(askPaths, {
      params: { workspace },
      query: { ...filter, ...said({ start, end, direction }), depth, top: most ?? top },
    }),
    enabled: ready,
    placeholderData: keepPreviousData,
  })
}

export function useFunnel(steps: FunnelSteps) {
  const { workspace, view, ready, filter } = useExploreFilter()
  const { within, stepWithin, ordering: mode, counted: by, trait } = view
  return useQuery({
    ...question(askFunnel, {
      params: { workspace },
      query: { ...filter, steps: JSON.stringify(steps), ...said({ within, stepWithin, mode, by, trait }) },
    }),
    enabled: ready && steps.length > 1,
    placeholderData: keepPreviousData,
  })
}

/** By what cohorts begin when nobody said: a hundred weeks below each other are not read. */
export function useUsualUnit(): 'week' | 'month' {
  return useLongPeriod() ? 'month' : 'week'
}

export function useRetention() {
  const { workspace, view, ready, filter } = useExploreFilter()
  const usual = useUsualUnit()
  const { unit = usual, start, comeBack, cohorts } = view
  return useQuery({
    ...question(askRetention, {
      params: { workspace },
      query: { ...filter, unit, periods: unit === 'day' ? 14 : 12, ...said({ start, comeBack, cohorts }) },
    }),
    enabled: ready,
    placeholderData: keepPreviousData,
  })
}

export function useConformance(map: string) {
  const workspace = useWorkspaceKey()
  const filter = useMeasureFilter()
  return useQuery({
    ...question(askConformance, { params: { workspace, map }, query: { ...filter } }),
    enabled: filter !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** The cases behind one deviation, page by page, by the very alignment that counted it. */
export function useDeviating(map: string, deviation: Deviation | undefined) {
  const filter = useMeasureFilter()
  return useAskedList(
    listDeviating,
    filter && deviation ? { params: { map }, query: { ...filter, ...deviation } } : undefined,
  )
}

/** Who came so far in the funnel of the page and no further. */
export function useFunnelStopped(steps: FunnelSteps, step: number | undefined) {
  const { view, ready, filter } = useExploreFilter()
  const { within, stepWithin, ordering: mode, counted: by } = view
  const query = { ...filter, steps: JSON.stringify(steps), within, stepWithin, mode, by, step, behind: 'dropped' }
  return useAskedList(listFunnel, ready && step !== undefined ? { query } : undefined)
}

/** Lets a deviation pass, or no longer; the conformance is asked again. */
export function useAcceptDeviation(map: string) {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (body: Input<typeof acceptDeviation>['body']) =>
      call(acceptDeviation, { params: { workspace, map }, body }),
    onSuccess: () => answers.invalidateQueries({ queryKey: [askConformance.name] }),
  })
}
