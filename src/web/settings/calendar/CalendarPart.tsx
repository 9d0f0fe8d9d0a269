import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptCalendar } from '../../../contract/workspace-calendar.ts'
import { type UsualWeek, usualWeeks } from '../../../vocabulary/opening/opening-calendar.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Part } from '../Part.tsx'
import { CalendarForm } from './CalendarForm.tsx'
import { type CalendarDraft, useCalendar } from './data.ts'

/** Durations lead here. */
const anchor = 'opening-hours'
const offered = ['office', 'service', 'shop'] as const satisfies readonly UsualWeek[]

/** When the company is open, for all durations of the workspace. */
export function CalendarPart({ locale }: { locale: 'fr' | 'en' }) {
  const { t } = useTranslation('calendar')
  const { data } = useCalendar()
  // What is being written is not taken away when somebody else saves: the store then refuses, and says why.
  const [held, setHeld] = useState<KeptCalendar>()
  const kept = held ?? data
  const isKnown = kept !== undefined
  useEffect(() => {
    if (isKnown && window.location.hash === `#${anchor}`) document.getElementById(anchor)?.scrollIntoView()
  }, [isKnown])
  return (
    <Part title={t('title')} text={t('text')} anchor={anchor}>
      {kept && (
        <Opened
          key={kept.revision}
          kept={kept}
          locale={locale}
          onTouched={() => setHeld(kept)}
          onKept={() => setHeld(undefined)}
        />
      )}
    </Part>
  )
}

function Opened(props: { kept: KeptCalendar; locale: 'fr' | 'en'; onTouched: () => void; onKept: () => void }) {
  const { t } = useTranslation('calendar')
  const { kept, locale, onTouched, onKept } = props
  const [draft, setDraft] = useState(kept.calendar)
  const change = (next: CalendarDraft | null) => {
    onTouched()
    setDraft(next)
  }
  const begin = (week: UsualWeek) =>
    change({
      name: t(`empty.names.${week}`),
      week: usualWeeks[week].map(span => ({ ...span })),
      daysOff: [],
      holidays: locale === 'fr' ? 'france' : 'none',
    })
  if (draft) return <CalendarForm kept={kept} draft={draft} onChange={change} onKept={onKept} />
  return (
    <EmptyState
      compact
      title={t('empty.title')}
      actions={offered.map(week => (
        <Button key={week} variant="default" onClick={() => begin(week)}>
          {t(`empty.${week}`)}
        </Button>
      ))}
    >
      {t('empty.text')}
    </EmptyState>
  )
}
