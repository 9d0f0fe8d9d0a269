import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import {
  createSource,
  listKeys,
  listSources,
  newKey,
  revokeKey,
  updateSource,
} from '../../contract/admitting-sources.ts'
import {
  decideConsent,
  findCustomers,
  getCustomer,
  getTimeline,
  listRequests,
  mergeCustomers,
  splitCustomer,
} from '../../contract/collecting.ts'
import { listQuarantine, replayQuarantined, sourceActivity } from '../../contract/collecting-events.ts'
import {
  listImports,
  previewImport,
  repreviewImport,
  startImport,
  stopImport,
} from '../../contract/collecting-imports.ts'
import { useWorkspaceKey } from '../admitting/data.ts'
import { call, type Input, question } from '../client.ts'

/** Customers of an identifier, or those seen last. The identifier travels in the body and stays out of the address. */
export function useCustomers(identifier: string) {
  const workspace = useWorkspaceKey()
  return useInfiniteQuery({
    queryKey: [findCustomers.name, workspace, identifier],
    queryFn: ({ pageParam, signal }) =>
      call(
        findCustomers,
        {
          params: { workspace },
          body: { ...(identifier ? { identifier } : {}), ...(pageParam ? { cursor: pageParam } : {}), limit: 50 },
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.cursor ?? undefined,
  })
}

export function useCustomerId(): string {
  return useParams({ strict: false }).customer ?? ''
}

export function useCustomer() {
  const workspace = useWorkspaceKey()
  const customer = useCustomerId()
  return useQuery(question(getCustomer, { params: { workspace, customer } }))
}

/** What the customer asked for, each request across its channels. */
export function useRequests() {
  const workspace = useWorkspaceKey()
  const customer = useCustomerId()
  return useQuery(question(listRequests, { params: { workspace, customer } }))
}

/** The events of a customer, newest first, loaded in stretches of two hundred. */
export function useTimeline() {
  const workspace = useWorkspaceKey()
  const customer = useCustomerId()
  return useInfiniteQuery({
    queryKey: [getTimeline.name, workspace, customer],
    queryFn: ({ pageParam, signal }) =>
      call(
        getTimeline,
        { params: { workspace, customer }, query: { limit: 200, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.cursor ?? undefined,
    refetchInterval: 10_000,
  })
}

/** Changes of a customer; each shows as soon as it is done. */
export function useCustomerChanges() {
  const workspace = useWorkspaceKey()
  const customer = useCustomerId()
  const answers = useQueryClient()
  const params = { workspace, customer }
  const onSuccess = () =>
    Promise.all(
      [getCustomer, getTimeline, findCustomers].map(route => answers.invalidateQueries({ queryKey: [route.name] })),
    )
  return {
    merge: useMutation({ mutationFn: (other: string) => call(mergeCustomers, { params, body: { other } }), onSuccess }),
    split: useMutation({
      mutationFn: (anchor: string) => call(splitCustomer, { params, body: { anchors: [anchor] } }),
      onSuccess,
    }),
    consent: useMutation({
      mutationFn: (body: Input<typeof decideConsent>['body']) => call(decideConsent, { params, body }),
      onSuccess,
    }),
  }
}

export function useSources() {
  const workspace = useWorkspaceKey()
  return useQuery(question(listSources, { params: { workspace } }))
}

export function useActivity() {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(sourceActivity, { params: { workspace }, query: { days: 30 } }),
    refetchInterval: 5000,
  })
}

export function useKeys() {
  const workspace = useWorkspaceKey()
  return useQuery(question(listKeys, { params: { workspace } }))
}

/** Changes of sources and keys. */
export function useSourceChanges() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  const params = { workspace }
  const refresh =
    (...names: string[]) =>
    () =>
      Promise.all(names.map(name => answers.invalidateQueries({ queryKey: [name] })))
  return {
    create: useMutation({
      mutationFn: (body: Input<typeof createSource>['body']) => call(createSource, { params, body }),
      onSuccess: refresh(listSources.name),
    }),
    update: useMutation({
      mutationFn: ({ source, ...body }: { source: string; disabled?: boolean; name?: string }) =>
        call(updateSource, { params: { workspace, source }, body }),
      onSuccess: refresh(listSources.name),
    }),
    createKey: useMutation({
      mutationFn: (body: Input<typeof newKey>['body']) => call(newKey, { params, body }),
      onSuccess: refresh(listKeys.name),
    }),
    revokeKey: useMutation({
      mutationFn: (key: string) => call(revokeKey, { params: { workspace, key } }),
      onSuccess: refresh(listKeys.name),
    }),
  }
}

export function useQuarantine(reason: string, resolved: 'yes' | 'no') {
  const workspace = useWorkspaceKey()
  return useQuery(
    question(listQuarantine, { params: { workspace }, query: { resolved, limit: 100, ...(reason ? { reason } : {}) } }),
  )
}

export function useReplay() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: ({ event, message }: { event: string; message?: string }) =>
      call(replayQuarantined, { params: { workspace, event }, body: message === undefined ? {} : { message } }),
    onSuccess: told => (told.accepted ? answers.invalidateQueries({ queryKey: [listQuarantine.name] }) : undefined),
  })
}

/** The imports; asked every second while one is under way. */
export function useImports() {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(listImports, { params: { workspace } }),
    refetchInterval: ({ state }) =>
      state.data?.imports.some(one => one.state === 'running' || one.state === 'waiting') ? 1000 : false,
  })
}

export function useImporting() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  const refresh = () => answers.invalidateQueries({ queryKey: [listImports.name] })
  return {
    preview: useMutation({ mutationFn: (file: File) => call(previewImport, { params: { workspace }, file }) }),
    again: useMutation({
      mutationFn: ({ upload, mapping }: { upload: string; mapping: Record<string, unknown> }) =>
        call(repreviewImport, { params: { workspace, upload }, body: { mapping } }),
    }),
    start: useMutation({
      mutationFn: ({ upload, mapping }: { upload: string; mapping: Record<string, unknown> }) =>
        call(startImport, {
          params: { workspace, upload },
          body: Object.keys(mapping).length > 0 ? { mapping } : {},
        }),
      onSuccess: refresh,
    }),
    stop: useMutation({
      mutationFn: (id: string) => call(stopImport, { params: { workspace, import: id } }),
      onSuccess: refresh,
    }),
  }
}
