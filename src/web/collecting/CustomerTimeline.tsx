import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimelineEvent } from '../../contract/collecting.ts'
import { Timeline, type Together } from '../charts/Timeline.tsx'
import { usualWindow, windowDays } from '../charts/timeline.ts'
import { Scroll } from '../kit/Scroll.tsx'
import styles from './customer.module.css'

const day = 86_400_000

/** The timeline of a customer through a window of days that can be moved and widened. */
export function CustomerTimeline(props: {
  events: readonly TimelineEvent[]
  together: readonly Together[]
  selected: TimelineEvent | undefined
  onSelect: (event: TimelineEvent) => void
  more: (() => void) | undefined
}) {
  const { t } = useTranslation('collecting')
  const { events, more } = props
  const lengthOf = (one: number) =>
    one < 1 ? t('customer.hours', { count: Math.round(one * 24) }) : t('customer.days', { count: one })
  const [chosenDays, setDays] = useState<number>()
  const [back, setBack] = useState(0)
  const days = chosenDays ?? usualWindow(events)
  const newest = Date.parse(events[0]?.at ?? new Date().toISOString())
  const oldest = Date.parse(events.at(-1)?.at ?? new Date().toISOString())
  // Room after the last event for its name; more of it where all that happened takes a part of the window only.
  const after = newest - oldest < days * day * 0.6 ? 0.25 : 0.12
  const to = newest + days * day * after - back * days * day * 0.5
  const window = { from: to - days * day, to }
  const within = events.some(one => Date.parse(one.at) >= window.from && Date.parse(one.at) < window.to)
  return (
    <>
      <div className={styles.bar}>
        <ActionIcon
          variant="default"
          size={32}
          aria-label={t('customer.earlier')}
          disabled={window.from <= oldest && !more}
          onClick={() => {
            if (window.from - days * day < oldest) more?.()
            setBack(back + 1)
          }}
        >
          <IconChevronLeft size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={32}
          aria-label={t('customer.later')}
          disabled={back === 0}
          onClick={() => setBack(back - 1)}
        >
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
        <NativeSelect
          size="xs"
          aria-label={t('customer.window')}
          value={String(days)}
          data={windowDays.map(one => ({ value: String(one), label: lengthOf(one) }))}
          onChange={event => {
            setDays(Number(event.currentTarget.value))
            setBack(0)
          }}
        />
        {!within && <span className={styles.note}>{t('customer.nothing')}</span>}
        {more && window.from < oldest && (
          <Button size="compact-xs" variant="subtle" onClick={more}>
            {t('customer.more')}
          </Button>
        )}
      </div>
      <Scroll className={styles.scroll} label={t('customer.timeline')}>
        <Timeline
          events={events}
          window={window}
          together={props.together}
          selected={props.selected?.id}
          onSelect={props.onSelect}
        />
      </Scroll>
    </>
  )
}
