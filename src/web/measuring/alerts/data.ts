import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  acknowledgeAlert,
  addWatch,
  listAlerts,
  listWatches,
  removeWatch,
  resumeWatch,
  type WatchedMeasure,
} from '../../../contract/measuring-alerts.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'

export function useWatches() {
  const workspace = useWorkspaceKey()
  return useQuery(question(listWatches, { params: { workspace } }))
}

/** What was found unusual, page by page; asked again every minute while it is looked at. */
export function useAlerts(seen: 'all' | 'unseen') {
  const workspace = useWorkspaceKey()
  return useInfiniteQuery({
    queryKey: [listAlerts.name, workspace, seen],
    queryFn: ({ pageParam, signal }) =>
      call(
        listAlerts,
        { params: { workspace }, query: { seen, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.cursor ?? undefined,
    refetchInterval: 60_000,
  })
}

export function useWatching() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  const onSuccess = () =>
    Promise.all([listWatches, listAlerts].map(route => answers.invalidateQueries({ queryKey: [route.name] })))
  return {
    add: useMutation({
      mutationFn: (body: { name: string; measure: WatchedMeasure }) => call(addWatch, { params: { workspace }, body }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (watch: string) => call(removeWatch, { params: { workspace, watch } }),
      onSuccess,
    }),
    resume: useMutation({
      mutationFn: (watch: string) => call(resumeWatch, { params: { workspace, watch } }),
      onSuccess,
    }),
    acknowledge: useMutation({
      mutationFn: ({ alert, acknowledged }: { alert: string; acknowledged: boolean }) =>
        call(acknowledgeAlert, { params: { workspace, alert }, body: { acknowledged } }),
      onSuccess,
    }),
  }
}
