import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SendingFace } from '../../../contract/survey-inviting.ts'
import { useMay } from '../../admitting/data.ts'
import { Confirm } from '../../kit/Confirm.tsx'
import { useFigures } from '../../kit/figures.ts'
import { useInviting } from './data.ts'
import styles from './inviting.module.css'

/** The waves and lists of a survey, and how far each is. */
export function Waves({ survey, waves }: { survey: string; waves: SendingFace['waves'] }) {
  const { t } = useTranslation('inviting')
  const figures = useFigures()
  const may = useMay()('survey.edit')
  const { stopWave } = useInviting(survey)
  const [asked, ask] = useState<string>()
  return (
    <section className={styles.part} aria-label={t('waves')}>
      <h2>{t('waves')}</h2>
      {waves.map(wave => (
        <div key={wave.id} className={styles.row}>
          <span style={{ flex: 1 }}>
            {t(wave.kind === 'wave' ? 'wave' : 'aList', { day: figures.moment(wave.startedAt) })}
            {!wave.endedAt && <span className={styles.small}> · {t('going')}</span>}
          </span>
          <span className={styles.small}>
            {t('waveFigures', { asked: figures.whole(wave.asked), decided: figures.whole(wave.decided) })}
          </span>
          {may && !wave.stoppedAt && (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => ask(wave.id)}>
              {t('stopWave')}
            </Button>
          )}
        </div>
      ))}
      <Confirm
        opened={asked !== undefined}
        title={t('stopWave')}
        text={t('stopWaveText')}
        doIt={t('stopWave')}
        onDo={() => asked && stopWave.mutate(asked)}
        close={() => ask(undefined)}
      />
    </section>
  )
}
