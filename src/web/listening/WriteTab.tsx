import { Alert, Button, NativeSelect } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WholeSurvey } from '../../contract/listening.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { surveyKinds } from '../../vocabulary/survey/survey-kinds.ts'
import { useMay } from '../admitting/data.ts'
import { BothLabels } from './BothLabels.tsx'
import { BindingField } from './binding/BindingField.tsx'
import { EndingList } from './EndingList.tsx'
import { BothVersions } from './editor/BothVersions.tsx'
import { CopyQuestions } from './editor/CopyQuestions.tsx'
import { EditorTools } from './editor/EditorTools.tsx'
import { FindQuestion } from './editor/FindQuestion.tsx'
import { fieldOfFault, goToField } from './editor/field-of-fault.ts'
import { PagePart } from './editor/PagePart.tsx'
import { PathDrawing } from './editor/PathDrawing.tsx'
import { useQuestionActs } from './editor/question-acts.ts'
import { useWritingKeys } from './editor/use-writing-keys.ts'
import { VariableList } from './editor/VariableList.tsx'
import { WritingKeySheet } from './editor/WritingKeySheet.tsx'
import { FaultList } from './FaultList.tsx'
import styles from './listening.module.css'
import { SurveyPreview } from './SurveyPreview.tsx'
import { addPage, addQuestion } from './survey-edits.ts'
import type { useDraft } from './use-draft.ts'
import { QuotaList } from './writing/QuotaList.tsx'
import { ThemeFields } from './writing/ThemeFields.tsx'

/** A survey as it is written: pages and questions on the left, what customers will see on the right. */
export function WriteTab({ whole, draft }: { whole: WholeSurvey; draft: ReturnType<typeof useDraft> }) {
  const { t } = useTranslation('listening')
  const editor = useTranslation('surveyEditor').t
  const writing = useTranslation('surveyWriting').t
  const may = useMay()('survey.edit')
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string>()
  const [over, setOver] = useState<'find' | 'sheet' | 'copy'>()
  const [told, setTold] = useState('')
  const [left, setLeft] = useState('')
  const { survey, kind } = draft.draft
  const { languages } = survey
  const write = (next: Survey) => draft.change({ survey: next })
  const all = survey.pages.flatMap(page => page.questions)
  const page = survey.pages.find(one => one.id === last || one.questions.some(({ id }) => id === last))?.id
  const reach = (id: string, field?: string) => {
    setOpened(held => new Set([...held, id]))
    setLast(id)
    goToField(id, field)
  }
  const close = (id: string) => setOpened(held => new Set([...held].filter(one => one !== id)))
  const toggle = (id: string) => {
    if (opened.has(id)) return close(id)
    // One at a time, unless all were opened.
    setOpened(held => new Set(held.size > 1 ? [...held, id] : [id]))
    setLast(id)
  }
  const acts = useQuestionActs({ survey, write, announce: setTold, reach })
  useWritingKeys({
    draft,
    acts,
    isEnabled: may,
    opened: last && opened.has(last) ? last : undefined,
    close,
    find: () => setOver('find'),
    sheet: () => setOver('sheet'),
  })
  const { touched } = draft
  const show = useRef(reach)
  show.current = reach
  useEffect(() => {
    if (touched?.place) show.current(touched.place)
  }, [touched])
  const add = (to: string, of: Survey = survey) => {
    const made = addQuestion(of, to, 'single')
    write(made.survey)
    reach(made.id, 'text')
  }
  return (
    <div className={styles.write}>
      <div>
        <p role="status" aria-live="polite" className="unseen">
          {told}
        </p>
        {left && (
          <Alert color="blue" variant="light" role="status" withCloseButton onClose={() => setLeft('')} mb="md">
            {left}
          </Alert>
        )}
        {draft.news && <BothVersions survey={survey} news={draft.news} settle={draft.settle} />}
        {may && (
          <EditorTools
            draft={draft}
            isAnyOpen={opened.size > 0}
            openAll={() => setOpened(new Set(all.map(({ id }) => id)))}
            closeAll={() => setOpened(new Set())}
            find={() => setOver('find')}
            sheet={() => setOver('sheet')}
            copyIn={() => setOver('copy')}
            search={over === 'find' && <FindQuestion survey={survey} reach={reach} close={() => setOver(undefined)} />}
          />
        )}
        <div className={styles.part} id="question-facts">
          <FaultList
            whole={whole}
            open={(at, code) => reach(at, fieldOfFault(code))}
            setAside={
              may
                ? {
                    held: survey.setAside ?? [],
                    change: next => {
                      const { setAside: _, ...rest } = survey
                      write(next.length > 0 ? { ...rest, setAside: [...next] } : rest)
                    },
                  }
                : undefined
            }
          />
          <PathDrawing survey={survey} faults={whole.faults} reach={reach} />
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
              <div id="question-#title">
                <BothLabels
                  label={t('surveyTitle')}
                  languages={languages}
                  value={survey.title}
                  onChange={title => write({ ...survey, title })}
                />
              </div>
              <div id="question-#intro">
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
              </div>
              <div id="question-#notice">
                <BothLabels
                  long
                  label={t('notice')}
                  languages={languages}
                  value={survey.notice}
                  onChange={notice => write({ ...survey, notice })}
                />
              </div>
            </>
          )}
        </div>
        {survey.pages.map(one => (
          <PagePart
            key={one.id}
            survey={survey}
            page={one}
            may={may}
            opened={opened}
            toggle={toggle}
            onChange={write}
            acts={acts}
            add={() => add(one.id)}
          />
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
            <h2>{editor('variables.title')}</h2>
            <VariableList survey={survey} onChange={write} />
            <h2 id="question-#endings">{t('endings')}</h2>
            <EndingList survey={survey} onChange={write} />
            <h2>{writing('theme.title')}</h2>
            <div id="question-theme">
              <ThemeFields survey={survey} onChange={write} />
            </div>
            <h2>{writing('quotas')}</h2>
            <QuotaList id={whole.id} survey={survey} onChange={write} />
          </div>
        )}
      </div>
      <SurveyPreview survey={survey} page={page} />
      {over === 'sheet' && <WritingKeySheet close={() => setOver(undefined)} />}
      {over === 'copy' && (
        <CopyQuestions
          own={whole.id}
          survey={survey}
          close={() => setOver(undefined)}
          copied={({ survey: next, made, left }) => {
            write(next)
            setOver(undefined)
            setLeft(left > 0 ? editor('copy.left', { count: left }) : '')
            if (made[0]) reach(made[0])
          }}
        />
      )}
    </div>
  )
}
