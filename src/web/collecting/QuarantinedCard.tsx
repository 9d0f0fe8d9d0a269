import { Button, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { quarantinedEvent } from '../../contract/collecting-events.ts'
import { useMay } from '../admitting/data.ts'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import { Scroll } from '../kit/Scroll.tsx'
import styles from './collecting.module.css'
import { useReplay } from './data.ts'

/** One refused event: why, as it came, and a way to mend it. */
export function QuarantinedCard({ event }: { event: z.output<typeof quarantinedEvent> }) {
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  const may = useMay()('source.manage')
  const replay = useReplay()
  const [text, setText] = useState(() => pretty(event.message))
  const [open, setOpen] = useState(false)
  const wrong = open ? brokenJson(text) : undefined
  const send = () =>
    replay.mutate(
      { event: event.id, ...(open && text !== pretty(event.message) ? { message: text } : {}) },
      { onSuccess: told => told.accepted && notifications.show({ message: t('quarantine.accepted') }) },
    )
  return (
    <article className={styles.card}>
      <div className={styles.row}>
        <div>
          <h2>{event.sentence[figures.language]}</h2>
          <p className={styles.note}>
            {figures.moment(event.receivedAt)} · {event.source}
          </p>
        </div>
        {may && !event.resolvedAt && (
          <span>
            <Button size="xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t('quarantine.correct')}
            </Button>{' '}
            <Button
              size="xs"
              variant="default"
              loading={replay.isPending}
              disabled={wrong !== undefined}
              onClick={send}
            >
              {t('quarantine.replay')}
            </Button>
          </span>
        )}
      </div>
      {open ? (
        <Textarea
          autosize
          minRows={4}
          maxRows={24}
          ff="monospace"
          label={t('quarantine.message')}
          value={text}
          error={wrong && t('quarantine.notJson', { reason: wrong })}
          spellCheck={false}
          onChange={change => setText(change.currentTarget.value)}
        />
      ) : (
        <Scroll className={styles.code} label={t('quarantine.message')}>
          {event.message}
        </Scroll>
      )}
      {replay.data && !replay.data.accepted && (
        <p className={styles.bad} role="alert" style={{ margin: 0 }}>
          {t('quarantine.refusedAgain', { reason: replay.data.sentence?.[figures.language] ?? '' })}
        </p>
      )}
      <Refused error={replay.error} />
    </article>
  )
}

function pretty(message: string): string {
  try {
    return JSON.stringify(JSON.parse(message), null, 2)
  } catch {
    return message
  }
}

function brokenJson(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
