import { Button, Checkbox, MultiSelect, NumberInput, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PressureFace } from '../../../contract/survey-inviting.ts'
import { surveyKinds } from '../../../vocabulary/survey-kinds.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useSegments } from '../../segmenting/data.ts'
import { Part } from '../../settings/Part.tsx'
import { type PressureDraft, usePressure, usePressureChanges } from './data.ts'
import styles from './inviting.module.css'
import { EventName } from './TriggerFields.tsx'

/** How often the customers of a workspace may be asked, and when messages leave. */
export function PressurePart() {
  const { data } = usePressure()
  return data ? <Opened key={data.revision} face={data} /> : null
}

function Opened({ face }: { face: PressureFace }) {
  const { t } = useTranslation('inviting')
  const kinds = useTranslation('listening').t
  const figures = useFigures()
  const segments = useSegments().data?.segments ?? []
  const { save, pause } = usePressureChanges()
  const [pressure, setPressure] = useState(face.pressure as PressureDraft)
  const [daysOff, setDaysOff] = useState(pressure.hours.daysOff.join('\n'))
  const change = (part: Partial<PressureDraft>) => setPressure({ ...pressure, ...part })
  const { hours, openCase } = pressure
  // The first of November 2026 is a Sunday.
  const weekday = (day: number) =>
    new Intl.DateTimeFormat(figures.locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 10, 1 + day))
  const setHours = (part: Partial<PressureDraft['hours']>) => change({ hours: { ...hours, ...part } })
  return (
    <Part title={t('pressure.title')} text={t('pressure.text')}>
      <div className={styles.part}>
        {face.pausedAt && (
          <p className={styles.notice}>{t('pressure.paused', { at: figures.moment(face.pausedAt) })}</p>
        )}
        <Button
          variant="default"
          loading={pause.isPending}
          onClick={() => pause.mutate(face.pausedAt === null)}
          style={{ justifySelf: 'start' }}
        >
          {t(face.pausedAt ? 'pressure.resume' : 'pressure.pause')}
        </Button>
        <form
          className={styles.part}
          onSubmit={event => {
            event.preventDefault()
            const told = daysOff.split(/\s+/).filter(day => /^\d{4}-\d{2}-\d{2}$/.test(day))
            save.mutate(
              { revision: face.revision, pressure: { ...pressure, hours: { ...hours, daysOff: told } } },
              { onSuccess: () => notifications.show({ message: t('saved') }) },
            )
          }}
        >
          <div className={styles.grid}>
            <NumberInput
              label={t('pressure.anySurvey')}
              min={0}
              max={1000}
              allowDecimal={false}
              value={pressure.anySurveyDays}
              onChange={value => change({ anySurveyDays: Number(value) || 0 })}
            />
            <NumberInput
              label={t('pressure.yearly')}
              description={t('pressure.yearlyHint')}
              min={0}
              max={1000}
              allowDecimal={false}
              value={pressure.yearlyCap}
              onChange={value => change({ yearlyCap: Number(value) || 0 })}
            />
          </div>
          <fieldset className={styles.fields}>
            <legend>{t('pressure.byKind')}</legend>
            <div className={styles.grid}>
              {surveyKinds.map(kind => (
                <NumberInput
                  key={kind}
                  label={kinds(`kinds.${kind}`)}
                  min={0}
                  max={1000}
                  allowDecimal={false}
                  value={pressure.sameKindDays[kind]}
                  onChange={value => change({ sameKindDays: { ...pressure.sameKindDays, [kind]: Number(value) || 0 } })}
                />
              ))}
            </div>
          </fieldset>
          <div className={styles.grid}>
            <NumberInput
              label={t('pressure.hours')}
              min={0}
              max={23}
              allowDecimal={false}
              value={hours.from}
              onChange={value => setHours({ from: Number(value) || 0 })}
            />
            <NumberInput
              label={t('pressure.to')}
              min={1}
              max={24}
              allowDecimal={false}
              value={hours.to}
              onChange={value => setHours({ to: Number(value) || 24 })}
            />
          </div>
          <p className={styles.small}>{t('pressure.hoursHint')}</p>
          <MultiSelect
            label={t('pressure.weekdays')}
            value={hours.weekdays.map(String)}
            onChange={chosen => setHours({ weekdays: chosen.map(Number) })}
            data={([1, 2, 3, 4, 5, 6, 0] as const).map(day => ({ value: String(day), label: weekday(day) }))}
          />
          <Checkbox
            label={t('pressure.holidays')}
            checked={hours.holidays === 'france'}
            onChange={event => setHours({ holidays: event.currentTarget.checked ? 'france' : 'none' })}
          />
          <Textarea
            label={t('pressure.daysOff')}
            description={t('pressure.daysOffHint')}
            autosize
            minRows={1}
            maxRows={8}
            value={daysOff}
            onChange={event => setDaysOff(event.currentTarget.value)}
          />
          <MultiSelect
            label={t('pressure.excluded')}
            description={t('pressure.excludedHint')}
            value={pressure.excludedSegments}
            onChange={excludedSegments => change({ excludedSegments })}
            data={segments.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <fieldset className={styles.fields}>
            <legend>{t('pressure.openCase')}</legend>
            <div className={styles.grid}>
              <EventName
                label={t('pressure.opens')}
                value={openCase.opens ?? ''}
                onChange={name => change({ openCase: { ...openCase, opens: name || null } })}
              />
              <EventName
                label={t('pressure.closes')}
                value={openCase.closes ?? ''}
                onChange={name => change({ openCase: { ...openCase, closes: name || null } })}
              />
            </div>
          </fieldset>
          <Refused error={save.error ?? pause.error} />
          <Button type="submit" variant="default" loading={save.isPending} style={{ justifySelf: 'start' }}>
            {t('pressure.save')}
          </Button>
        </form>
      </div>
    </Part>
  )
}
