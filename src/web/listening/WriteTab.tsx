import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WholeSurvey } from '../../contract/listening.ts'
import type { Survey } from '../../vocabulary/survey.ts'
import { surveyKinds } from '../../vocabulary/survey-kinds.ts'
import { useMay } from '../admitting/data.ts'
import { BothLabels } from './BothLabels.tsx'
import { BindingField } from './binding/BindingField.tsx'
import { EndingList } from './EndingList.tsx'
import { FaultList } from './FaultList.tsx'
import styles from './listening.module.css'
import { QuestionCard } from './QuestionCard.tsx'
import { SurveyPreview } from './SurveyPreview.tsx'
import { addPage, addQuestion } from './survey-edits.ts'
import type { useDraft } from './use-draft.ts'
import { QuotaList } from './writing/QuotaList.tsx'
import { ThemeFields } from './writing/ThemeFields.tsx'

/** A survey as it is written: pages and questions on the left, what customers will see on the right. */
export function WriteTab({ whole, draft }: { whole: WholeSurvey; draft: ReturnType<typeof useDraft> }) {
  const { t } = useTranslation('listening')
  const writing = useTranslation('surveyWriting').t
  const may = useMay()('survey.edit')
  const [opened, setOpened] = useState<string>()
  const { survey, kind } = draft.draft
  const { languages } = survey
  const write = (next: Survey) => draft.change({ survey: next })
  const page = survey.pages.find(one => one.id === opened || one.questions.some(({ id }) => id === opened))?.id
  const reach = (id: string) => {
    setOpened(id)
    requestAnimationFrame(() => document.getElementById(`question-${id}`)?.scrollIntoView({ block: 'center' }))
  }
  const add = (to: string, of: Survey = survey) => {
    const made = addQuestion(of, to, 'single')
    write(made.survey)
    reach(made.id)
  }
  return (
    <div className={styles.write}>
      <div>
        <div className={styles.part}>
          <FaultList whole={whole} open={reach} />
          {may && (
            <>
              <NativeSelect
                label={t('kind')}
                value={kind}
                data={surveyKinds.map(one => ({ value: one, label: t(`kinds.${one}`) }))}
                onChange={event => {
                  const next = surveyKinds.find(one => one === event.currentTarget.value)
                  if (next) draft.change({ kind: next })
                }}
              />
              <BindingField value={draft.draft} onChange={draft.change} />
              <BothLabels
                label={t('surveyTitle')}
                languages={languages}
                value={survey.title}
                onChange={title => write({ ...survey, title })}
              />
              <BothLabels
                long
                label={t('intro')}
                languages={languages}
                value={survey.intro}
                onChange={intro => {
                  const { intro: _, ...rest } = survey
                  write((intro.fr ?? '') + (intro.en ?? '') === '' ? rest : { ...rest, intro })
                }}
              />
              <BothLabels
                long
                label={t('notice')}
                languages={languages}
                value={survey.notice}
                onChange={notice => write({ ...survey, notice })}
              />
            </>
          )}
        </div>
        {survey.pages.map((one, at) => (
          <div key={one.id} className={styles.part}>
            <h2>{t('thePage', { at: at + 1 })}</h2>
            {one.questions.map(question => (
              <QuestionCard
                key={question.id}
                survey={survey}
                question={question}
                isOpen={opened === question.id}
                open={setOpened}
                may={may}
                onChange={write}
              />
            ))}
            {may && (
              <Button size="compact-sm" variant="default" style={{ justifySelf: 'start' }} onClick={() => add(one.id)}>
                {t('addQuestion')}
              </Button>
            )}
          </div>
        ))}
        {may && (
          <div className={styles.part}>
            <Button
              size="compact-sm"
              variant="default"
              style={{ justifySelf: 'start' }}
              onClick={() => {
                const made = addPage(survey)
                add(made.id, made.survey)
              }}
            >
              {t('addPage')}
            </Button>
            <h2>{t('endings')}</h2>
            <EndingList survey={survey} onChange={write} />
            <h2>{writing('theme.title')}</h2>
            <ThemeFields survey={survey} onChange={write} />
            <h2>{writing('quotas')}</h2>
            <QuotaList id={whole.id} survey={survey} onChange={write} />
          </div>
        )}
      </div>
      <SurveyPreview survey={survey} page={page} />
    </div>
  )
}
