import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptCalendar } from '../../../contract/workspace-calendar.ts'
import { Confirm } from '../../kit/Confirm.tsx'
import { Refused } from '../../kit/Refused.tsx'
import styles from './calendar.module.css'
import { DaysOffFields } from './DaysOffFields.tsx'
import { type CalendarDraft, useSetCalendar } from './data.ts'
import { HolidayFields } from './HolidayFields.tsx'
import { useTellCalendar } from './tell-calendar.ts'
import { WeekFields } from './WeekFields.tsx'

/** A calendar being written: its name, its week, and when it is closed all the same. */
export function CalendarForm(props: {
  kept: KeptCalendar
  draft: CalendarDraft
  onChange: (draft: CalendarDraft | null) => void
  onKept: () => void
}) {
  const { t } = useTranslation('calendar')
  const { kept, draft, onChange, onKept } = props
  const setting = useSetCalendar()
  const tell = useTellCalendar()
  const [removing, setRemoving] = useState(false)
  const keep = (calendar: CalendarDraft | null) =>
    setting.mutate(
      { revision: kept.revision, calendar },
      {
        onSuccess: () => {
          notifications.show({ message: t(calendar ? 'saved' : 'removed') })
          onKept()
        },
      },
    )
  const change = (part: Partial<CalendarDraft>) => onChange({ ...draft, ...part })
  const isWhole = draft.week.every(span => span.opens !== '' && span.closes !== '')
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault()
        keep(draft)
      }}
    >
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        value={draft.name}
        onChange={event => change({ name: event.currentTarget.value })}
        required
        withAsterisk={false}
        maxLength={80}
      />
      <WeekFields week={draft.week} onChange={week => change({ week })} />
      <HolidayFields rule={draft.holidays} onChange={holidays => change({ holidays })} />
      <DaysOffFields days={draft.daysOff} onChange={daysOff => change({ daysOff })} />
      {isWhole && (
        <p className={styles.told} role="status">
          {tell(draft, kept.timeZone)}
        </p>
      )}
      <Refused error={setting.error} />
      <div className={styles.acts}>
        <Button type="submit" loading={setting.isPending}>
          {t('save')}
        </Button>
        {kept.calendar ? (
          <Button variant="default" onClick={() => setRemoving(true)}>
            {t('remove')}
          </Button>
        ) : (
          <Button variant="default" onClick={() => onChange(null)}>
            {t('cancel')}
          </Button>
        )}
      </div>
      <Confirm
        opened={removing}
        title={t('remove')}
        text={t('removeAsk')}
        doIt={t('remove')}
        onDo={() => keep(null)}
        close={() => setRemoving(false)}
      />
    </form>
  )
}
