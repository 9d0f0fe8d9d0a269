import { Button, Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TouchpointUse } from '../../../contract/touchpoint-uses.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import styles from './atlas.module.css'
import { useMergeTouchpoints } from './data.ts'

/** Two touchpoints that are one: which one stays. */
export function MergeDialog({
  use,
  all,
  close,
}: {
  use: TouchpointUse
  all: readonly TouchpointUse[]
  close: () => void
}) {
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  const [into, setInto] = useState<string | null>(null)
  const merging = useMergeTouchpoints()
  const others = all
    .filter(one => !one.archived && one !== use)
    .map(one => ({ value: one.touchpoint.id, label: say(one.touchpoint.name) }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
  return (
    <Dialog title={t('touchpoints.mergeTitle', { name: say(use.touchpoint.name) })} close={close}>
      <form
        className={styles.fields}
        onSubmit={event => {
          event.preventDefault()
          if (into === null) return
          const name = others.find(one => one.value === into)?.label ?? ''
          merging.mutate(
            { touchpoint: use.touchpoint.id, into },
            {
              onSuccess: ({ placements: places, rules }) => {
                notifications.show({ message: t('touchpoints.merged', { places, rules, name }) })
                close()
              },
            },
          )
        }}
      >
        <p>{t('touchpoints.mergeText')}</p>
        <Select label={t('touchpoints.into')} searchable data={others} value={into} onChange={setInto} />
        <Refused error={merging.error} />
        <div className={styles.end}>
          <Button type="submit" loading={merging.isPending} disabled={into === null}>
            {t('touchpoints.mergeDo')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
