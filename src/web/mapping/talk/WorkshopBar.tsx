import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import { Confirm } from '../../kit/Confirm.tsx'
import { useSentence } from '../../kit/Trouble.tsx'
import { useWorkshopChanges } from './data.ts'
import styles from './talk.module.css'
import { useTalkView } from './talk-view.ts'
import { useRunningWorkshop } from './VoteControl.tsx'

/** While a workshop is running: its question over the map, the votes left, and its end. */
export function WorkshopBar() {
  const { t } = useTranslation('talk')
  const sentence = useSentence()
  const may = useMay()('map.edit')
  const workshop = useRunningWorkshop()
  const { close } = useWorkshopChanges()
  const view = useTalkView()
  const [isClosing, setClosing] = useState(false)
  if (!workshop) return null
  const { running, left } = workshop
  return (
    <section className={styles.bar} aria-label={t('workshop.running')}>
      <b>{running.question}</b>
      <span role="status">
        {t('workshop.left', { count: left })} · {t('workshop.voters', { count: running.voters })}
      </span>
      {close.error && <span role="alert">{sentence(close.error)}</span>}
      <div>
        <Button size="compact-sm" variant="default" onClick={() => view.open('workshop')}>
          {t('workshop.results')}
        </Button>
        {may && (
          <Button size="compact-sm" loading={close.isPending} onClick={() => setClosing(true)}>
            {t('workshop.close')}
          </Button>
        )}
      </div>
      <Confirm
        opened={isClosing}
        title={t('workshop.close')}
        text={t('workshop.closeAsk')}
        doIt={t('workshop.close')}
        onDo={() => close.mutate(running.id)}
        close={() => setClosing(false)}
      />
    </section>
  )
}
