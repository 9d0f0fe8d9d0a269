import { Button, NumberInput, Radio } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { anonymities, type SurveyKeeping } from '../../../contract/survey-keeping.ts'
import { useMay } from '../../admitting/data.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useKeeping, useSetKeeping } from './data.ts'
import styles from './results.module.css'

/** Whose the answers are, for how long they are kept, and what was forgotten. */
export function KeepingDialog({ survey, close }: { survey: string; close: () => void }) {
  const { t } = useTranslation('surveyResults')
  const { data, error, refetch } = useKeeping(survey)
  return (
    <Dialog title={t('keeping')} close={close}>
      {error ? (
        <Trouble error={error} retry={() => void refetch()} />
      ) : data ? (
        <Form survey={survey} kept={data} close={close} />
      ) : (
        <Waiting lines={4} />
      )}
    </Dialog>
  )
}

function Form({ survey, kept, close }: { survey: string; kept: SurveyKeeping; close: () => void }) {
  const { t } = useTranslation('surveyResults')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const may = useMay()('survey.edit')
  const set = useSetKeeping(survey)
  const [chosen, setChosen] = useState(kept)
  const { anonymity, identityMonths, wordsMonths } = chosen
  const months = (name: 'identityMonths' | 'wordsMonths') => (
    <NumberInput
      label={t(name)}
      value={chosen[name]}
      min={1}
      max={120}
      clampBehavior="strict"
      allowDecimal={false}
      disabled={!may}
      onChange={value => setChosen(last => ({ ...last, [name]: Number(value) || 1 }))}
    />
  )
  return (
    <div className={styles.form}>
      <Radio.Group
        label={t('anonymity')}
        value={anonymity}
        onChange={value => setChosen(last => ({ ...last, anonymity: value as SurveyKeeping['anonymity'] }))}
      >
        <div className={styles.choices}>
          {anonymities.map(one => (
            <Radio
              key={one}
              value={one}
              label={t(`anonymities.${one}`)}
              description={t(`anonymitiesText.${one}`)}
              disabled={!may}
            />
          ))}
        </div>
      </Radio.Group>
      {months('identityMonths')}
      {months('wordsMonths')}
      <p className={styles.note}>{t('keepText')}</p>
      {kept.cuts.length === 0 && <p className={styles.note}>{t('noCuts')}</p>}
      {kept.cuts.map(({ part, at, responses }) => (
        <p key={part} className={styles.note}>
          {t(`cuts.${part}`, { n: figures.whole(responses), day: figures.day(at) })}
        </p>
      ))}
      <Refused error={set.error} />
      {may && (
        <Button
          loading={set.isPending}
          onClick={() => set.mutate({ anonymity, identityMonths, wordsMonths }, { onSuccess: close })}
        >
          {kit('save')}
        </Button>
      )}
    </div>
  )
}
