import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as keeping from '../../../contract/survey-keeping.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'

export function useKeeping(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery(question(keeping.getKeeping, { params: { workspace, survey } }))
}

export function useSetKeeping(survey: string) {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Omit<keeping.SurveyKeeping, 'cuts'>) =>
      call(keeping.setKeeping, { params: { workspace, survey }, body }),
    onSuccess: kept => {
      queries.setQueryData(question(keeping.getKeeping, { params: { workspace, survey } }).queryKey, kept)
      return queries.invalidateQueries({ predicate: ({ queryKey }) => /^listening\.survey/.test(String(queryKey[0])) })
    },
  })
}
