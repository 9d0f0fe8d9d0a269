import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as contract from '../../../contract/survey-voice.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'

export function useSurveyVoice(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery(question(contract.getSurveyVoice, { params: { workspace, survey } }))
}

export function useSaveVoice(survey: string) {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: contract.VoiceSettings) =>
      call(contract.saveSurveyVoice, { params: { workspace, survey }, body }),
    onSuccess: told =>
      queries.setQueryData(question(contract.getSurveyVoice, { params: { workspace, survey } }).queryKey, told),
  })
}
