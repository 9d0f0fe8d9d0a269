import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { TouchpointMerge, TouchpointUse } from '../../../contract/touchpoint-uses.ts'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useSentence } from '../../kit/Trouble.tsx'
import { useUndoMerge } from './data.ts'
import styles from './touchpoints.module.css'

/** Merges, each undone as one for as long as it may matter. */
export function MergeLog({
  merges,
  touchpoints,
}: {
  merges: readonly TouchpointMerge[]
  touchpoints: readonly TouchpointUse[]
}) {
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  const figures = useFigures()
  const sentence = useSentence()
  const may = useMay()('map.edit')
  const undoing = useUndoMerge()
  if (merges.length === 0) return null
  const name = (id: string) => say(touchpoints.find(one => one.touchpoint.id === id)?.touchpoint.name)
  return (
    <section className={styles.merges}>
      <h2>{t('touchpoints.mergesTitle')}</h2>
      <ul>
        {merges.map(merge => (
          <li key={merge.id}>
            <span>
              {t('touchpoints.mergeLine', {
                from: name(merge.from),
                into: name(merge.into),
                day: figures.day(merge.mergedAt),
              })}
            </span>
            {merge.undoneAt ? (
              <small>{t('touchpoints.undone')}</small>
            ) : (
              may && (
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={undoing.isPending && undoing.variables === merge.id}
                  onClick={() =>
                    undoing.mutate(merge.id, {
                      onSuccess: () => notifications.show({ message: t('touchpoints.undoneNow') }),
                      onError: error => notifications.show({ color: 'red', message: sentence(error) }),
                    })
                  }
                >
                  {t('touchpoints.undo')}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
