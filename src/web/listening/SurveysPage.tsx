import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { surveyTemplates } from '../../vocabulary/survey/survey-templates.ts'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useFigures } from '../kit/figures.ts'
import { useLabels } from '../kit/label.ts'
import { PageHead } from '../kit/PageHead.tsx'
import { Refused } from '../kit/Refused.tsx'
import shell from '../kit/shell.module.css'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { BindingFlag } from './binding/BindingFacts.tsx'
import { useListening, useSurveys } from './data.ts'
import { ImportSurvey } from './files/ImportSurvey.tsx'
import styles from './listening.module.css'
import { SurveyState } from './SurveyState.tsx'

/** Every survey of the workspace, and how one begins. */
export function SurveysPage() {
  const { t } = useTranslation('listening')
  const files = useTranslation('surveyFiles').t
  const { data, error, refetch } = useSurveys()
  const may = useMay()('survey.edit')
  const workspace = useWorkspaceKey()
  const figures = useFigures()
  const { say } = useLabels()
  const [choosing, setChoosing] = useState(false)
  const [bringing, setBringing] = useState(false)
  const begin = may && (
    <>
      <Button size="sm" variant="default" onClick={() => setBringing(true)}>
        {files('open')}
      </Button>
      <Button size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setChoosing(true)}>
        {t('new')}
      </Button>
    </>
  )
  return (
    <>
      <PageHead title={t('title')} name={t('title')} actions={data && data.surveys.length > 0 && begin} />
      <div className={shell.page}>
        {error ? (
          <Trouble error={error} retry={() => void refetch()} />
        ) : !data ? (
          <Waiting />
        ) : data.surveys.length === 0 ? (
          <EmptyState title={t('none')} actions={begin}>
            {t('noneText')}
          </EmptyState>
        ) : (
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{t('columns.survey')}</th>
                <th>{t('columns.state')}</th>
                <th className={`${styles.figure} ${styles.seldom}`}>{t('columns.begun')}</th>
                <th className={styles.figure}>{t('columns.answered')}</th>
                <th className={styles.seldom}>{t('columns.last')}</th>
              </tr>
            </thead>
            <tbody>
              {data.surveys.map(survey => (
                <tr key={survey.id}>
                  <td>
                    <Link
                      className={styles.name}
                      to="/w/$workspace/surveys/$survey"
                      params={{ workspace, survey: survey.id }}
                    >
                      {say(survey.title)}
                    </Link>
                    <span className={styles.small}>{t(`kinds.${survey.kind}`)}</span>{' '}
                    <BindingFlag binding={survey.binding} />
                  </td>
                  <td>
                    <SurveyState state={survey.state} />
                  </td>
                  <td className={`${styles.figure} ${styles.seldom}`}>{figures.whole(survey.started)}</td>
                  <td className={styles.figure}>{figures.whole(survey.completed)}</td>
                  <td className={`${styles.small} ${styles.seldom}`}>
                    {survey.lastAnswerAt ? figures.moment(survey.lastAnswerAt) : t('never')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {bringing && <ImportSurvey close={() => setBringing(false)} />}
      {choosing && <ChooseTemplate close={() => setChoosing(false)} />}
    </>
  )
}

function ChooseTemplate({ close }: { close: () => void }) {
  const { t } = useTranslation('listening')
  const { say } = useLabels()
  const { create } = useListening()
  const workspace = useWorkspaceKey()
  const navigate = useNavigate()
  const begin = async (template: string | null) => {
    const made = await create.mutateAsync(template).catch(() => undefined)
    if (made) await navigate({ to: '/w/$workspace/surveys/$survey', params: { workspace, survey: made.id } })
  }
  return (
    <Dialog title={t('choose')} close={close} wide>
      <Refused error={create.error} />
      <div className={styles.templates}>
        {surveyTemplates.map(({ id, kind, survey }) => (
          <button
            key={id}
            type="button"
            className={styles.template}
            disabled={create.isPending}
            aria-label={t('begin', { title: say(survey.title) })}
            onClick={() => void begin(id)}
          >
            <b>{say(survey.title)}</b>
            <span className={styles.small}>
              {t(`kinds.${kind}`)} · {t('questions', { count: survey.pages.flatMap(page => page.questions).length })}
            </span>
          </button>
        ))}
        <button type="button" className={styles.template} disabled={create.isPending} onClick={() => void begin(null)}>
          <b>{t('blank')}</b>
        </button>
      </div>
    </Dialog>
  )
}
