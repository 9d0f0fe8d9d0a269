import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFile } from '../../../vocabulary/survey/sent-file.ts'
import { useMay } from '../../admitting/data.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { SentFiles } from '../answering/SentFiles.tsx'
import { useResults, useSurveyLinks } from '../data.ts'
import styles from '../listening.module.css'
import type { SurveyView } from '../view.ts'
import { Comments } from './Comments.tsx'
import { GroupsPart } from './GroupsPart.tsx'
import { KeepingDialog } from './KeepingDialog.tsx'
import { QuestionResults } from './QuestionResults.tsx'
import { RatesPart } from './RatesPart.tsx'
import parts from './results.module.css'
import { resultParts, useResultsView } from './results-view.ts'
import { TakeAnswers } from './TakeAnswers.tsx'
import { TrendPart } from './TrendPart.tsx'

/** What was answered, question by question, to one version of the survey, at one place or everywhere. */
export function ResultsTab({ survey, view }: { survey: string; view: SurveyView }) {
  const { t } = useTranslation('listening')
  const own = useTranslation('surveyResults').t
  const [opened, setOpened] = useState<'take' | 'keeping' | null>(null)
  const shown = useResultsView()
  const { part } = shown.view
  const figures = useFigures()
  const may = useMay()
  const { data, error, refetch } = useResults(survey, view.version, view.place)
  const links = useSurveyLinks(survey)
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Waiting />
  const show = (next: Partial<Record<keyof SurveyView, string>>) => shown.show(next as never)
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
      <SegmentedControl
        aria-label={own('part')}
        value={part}
        data={resultParts
          .filter(one => one !== 'words' || may('customer.read'))
          .map(value => ({ value, label: own(`parts.${value}`) }))}
        onChange={value => shown.show({ part: value })}
        className={parts.parts}
      />
      {data.withheld ? (
        <EmptyState title={own('withheld')}>{own('withheldText')}</EmptyState>
      ) : part === 'rates' ? (
        <RatesPart survey={survey} />
      ) : data.started === 0 && part === 'answers' ? (
        <EmptyState title={t('noAnswers')}>{t('noAnswersText')}</EmptyState>
      ) : part === 'trend' ? (
        <TrendPart survey={survey} />
      ) : part === 'groups' ? (
        <GroupsPart survey={survey} />
      ) : part === 'words' && may('customer.read') ? (
        <Comments survey={survey} questions={data.questions} />
      ) : (
        data.questions.map(result => (
          <QuestionResults
            key={result.question}
            result={result}
            readWords={may('customer.read') ? () => shown.show({ part: 'words' }) : undefined}
          />
        ))
      )}
      {part === 'words' && may('customer.read') && data.questions.some(isFile) && (
        <SentFiles survey={survey} place={view.place} />
      )}
    </div>
  )
}
