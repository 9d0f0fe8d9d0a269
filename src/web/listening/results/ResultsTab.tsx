import { Button, NativeSelect } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useResults, useSurveyLinks } from '../data.ts'
import styles from '../listening.module.css'
import type { SurveyView } from '../view.ts'
import { Comments } from './Comments.tsx'
import { KeepingDialog } from './KeepingDialog.tsx'
import { QuestionResults } from './QuestionResults.tsx'
import { TakeAnswers } from './TakeAnswers.tsx'

/** What was answered, question by question, to one version of the survey, at one place or everywhere. */
export function ResultsTab({ survey, view }: { survey: string; view: SurveyView }) {
  const { t } = useTranslation('listening')
  const own = useTranslation('surveyResults').t
  const [opened, setOpened] = useState<'take' | 'keeping' | null>(null)
  const figures = useFigures()
  const may = useMay()
  const navigate = useNavigate()
  const { data, error, refetch } = useResults(survey, view.version, view.place)
  const links = useSurveyLinks(survey)
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Waiting />
  const show = (next: Partial<Record<keyof SurveyView, string>>) =>
    navigate({ to: '.', search: { ...view, tab: 'results', ...next } as never, replace: true })
  const places = links.data?.links ?? []
  return (
    <div className={styles.results}>
      <div className={styles.score}>
        {data.versions.length > 1 && (
          <NativeSelect
            aria-label={t('version')}
            value={String(data.version ?? '')}
            onChange={event => show({ version: event.currentTarget.value })}
            data={data.versions.map(({ number, publishedAt }) => ({
              value: String(number),
              label: t('versionOf', { number, day: figures.day(publishedAt) }),
            }))}
          />
        )}
        {places.length > 1 && (
          <NativeSelect
            aria-label={t('place')}
            value={view.place ?? ''}
            onChange={event => show({ place: event.currentTarget.value })}
            data={[
              { value: '', label: t('everywhere') },
              ...places.map(link => ({ value: link.id, label: link.place || t('general') })),
            ]}
          />
        )}
        <span>
          <b>{figures.whole(data.started)}</b> {t('begun')}
        </span>
        <span>
          <b>{figures.whole(data.completed)}</b> {t('finished')}
        </span>
        <Button size="compact-sm" variant="default" onClick={() => setOpened('keeping')}>
          {own('keeping')}
        </Button>
        {may('event.export') && data.started > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => setOpened('take')}>
            {own('take')}
          </Button>
        )}
      </div>
      {opened === 'take' && <TakeAnswers survey={survey} view={view} close={() => setOpened(null)} />}
      {opened === 'keeping' && <KeepingDialog survey={survey} close={() => setOpened(null)} />}
      {data.withheld ? (
        <EmptyState title={own('withheld')}>{own('withheldText')}</EmptyState>
      ) : data.started === 0 ? (
        <EmptyState title={t('noAnswers')}>{t('noAnswersText')}</EmptyState>
      ) : (
        data.questions.map(result => <QuestionResults key={result.question} result={result} />)
      )}
      {data.started > 0 && may('customer.read') && <Comments survey={survey} />}
    </div>
  )
}
