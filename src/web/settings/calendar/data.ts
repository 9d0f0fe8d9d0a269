import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { askFlow, listWaits } from '../../../contract/map-flow.ts'
import { listBehind, measureMap } from '../../../contract/measuring.ts'
import { askDurations } from '../../../contract/measuring-durations.ts'
import { listTimed } from '../../../contract/measuring-lists.ts'
import { getCalendar, type KeptCalendar, setCalendar } from '../../../contract/workspace-calendar.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, type Input, question } from '../../client.ts'

/** Opening hours as they are being written. */
export type CalendarDraft = NonNullable<KeptCalendar['calendar']>

/** The opening hours of the workspace. */
export function useCalendar() {
  const workspace = useWorkspaceKey()
  return useQuery(question(getCalendar, { params: { workspace } }))
}

/** Keeps them; what was counted by those before is asked again. */
export function useSetCalendar() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (body: Input<typeof setCalendar>['body']) => call(setCalendar, { params: { workspace }, body }),
    onSuccess: () =>
      Promise.all(
        [getCalendar, askDurations, listTimed, measureMap, listBehind, askFlow, listWaits].map(route =>
          answers.invalidateQueries({ queryKey: [route.name] }),
        ),
      ),
  })
}
