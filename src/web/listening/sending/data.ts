import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CallOf } from '../../../contract/route.ts'
import * as messages from '../../../contract/survey-messages.ts'
import * as contract from '../../../contract/survey-sending.ts'
import * as suppressions from '../../../contract/survey-suppressions.ts'
import type { MessageTexts } from '../../../vocabulary/survey/message-texts.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'

export function useMessageTexts(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery(question(messages.getMessageTexts, { params: { workspace, survey } }))
}

export function usePreviewedMessage(
  survey: string,
  body: { texts: MessageTexts; kind: 'invitation' | 'reminder'; language: 'fr' | 'en'; firstName: string | null },
) {
  const workspace = useWorkspaceKey()
  return useQuery({
    queryKey: [messages.previewMessage.name, workspace, survey, body],
    queryFn: ({ signal }) => call(messages.previewMessage, { params: { workspace, survey }, body }, signal),
    placeholderData: before => before,
    gcTime: 60_000,
  })
}

export function useMessageActs(survey: string) {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  const params = { workspace, survey }
  const save = useMutation({
    mutationFn: (texts: MessageTexts) => call(messages.saveMessageTexts, { params, body: { texts } }),
    onSuccess: told => queries.setQueryData(question(messages.getMessageTexts, { params }).queryKey, told),
  })
  const test = useMutation({
    mutationFn: (body: CallOf<typeof messages.testMessage>['body']) => call(messages.testMessage, { params, body }),
  })
  const retry = useMutation({
    mutationFn: (message: string) => call(messages.retryMessage, { params: { ...params, message } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [messages.listMessages.name] }),
  })
  return { save, test, retry }
}

/** What leaves and came back, asked again while one looks. */
export function useMessages(survey: string) {
  const workspace = useWorkspaceKey()
  return useInfiniteQuery({
    queryKey: [messages.listMessages.name, workspace, survey],
    queryFn: ({ pageParam, signal }) =>
      call(
        messages.listMessages,
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
      return queries.invalidateQueries({ queryKey: [messages.getMessageTexts.name] })
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
    queryKey: [suppressions.listSuppressions.name, workspace],
    queryFn: ({ pageParam, signal }) =>
      call(
        suppressions.listSuppressions,
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
  const onSuccess = () => queries.invalidateQueries({ queryKey: [suppressions.listSuppressions.name] })
  const add = useMutation({
    mutationFn: (lines: string[]) => call(suppressions.addSuppressions, { params: { workspace }, body: { lines } }),
    onSuccess,
  })
  const remove = useMutation({
    mutationFn: (suppression: string) => call(suppressions.removeSuppression, { params: { workspace, suppression } }),
    onSuccess,
  })
  return { add, remove }
}
