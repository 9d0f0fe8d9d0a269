import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { askConformance } from '../../../contract/exploring.ts'
import { askFlow, listWaits } from '../../../contract/map-flow.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'
import { useMeasureFilter } from '../../measuring/data.ts'

/** Alignments are heavier than counts: what they tell is looked at again this often. */
const againMs = 15_000

/** What was lived on the map and between its steps, while the layer that shows it is open. */
export function useLivedAnswers(map: string, wanted: boolean) {
  const workspace = useWorkspaceKey()
  const filter = useMeasureFilter()
  const input = { params: { workspace, map }, query: { ...filter } }
  const shared = {
    enabled: wanted && filter !== undefined && map !== '',
    placeholderData: keepPreviousData,
    refetchInterval: againMs,
  }
  const conformance = useQuery({ ...question(askConformance, input), ...shared })
  const flow = useQuery({ ...question(askFlow, input), ...shared })
  return { conformance: wanted ? conformance.data : undefined, flow: wanted ? flow.data : undefined }
}

/** The visits behind the wait before a step, page by page. */
export function useWaitsInto(map: string, step: string | undefined) {
  const workspace = useWorkspaceKey()
  const filter = useMeasureFilter()
  return useInfiniteQuery({
    queryKey: [listWaits.name, workspace, map, step, filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        listWaits,
        {
          params: { workspace, map },
          query: { ...filter, step: step!, ...(pageParam ? { cursor: pageParam } : {}), limit: 100 },
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.cursor ?? undefined,
    enabled: filter !== undefined && step !== undefined,
  })
}
