import { Button, NativeSelect } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { exportAnswers } from '../../contract/listening.ts'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { addressOf } from '../client.ts'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useFigures } from '../kit/figures.ts'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { Comments } from './Comments.tsx'
import { useResults, useSurveyLinks } from './data.ts'
import styles from './listening.module.css'
import { QuestionResults } from './QuestionResults.tsx'
import type { SurveyView } from './view.ts'

/** What was answered, question by question, to one version of the survey, at one place or everywhere. */
export function ResultsTab({ survey, view }: { survey: string; view: SurveyView }) {
  const { t } = useTranslation('listening')
  const figures = useFigures()
  const may = useMay()
  const workspace = useWorkspaceKey()
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
        {may('event.export') && data.started > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            component="a"
            href={addressOf(exportAnswers, { params: { workspace, survey } })}
            download
          >
            {t('export')}
          </Button>
        )}
      </div>
      {data.started === 0 ? (
        <EmptyState title={t('noAnswers')}>{t('noAnswersText')}</EmptyState>
      ) : (
        data.questions.map(result => <QuestionResults key={result.question} result={result} />)
      )}
      {data.started > 0 && may('customer.read') && <Comments survey={survey} />}
    </div>
  )
}
