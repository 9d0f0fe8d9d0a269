import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { segmentUses } from '../../contract/measuring-lists.ts'
import type { CallOf } from '../../contract/route.ts'
import * as contract from '../../contract/segmenting.ts'
import { useWorkspaceKey } from '../admitting/data.ts'
import { call, question } from '../client.ts'

export function useSegments(wanted = true, archived = false) {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(contract.listSegments, { params: { workspace }, query: { archived: archived ? 'true' : 'false' } }),
    enabled: wanted,
    staleTime: 30_000,
  })
}

export function useSegment(segment: string) {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(contract.getSegment, { params: { workspace, segment } }), refetchInterval: 60_000 })
}

export function useSegmentCustomers(segment: string, wanted: boolean) {
  const workspace = useWorkspaceKey()
  return useInfiniteQuery({
    queryKey: [contract.listSegmentCustomers.name, workspace, segment],
    queryFn: ({ pageParam, signal }) =>
      call(
        contract.listSegmentCustomers,
        { params: { workspace, segment }, query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.cursor ?? undefined,
    enabled: wanted,
  })
}

export type Rule = Extract<CallOf<typeof contract.createSegment>['body'], { rule: unknown }>['rule']

export function useSegmentUses(segment: string) {
  const workspace = useWorkspaceKey()
  return useQuery(question(segmentUses, { params: { workspace, segment } }))
}

/** What may be done with segments; each shows at once wherever segments are told. */
export function useSegmenting() {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  const onSuccess = () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('segmenting.') })
  const create = useMutation({
    mutationFn: (body: { name: string; rule: Rule }) => call(contract.createSegment, { params: { workspace }, body }),
    onSuccess,
  })
  const change = useMutation({
    mutationFn: ({ segment, ...body }: { segment: string; name?: string; rule?: Rule; archived?: boolean }) =>
      call(contract.changeSegment, { params: { workspace, segment }, body }),
    onSuccess,
  })
  const refresh = useMutation({
    mutationFn: (segment: string) => call(contract.refreshSegment, { params: { workspace, segment }, body: {} }),
    onSuccess,
  })
  return { create, change, refresh, forget: onSuccess }
}

/** How many customers a rule would hold, while it is written; undefined asks nothing. */
export function usePreview(rule: Rule | undefined) {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(contract.previewSegment, { params: { workspace }, body: { rule: rule! } }),
    enabled: rule !== undefined,
    placeholderData: before => before,
  })
}
