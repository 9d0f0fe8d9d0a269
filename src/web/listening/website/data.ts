import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CallOf } from '../../../contract/route.ts'
import * as contract from '../../../contract/survey-website.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'

export function useSurveyWebsite(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery(question(contract.getSurveyWebsite, { params: { workspace, survey } }))
}

export function useSaveWebsite(survey: string) {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: CallOf<typeof contract.saveSurveyWebsite>['body']) =>
      call(contract.saveSurveyWebsite, { params: { workspace, survey }, body }),
    onSuccess: told =>
      queries.setQueryData(question(contract.getSurveyWebsite, { params: { workspace, survey } }).queryKey, told),
  })
}
