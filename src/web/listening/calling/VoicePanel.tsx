import { Button, NativeSelect, Switch } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VoiceSettings } from '../../../contract/survey-voice.ts'
import type { Survey } from '../../../vocabulary/survey/survey.ts'
import { leftOut, recordings, spokenSurvey } from '../../../vocabulary/survey/voice-dialogue.ts'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { CopyText } from '../../kit/CopyText.tsx'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import { BothLabels } from '../BothLabels.tsx'
import { useSurvey } from '../data.ts'
import styles from './calling.module.css'
import { useSaveVoice, useSurveyVoice } from './data.ts'
import { VoiceSimulator } from './VoiceSimulator.tsx'

/** How a survey is asked on the telephone, what it leaves out there, and a telephone to try it with. */
export function VoicePanel({ survey }: { survey: string }) {
  const { t } = useTranslation('calling')
  const { data: voice } = useSurveyVoice(survey)
  const { data: whole } = useSurvey(survey)
  if (!voice || !whole) return null
  return (
    <section className={styles.panel} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className={styles.small}>{t('text')}</p>
      <Settings
        key={JSON.stringify(voice.settings)}
        id={survey}
        survey={whole.survey}
        held={voice.settings}
        hasSecret={voice.hasSecret}
        counts={voice}
      />
    </section>
  )
}

function Settings(props: {
  id: string
  survey: Survey
  held: VoiceSettings
  hasSecret: boolean
  counts: { started: number; completed: number }
}) {
  const { id, survey, held, hasSecret, counts } = props
  const { t } = useTranslation('calling')
  const figures = useFigures()
  const may = useMay()('survey.edit')
  const workspace = useWorkspaceKey()
  const save = useSaveVoice(id)
  const [settings, setSettings] = useState(held)
  const { recording } = settings
  const isChanged = JSON.stringify(settings) !== JSON.stringify(held)
  const keep = (next: VoiceSettings) =>
    save.mutate(next, { onSuccess: () => notifications.show({ message: t('saved') }) })
  const isAskable = spokenSurvey({ survey, recording }).pages.length > 0
  return (
    <div className={styles.columns}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          keep(settings)
        }}
      >
        <Switch
          label={t('on')}
          checked={held.isOn}
          disabled={!may || save.isPending || (!isAskable && !held.isOn)}
          onChange={event => keep({ ...settings, isOn: event.currentTarget.checked })}
        />
        {held.isOn && !hasSecret && <p className={styles.bad}>{t('noSecret')}</p>}
        {held.isOn && (
          <p className={styles.small}>
            {t('figures', { completed: figures.whole(counts.completed), started: figures.whole(counts.started) })}
          </p>
        )}
        <NativeSelect
          label={t('recording')}
          {...(recording === 'off' ? {} : { description: t('recordingText') })}
          value={recording}
          disabled={!may}
          onChange={event => {
            const chosen = recordings.find(one => one === event.currentTarget.value) ?? 'off'
            setSettings(before => ({ ...before, recording: chosen }))
          }}
          data={recordings.map(value => ({ value, label: t(`recordings.${value}`) }))}
        />
        <fieldset disabled={!may} className={styles.plain}>
          <BothLabels
            label={t('welcome')}
            languages={survey.languages}
            value={settings.welcome ?? undefined}
            onChange={welcome => {
              const isSaid = Object.values(welcome).some(text => text.trim() !== '')
              setSettings(before => ({ ...before, welcome: isSaid ? welcome : null }))
            }}
          />
          <p className={styles.small}>{t('welcomeHint')}</p>
        </fieldset>
        <Refused error={save.error} />
        {may && (
          <Button
            type="submit"
            variant="default"
            loading={save.isPending}
            disabled={!isChanged}
            className={styles.start ?? ''}
          >
            {t('save')}
          </Button>
        )}
        <LeftOut survey={survey} recording={recording} isAskable={isAskable} />
        {held.isOn && (
          <div className={styles.form}>
            <b>{t('address')}</b>
            <CopyText text={`${location.origin}/v1/voice/${workspace}/next`} />
            <CopyText text={`${location.origin}/v1/voice/${workspace}/status`} />
          </div>
        )}
      </form>
      <VoiceSimulator survey={survey} recording={recording} welcome={settings.welcome ?? undefined} />
    </div>
  )
}

function LeftOut({
  survey,
  recording,
  isAskable,
}: {
  survey: Survey
  recording: VoiceSettings['recording']
  isAskable: boolean
}) {
  const { t } = useTranslation('calling')
  const { say } = useLabels()
  const out = leftOut(survey, recording)
  if (out.length === 0) return <p className={styles.small}>{t('all')}</p>
  return (
    <div>
      {!isAskable && <p className={styles.bad}>{t('none')}</p>}
      <b>{t('leftOut')}</b>
      <ul className={styles.out}>
        {out.map(({ question, why }) => (
          <li key={question.id}>
            {say(question.text)}
            <small>
              {t(`why.${why}`)}
              {question.required && ` · ${t('required')}`}
            </small>
          </li>
        ))}
      </ul>
    </div>
  )
}
