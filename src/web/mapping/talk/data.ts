import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { getAssetImpact } from '../../../contract/asset-impact.ts'
import { listPeople, setDepartments } from '../../../contract/map-people.ts'
import { acceptProposal, addProposal, declineProposal, listProposals } from '../../../contract/map-proposals.ts'
import {
  addComment,
  editComment,
  listComments,
  listInbox,
  readInbox,
  removeComment,
  resolveThread,
} from '../../../contract/map-talk.ts'
import { castVotes, closeWorkshop, listWorkshops, openWorkshop } from '../../../contract/map-workshops.ts'
import { getMap } from '../../../contract/mapping.ts'
import { useMay, useMe, useWorkspaceKey } from '../../admitting/data.ts'
import { call, type Input, question } from '../../client.ts'
import { useMapId } from '../data.ts'
import { useIsConnected } from '../live/use-live-map.ts'

/**
 * The stream of an open map says when something is said about it. Without one, it is read again this often; votes more
 * often while they are being cast.
 */
const everyMs = 6000
const votingMs = 2000

/** The members by name. */
export function usePeople() {
  const workspace = useWorkspaceKey()
  const may = useMay()('map.comment')
  return useQuery({ ...question(listPeople, { params: { workspace } }), staleTime: 60_000, enabled: may })
}

/** What to call whoever did something: a member's name, or what they are. */
export function useNameOf(): (id: string | null) => string {
  const { t } = useTranslation('talk')
  const { data } = usePeople()
  return useMemo(() => {
    const names = new Map(data?.people.map(one => [one.id, one.name]))
    // Nobody is called a former member before it is known who the members are.
    const unknown = data ? t('nobody') : '…'
    return id => (id === 'operator' || id === 'system' ? t('operator') : (names.get(id ?? '') ?? unknown))
  }, [data, t])
}

export function useSelf(): string {
  return useMe().data?.member?.id ?? 'operator'
}

export function useThreads() {
  const params = { workspace: useWorkspaceKey(), map: useMapId() }
  const isConnected = useIsConnected()
  const may = useMay()('map.comment')
  return useQuery({
    ...question(listComments, { params }),
    refetchInterval: isConnected ? false : everyMs,
    enabled: may && params.map !== '',
  })
}

export function useProposals() {
  const params = { workspace: useWorkspaceKey(), map: useMapId() }
  const isConnected = useIsConnected()
  const may = useMay()('map.comment')
  return useQuery({
    ...question(listProposals, { params }),
    refetchInterval: isConnected ? false : everyMs,
    enabled: may && params.map !== '',
  })
}

export function useWorkshops() {
  const params = { workspace: useWorkspaceKey(), map: useMapId() }
  const isConnected = useIsConnected()
  const may = useMay()('map.comment')
  return useQuery({
    ...question(listWorkshops, { params }),
    refetchInterval: ({ state }) =>
      isConnected ? false : state.data?.workshops.some(one => one.closedAt === null) ? votingMs : everyMs * 2,
    enabled: may && params.map !== '',
  })
}

/** What can be said and done in threads; the list is read again after each. */
export function useThreadChanges() {
  const params = { workspace: useWorkspaceKey(), map: useMapId() }
  const answers = useQueryClient()
  const onSuccess = () => answers.invalidateQueries({ queryKey: [listComments.name] })
  return {
    add: useMutation({
      mutationFn: (body: Input<typeof addComment>['body']) => call(addComment, { params, body }),
      onSuccess,
    }),
    edit: useMutation({
      mutationFn: ({ comment, body }: { comment: string; body: string }) =>
        call(editComment, { params: { ...params, comment }, body: { body } }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (comment: string) => call(removeComment, { params: { ...params, comment } }),
      onSuccess,
    }),
    resolve: useMutation({
      mutationFn: ({ comment, resolved }: { comment: string; resolved: boolean }) =>
        call(resolveThread, { params: { ...params, comment }, body: { resolved } }),
      onSuccess,
    }),
  }
}

export function useProposalChanges() {
  const params = { workspace: useWorkspaceKey(), map: useMapId() }
  const answers = useQueryClient()
  const onSuccess = () => answers.invalidateQueries({ queryKey: [listProposals.name] })
  return {
    add: useMutation({
      mutationFn: (body: Input<typeof addProposal>['body']) => call(addProposal, { params, body }),
      onSuccess,
    }),
    accept: useMutation({
      mutationFn: (proposal: string) => call(acceptProposal, { params: { ...params, proposal }, body: {} }),
      onSuccess: () => Promise.all([onSuccess(), answers.invalidateQueries({ queryKey: [getMap.name] })]),
    }),
    decline: useMutation({
      mutationFn: ({ proposal, reason }: { proposal: string; reason: string }) =>
        call(declineProposal, { params: { ...params, proposal }, body: { reason } }),
      onSuccess,
    }),
  }
}

export function useWorkshopChanges() {
  const params = { workspace: useWorkspaceKey(), map: useMapId() }
  const answers = useQueryClient()
  const onSuccess = () => answers.invalidateQueries({ queryKey: [listWorkshops.name] })
  return {
    open: useMutation({
      mutationFn: (body: Input<typeof openWorkshop>['body']) => call(openWorkshop, { params, body }),
      onSuccess,
    }),
    vote: useMutation({
      mutationFn: ({ workshop, ...body }: Input<typeof castVotes>['body'] & { workshop: string }) =>
        call(castVotes, { params: { ...params, workshop }, body }),
      onSuccess,
    }),
    close: useMutation({
      mutationFn: (workshop: string) => call(closeWorkshop, { params: { ...params, workshop }, body: {} }),
      onSuccess: () => Promise.all([onSuccess(), answers.invalidateQueries({ queryKey: [getMap.name] })]),
    }),
  }
}

export function useInbox() {
  const workspace = useWorkspaceKey()
  const may = useMay()('map.comment')
  return useQuery({ ...question(listInbox, { params: { workspace } }), refetchInterval: 20_000, enabled: may })
}

export function useReadInbox() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (notices: 'all' | string[]) => call(readInbox, { params: { workspace }, body: { notices } }),
    onSuccess: () => answers.invalidateQueries({ queryKey: [listInbox.name] }),
  })
}

export function useImpact(asset: string | undefined) {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(getAssetImpact, { params: { workspace, asset: asset ?? '' } }),
    enabled: asset !== undefined,
  })
}

export function useSetDepartments() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: ({ member, departments }: { member: string; departments: string[] }) =>
      call(setDepartments, { params: { workspace, member }, body: { departments } }),
    onSuccess: () => answers.invalidateQueries({ queryKey: [listPeople.name] }),
  })
}
