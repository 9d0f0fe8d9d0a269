import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { listJourneys } from '../../../contract/mapping.ts'
import { draftMap } from '../../../contract/measuring.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, type Input } from '../../client.ts'

/** What a draft is made of: a selection of lived journeys, and how it is drawn. */
export type DraftWays = Omit<Input<typeof draftMap>['body'], 'dryRun'>

/** What would be drawn, asked again as the ways change. */
export function useDraft(ways: DraftWays) {
  const workspace = useWorkspaceKey()
  return useQuery({
    queryKey: [draftMap.name, workspace, ways],
    queryFn: ({ signal }) => call(draftMap, { params: { workspace }, body: { ...ways, dryRun: true } }, signal),
    placeholderData: keepPreviousData,
  })
}

export function useDrawDraft() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (ways: DraftWays) => call(draftMap, { params: { workspace }, body: ways }),
    onSuccess: () => answers.invalidateQueries({ queryKey: [listJourneys.name] }),
  })
}
