import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { editMap, type WholeMap } from '../../../contract/mapping.ts'
import { askMoments } from '../../../contract/measuring-moments.ts'
import type { ReplyOf } from '../../../contract/route.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, type Input } from '../../client.ts'
import { wholeMapOf } from '../../mapping/data.ts'

type Edits = Input<typeof editMap>['body']['edits']

/** Changes the moments of a map by its own edits, and offers to take it back by those that undo it. */
export function useDecide(whole: WholeMap, name: string) {
  const { t } = useTranslation('explain')
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  const id = whole.map.id
  const send = (edits: Edits, revision: number) =>
    call(editMap, { params: { workspace, map: id }, body: { revision, edits } })
  const told = ({ map, revision, problems }: ReplyOf<typeof editMap>) => {
    const { queryKey } = wholeMapOf(workspace, id)
    answers.setQueryData<WholeMap>(queryKey, before => before && { ...before, map, revision, problems })
    void answers.invalidateQueries({ queryKey: [askMoments.name] })
  }
  const undo = useMutation({
    mutationFn: ({ inverse, revision }: ReplyOf<typeof editMap>) => send(inverse, revision),
    onSuccess: answer => {
      told(answer)
      notifications.show({ message: t('moments.undone', { name }) })
    },
  })
  const decide = useMutation({
    mutationFn: (edits: Edits) => send(edits, whole.revision),
    onSuccess: answer => {
      told(answer)
      const notice = notifications.show({
        autoClose: 12_000,
        message: (
          <>
            {t('moments.kept', { name })}{' '}
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                notifications.hide(notice)
                undo.mutate(answer)
              }}
            >
              {t('moments.undo')}
            </Button>
          </>
        ),
      })
    },
  })
  return { decide, error: decide.error ?? undo.error }
}
