import { Button, SegmentedControl } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SurveyMessageTexts } from '../../../contract/survey-messages.ts'
import type { Label, Tongue } from '../../../vocabulary/label.ts'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { BothLabels } from '../BothLabels.tsx'
import { VoicePanel } from '../calling/VoicePanel.tsx'
import { useMessageActs, useMessageTexts, usePreviewedMessage } from './data.ts'
import { FaultLines } from './FaultLines.tsx'
import { MessageList } from './MessageList.tsx'
import { SmsField } from './SmsField.tsx'
import styles from './sending.module.css'
import { useKeptDraft } from './use-kept-draft.ts'

const pauseMs = 400

/** What people receive who are asked: written, seen as it arrives, and what became of each message. */
export function MessagesTab({ survey }: { survey: string }) {
  const { data, error, refetch } = useMessageTexts(survey)
  const may = useMay()
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Waiting lines={4} />
  return (
    <>
      <Texts survey={survey} held={data} />
      <VoicePanel survey={survey} />
      {may('customer.read') && <MessageList survey={survey} />}
    </>
  )
}

function Texts({ survey, held }: { survey: string; held: SurveyMessageTexts }) {
  const { t } = useTranslation('sending')
  const { language } = useFigures()
  const may = useMay()('survey.edit')
  const { save, test } = useMessageActs(survey)
  const [texts, setTexts] = useKeptDraft(`texts ${survey}`, held.texts)
  const [kind, setKind] = useState<'invitation' | 'reminder'>('invitation')
  const [tongue, setTongue] = useState<Tongue>(
    held.languages.includes(language) ? language : (held.languages[0] ?? 'fr'),
  )
  const [settled, setSettled] = useState(texts)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(texts), pauseMs)
    return () => clearTimeout(timer)
  }, [texts])
  const { data: shown, error } = usePreviewedMessage(survey, {
    texts: settled,
    kind,
    language: tongue,
    firstName: 'Camille',
  })
  const sms = kind === 'invitation' ? 'sms' : 'smsReminder'
  const change = (part: 'subject' | 'body', value: Label) =>
    setTexts({ ...texts, [kind]: { ...texts[kind], [part]: value } })
  const isChanged = JSON.stringify(texts) !== JSON.stringify(held.texts)
  return (
    <>
      {held.faults.length > 0 && (
        <div className={styles.notReady}>
          <FaultLines title={t('ready')} faults={held.faults} />
        </div>
      )}
      <div className={styles.columns}>
        <form
          className={styles.form}
          onSubmit={event => {
            event.preventDefault()
            save.mutate(texts, { onSuccess: () => notifications.show({ message: t('saved') }) })
          }}
        >
          <p className={styles.small}>
            {t('intro')} {t('usual')}
          </p>
          <div className={styles.bar}>
            <SegmentedControl
              size="xs"
              value={kind}
              onChange={value => setKind(value === 'reminder' ? 'reminder' : 'invitation')}
              data={(['invitation', 'reminder'] as const).map(value => ({ value, label: t(`kinds.${value}`) }))}
            />
            {held.languages.length > 1 && (
              <SegmentedControl
                size="xs"
                value={tongue}
                onChange={value => setTongue(value === 'en' ? 'en' : 'fr')}
                data={held.languages.map(value => ({ value, label: value.toUpperCase() }))}
              />
            )}
          </div>
          <fieldset disabled={!may} className={styles.form} style={{ border: 0, padding: 0, margin: 0 }}>
            <BothLabels
              label={t('subject')}
              languages={[tongue]}
              value={texts[kind]?.subject}
              onChange={value => change('subject', value)}
            />
            <BothLabels
              label={t('body')}
              languages={[tongue]}
              value={texts[kind]?.body}
              onChange={value => change('body', value)}
              long
            />
            <SmsField
              languages={[tongue]}
              tongue={tongue}
              value={texts[sms]}
              sent={shown?.sms}
              onChange={value => setTexts({ ...texts, [sms]: value })}
              asks={kind === 'invitation' && held.asksBySms ? (texts.smsAsks ?? false) : undefined}
              setAsks={asks => {
                const { smsAsks: _, ...others } = texts
                setTexts(asks ? { ...others, smsAsks: true } : others)
              }}
            />
          </fieldset>
          <Refused error={save.error ?? test.error ?? error} />
          {isChanged && <p className={styles.small}>{t('unsaved')}</p>}
          {may && (
            <div className={styles.bar}>
              <Button type="submit" loading={save.isPending} disabled={!isChanged}>
                {t('save')}
              </Button>
              {isChanged && (
                <Button variant="subtle" color="gray" onClick={() => setTexts(held.texts)}>
                  {t('putBack')}
                </Button>
              )}
              <Button
                variant="default"
                loading={test.isPending}
                disabled={isChanged}
                onClick={() =>
                  test.mutate(
                    { kind, language: tongue },
                    { onSuccess: () => notifications.show({ message: t('tested') }) },
                  )
                }
              >
                {t('test')}
              </Button>
            </div>
          )}
        </form>
        <section className={styles.sheet} aria-label={t('preview')}>
          <p className={styles.small}>{t('previewOf', { subject: shown?.subject ?? '' })}</p>
          <iframe
            className={styles.frame}
            title={t('preview')}
            sandbox=""
            srcDoc={shown?.html.replace(/<style>[\s\S]*?<\/style>/, '') ?? ''}
          />
        </section>
      </div>
    </>
  )
}
