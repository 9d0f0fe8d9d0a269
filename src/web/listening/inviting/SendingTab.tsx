import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SendingFace } from '../../../contract/survey-inviting.ts'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { ReadyLines } from '../sending/ReadyLines.tsx'
import type { SurveyView } from '../view.ts'
import { DryRun } from './DryRun.tsx'
import { type RulesDraft, useInviting, useSendingRules } from './data.ts'
import { Funnel } from './Funnel.tsx'
import styles from './inviting.module.css'
import { Ledger } from './Ledger.tsx'
import { ListForm } from './ListForm.tsx'
import { RulesForm } from './RulesForm.tsx'
import { useSentence } from './sentence.ts'
import { Waves } from './Waves.tsx'

/** Who is asked by a survey, when and why not: its rules, what they would do, and what they did. */
export function SendingTab(props: { survey: string; isPublished: boolean; view: SurveyView }) {
  const { data } = useSendingRules(props.survey)
  const mayRead = useMay()('customer.read')
  if (!data) return <Waiting lines={4} />
  return (
    <div className={styles.tab}>
      <Rules key={data.revision} face={data} {...props} />
      {mayRead && <DryRun survey={props.survey} trigger={data.rules.trigger.kind} isFit={data.flaw === null} />}
      {props.isPublished && <ListForm survey={props.survey} />}
      {data.waves.length > 0 && <Waves survey={props.survey} waves={data.waves} />}
      <Funnel survey={props.survey} />
      {mayRead && <Ledger survey={props.survey} view={props.view} />}
    </div>
  )
}

function Rules({ survey, isPublished, face }: { survey: string; isPublished: boolean; face: SendingFace }) {
  const { t } = useTranslation('inviting')
  const figures = useFigures()
  const sentence = useSentence()
  const may = useMay()('survey.edit')
  const { save, toggle } = useInviting(survey)
  const saved = face.rules as RulesDraft
  const [changes, setChanges] = useState<Partial<RulesDraft>>({})
  const rules: RulesDraft = { ...saved, ...changes }
  const isChanged = Object.keys(changes).length > 0
  const isOn = face.since !== null
  return (
    <section className={styles.part} aria-label={t('title')}>
      <div className={styles.row}>
        <h2 style={{ flex: 1 }}>{t('title')}</h2>
        <span className={styles.small}>{isOn ? t('on', { day: figures.day(face.since!) }) : t('off')}</span>
        {may && isPublished && (
          <Button
            size="sm"
            variant={isOn ? 'default' : 'filled'}
            disabled={isChanged || (!isOn && face.flaw !== null)}
            loading={toggle.isPending}
            onClick={() => toggle.mutate(!isOn)}
          >
            {t(isOn ? 'switchOff' : 'switchOn')}
          </Button>
        )}
      </div>
      {face.isPaused && <p className={styles.notice}>{t('isPaused')}</p>}
      <p className={styles.sentence}>{sentence(rules)}</p>
      {!isOn && <p className={styles.small}>{t(isPublished ? 'text' : 'neverPublished')}</p>}
      {!isChanged && face.flaw && <p className={styles.notice}>{face.flaw[figures.language]}</p>}
      <ReadyLines survey={survey} />
      {face.waiting > 0 && (
        <p className={styles.small}>{t('waiting', { count: face.waiting, n: figures.whole(face.waiting) })}</p>
      )}
      {may && (
        <>
          <RulesForm rules={rules} usual={face.usual} change={part => setChanges({ ...changes, ...part })} />
          <div className={styles.row}>
            <Button
              disabled={!isChanged}
              loading={save.isPending}
              onClick={() => save.mutate({ revision: face.revision, rules })}
            >
              {t('save')}
            </Button>
            {isChanged && (
              <Button variant="subtle" color="gray" onClick={() => setChanges({})}>
                {t('putBack')}
              </Button>
            )}
          </div>
        </>
      )}
      <Refused error={save.error ?? toggle.error} />
    </section>
  )
}
