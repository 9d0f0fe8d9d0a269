import { Button, MultiSelect, NumberInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PressureFace } from '../../../contract/contact-pressure.ts'
import { surveyKinds } from '../../../vocabulary/survey/survey-kinds.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useSegments } from '../../segmenting/data.ts'
import { Part } from '../../settings/Part.tsx'
import { type PressureDraft, usePressure, usePressureChanges } from './data.ts'
import { HoursFields } from './HoursFields.tsx'
import styles from './inviting.module.css'
import { OpenCaseFields } from './OpenCaseFields.tsx'

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
  const change = (part: Partial<PressureDraft>) => setPressure({ ...pressure, ...part })
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
            save.mutate(
              { revision: face.revision, pressure },
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
          <HoursFields hours={pressure.hours} onChange={hours => change({ hours })} />
          <MultiSelect
            label={t('pressure.excluded')}
            description={t('pressure.excludedHint')}
            value={pressure.excludedSegments}
            onChange={excludedSegments => change({ excludedSegments })}
            data={segments.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <OpenCaseFields openCase={pressure.openCase} onChange={openCase => change({ openCase })} />
          <Refused error={save.error ?? pause.error} />
          <Button type="submit" variant="default" loading={save.isPending} style={{ justifySelf: 'start' }}>
            {t('pressure.save')}
          </Button>
        </form>
      </div>
    </Part>
  )
}
