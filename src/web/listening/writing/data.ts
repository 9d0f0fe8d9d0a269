import { useQuery } from '@tanstack/react-query'
import { getQuotas, listSurveyVersions } from '../../../contract/survey-writing.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { question } from '../../client.ts'

/** Every version of the survey, the latest first. */
export function useSurveyVersions(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery(question(listSurveyVersions, { params: { workspace, survey } }))
}

/** How full the quotas are, asked again while one looks: answers come in. */
export function useQuotas(survey: string, isAsked: boolean) {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(getQuotas, { params: { workspace, survey } }),
    refetchInterval: 30_000,
    enabled: isAsked,
  })
}
