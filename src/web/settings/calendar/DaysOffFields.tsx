import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { eachOnce, longestName } from '../../../vocabulary/opening/read-days-off.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import styles from './calendar.module.css'
import type { CalendarDraft } from './data.ts'
import { ManyDays } from './ManyDays.tsx'

type DayOff = CalendarDraft['daysOff'][number]

/** Days on which nothing opens: one by one, pasted, or out of a calendar file. */
export function DaysOffFields({ days, onChange }: { days: readonly DayOff[]; onChange: (days: DayOff[]) => void }) {
  const { t } = useTranslation('calendar')
  const { locale } = useFigures()
  const once = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const yearly = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' })
  const said = (one: DayOff) => (one.yearly ? yearly : once).format(new Date(`${one.day}T00:00:00Z`))
  const [fresh, setFresh] = useState<DayOff>({ day: '', yearly: false, name: '' })
  const add = () => {
    if (fresh.day === '') return
    onChange([...eachOnce([...days, { ...fresh, name: fresh.name.trim() }])])
    setFresh({ day: '', yearly: false, name: '' })
  }
  // Enter adds the day; it does not save what is half written.
  const onEnter = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add()
  }
  return (
    <fieldset className={styles.fields}>
      <legend>{t('daysOff')}</legend>
      <p className={styles.hint}>{t('daysOffHint')}</p>
      {days.length === 0 ? (
        <p className={styles.closed}>{t('noDaysOff')}</p>
      ) : (
        <Scroll label={t('daysOff')} className={styles.days}>
          <ul>
            {days.map(one => (
              <li key={`${one.day} ${one.yearly}`}>
                <span>
                  {said(one)}
                  {one.yearly && <small> {t('yearly')}</small>}
                </span>
                <span className={styles.dayName}>{one.name}</span>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('removeDay', { day: said(one) })}
                  onClick={() => onChange(days.filter(other => other !== one))}
                >
                  ×
                </ActionIcon>
              </li>
            ))}
          </ul>
        </Scroll>
      )}
      <div className={styles.line}>
        <TextInput
          type="date"
          label={t('day')}
          value={fresh.day}
          onChange={event => setFresh({ ...fresh, day: event.currentTarget.value })}
          onKeyDown={onEnter}
        />
        <TextInput
          label={t('dayName')}
          maxLength={longestName}
          value={fresh.name}
          onChange={event => setFresh({ ...fresh, name: event.currentTarget.value })}
          onKeyDown={onEnter}
        />
        <Checkbox
          label={t('everyYear')}
          checked={fresh.yearly}
          onChange={event => setFresh({ ...fresh, yearly: event.currentTarget.checked })}
        />
        <Button variant="default" disabled={fresh.day === ''} onClick={add}>
          {t('addDay')}
        </Button>
      </div>
      <ManyDays days={days} onChange={onChange} />
      {days.length > 3 && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          style={{ justifySelf: 'start' }}
          onClick={() => onChange([])}
        >
          {t('removeAll')}
        </Button>
      )}
    </fieldset>
  )
}
