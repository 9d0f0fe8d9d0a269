import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CallOf } from '../../../contract/route.ts'
import * as contract from '../../../contract/survey-sending.ts'
import type { MessageTexts } from '../../../vocabulary/survey/message-texts.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'

export function useMessageTexts(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery(question(contract.getMessageTexts, { params: { workspace, survey } }))
}

export function usePreviewedMessage(
  survey: string,
  body: { texts: MessageTexts; kind: 'invitation' | 'reminder'; language: 'fr' | 'en'; firstName: string | null },
) {
  const workspace = useWorkspaceKey()
  return useQuery({
    queryKey: [contract.previewMessage.name, workspace, survey, body],
    queryFn: ({ signal }) => call(contract.previewMessage, { params: { workspace, survey }, body }, signal),
    placeholderData: before => before,
    gcTime: 60_000,
  })
}

export function useMessageActs(survey: string) {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  const params = { workspace, survey }
  const save = useMutation({
    mutationFn: (texts: MessageTexts) => call(contract.saveMessageTexts, { params, body: { texts } }),
    onSuccess: told => queries.setQueryData(question(contract.getMessageTexts, { params }).queryKey, told),
  })
  const test = useMutation({
    mutationFn: (body: CallOf<typeof contract.testMessage>['body']) => call(contract.testMessage, { params, body }),
  })
  const retry = useMutation({
    mutationFn: (message: string) => call(contract.retryMessage, { params: { ...params, message } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [contract.listMessages.name] }),
  })
  return { save, test, retry }
}

/** What leaves and came back, asked again while one looks. */
export function useMessages(survey: string) {
  const workspace = useWorkspaceKey()
  return useInfiniteQuery({
    queryKey: [contract.listMessages.name, workspace, survey],
    queryFn: ({ pageParam, signal }) =>
      call(
        contract.listMessages,
        { params: { workspace, survey }, query: { limit: 25, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.cursor ?? undefined,
    refetchInterval: 10_000,
  })
}

export function useSending() {
  const workspace = useWorkspaceKey()
  return useQuery(question(contract.getSending, { params: { workspace } }))
}

export function useSendingActs() {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  const params = { workspace }
  const save = useMutation({
    mutationFn: (body: CallOf<typeof contract.saveSending>['body']) => call(contract.saveSending, { params, body }),
    onSuccess: told => {
      queries.setQueryData(question(contract.getSending, { params }).queryKey, told)
      return queries.invalidateQueries({ queryKey: [contract.getMessageTexts.name] })
    },
  })
  const test = useMutation({
    mutationFn: (body: CallOf<typeof contract.testMail>['body']) => call(contract.testMail, { params, body }),
  })
  return { save, test }
}

export function useSuppressions() {
  const workspace = useWorkspaceKey()
  return useInfiniteQuery({
    queryKey: [contract.listSuppressions.name, workspace],
    queryFn: ({ pageParam, signal }) =>
      call(
        contract.listSuppressions,
        { params: { workspace }, query: { limit: 25, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.cursor ?? undefined,
  })
}

export function useSuppressionActs() {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: [contract.listSuppressions.name] })
  const add = useMutation({
    mutationFn: (lines: string[]) => call(contract.addSuppressions, { params: { workspace }, body: { lines } }),
    onSuccess,
  })
  const remove = useMutation({
    mutationFn: (suppression: string) => call(contract.removeSuppression, { params: { workspace, suppression } }),
    onSuccess,
  })
  return { add, remove }
}
