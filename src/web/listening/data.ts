import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as contract from '../../contract/listening.ts'
import type { CallOf } from '../../contract/route.ts'
import * as links from '../../contract/survey-links.ts'
import * as results from '../../contract/survey-results.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { useWorkspaceKey } from '../admitting/data.ts'
import { addressOf, call, question } from '../client.ts'

export function useSurveys() {
  const workspace = useWorkspaceKey()
  return useQuery(question(contract.listSurveys, { params: { workspace } }))
}

export function useSurvey(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(contract.getSurvey, { params: { workspace, survey } }), staleTime: 60_000 })
}

export function useSurveyLinks(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery(question(links.listSurveyLinks, { params: { workspace, survey } }))
}

/** What was answered, asked again while one looks: answers come in. */
export function useResults(survey: string, version: number | undefined, place: string | undefined) {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(results.surveyResults, {
      params: { workspace, survey },
      query: { ...(version ? { version } : {}), ...(place ? { place } : {}) },
    }),
    placeholderData: before => before,
    refetchInterval: 10_000,
  })
}

/** What may be done with surveys; each shows at once wherever surveys are told. */
export function useListening() {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  const keep = (whole: contract.WholeSurvey) => {
    queries.setQueryData(question(contract.getSurvey, { params: { workspace, survey: whole.id } }).queryKey, whole)
    return queries.invalidateQueries({
      predicate: ({ queryKey }) => /^listening\.(list|surveyResults)/.test(String(queryKey[0])),
    })
  }
  const create = useMutation({
    mutationFn: (template: string | null) => call(contract.createSurvey, { params: { workspace }, body: { template } }),
    onSuccess: keep,
  })
  const save = useMutation({
    mutationFn: ({ survey, body }: { survey: string; body: CallOf<typeof contract.saveSurvey>['body'] }) =>
      call(contract.saveSurvey, { params: { workspace, survey }, body }),
    onSuccess: keep,
  })
  const publish = useMutation({
    mutationFn: ({ survey, ...body }: { survey: string } & CallOf<typeof contract.publishSurvey>['body']) =>
      call(contract.publishSurvey, { params: { workspace, survey }, body }),
    onSuccess: keep,
  })
  const setState = useMutation({
    mutationFn: ({ survey, state }: { survey: string; state: 'live' | 'paused' | 'closed' }) =>
      call(contract.setSurveyState, { params: { workspace, survey }, body: { state } }),
    onSuccess: keep,
  })
  const onSuccess = () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('listening.') })
  const addLink = useMutation({
    mutationFn: ({ survey, ...body }: { survey: string; place: string; kind: 'address' | 'kiosk' }) =>
      call(links.createSurveyLink, { params: { workspace, survey }, body }),
    onSuccess,
  })
  const addPlaces = useMutation({
    mutationFn: ({ survey, places }: { survey: string; places: string[] }) =>
      call(links.addPlaces, { params: { workspace, survey }, body: { places } }),
    onSuccess,
  })
  const closeLink = useMutation({
    mutationFn: ({ survey, surveyLink }: { survey: string; surveyLink: string }) =>
      call(links.closeSurveyLink, { params: { workspace, survey, surveyLink } }),
    onSuccess,
  })
  return { create, save, publish, setState, addLink, addPlaces, closeLink }
}

/** A page as it would be answered, drawn by the server. */
export function usePreview(survey: Survey, page: string | null, language: 'fr' | 'en') {
  const workspace = useWorkspaceKey()
  return useQuery({
    queryKey: [contract.previewPage.name, workspace, survey, page, language],
    queryFn: async ({ signal }) => {
      const answer = await fetch(addressOf(contract.previewPage, { params: { workspace } }), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ survey, page, language }),
        signal,
      })
      if (!answer.ok) throw new Error(`The preview answered ${answer.status}.`)
      return answer.text()
    },
    placeholderData: before => before,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
}
