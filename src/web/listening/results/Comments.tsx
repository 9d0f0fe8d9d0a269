import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuestionResult } from '../../../contract/survey-results.ts'
import { isScored } from '../../../vocabulary/survey/survey-trend.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import listening from '../listening.module.css'
import { type CommentFilter, useComments } from './data.ts'
import styles from './results.module.css'
import { useResultsView } from './results-view.ts'

/** What people wrote, the latest first, by question, score, place, and the words in it. */
export function Comments({ survey, questions }: { survey: string; questions: readonly QuestionResult[] }) {
  const { t } = useTranslation('listening')
  const own = useTranslation('surveyResults').t
  const { say } = useLabels()
  const { view, show } = useResultsView()
  const [search, setSearch] = useState(view.search ?? '')
  const wanted = useDeferredValue(search)
  const [scoreFrom, scoreTo] = view.score?.split('-').map(Number) ?? []
  const written = questions.filter(({ kind }) => kind === 'text')
  const question = written.find(one => one.question === view.question)?.question
  const filter: CommentFilter = {
    ...(view.place ? { place: view.place } : {}),
    ...(question ? { question } : {}),
    ...(scoreFrom === undefined || Number.isNaN(scoreFrom) ? {} : { scoreFrom }),
    ...(scoreTo === undefined || Number.isNaN(scoreTo) ? {} : { scoreTo }),
    ...(wanted.trim() ? { search: wanted.trim() } : {}),
  }
  const ranges = rangesOf(questions.find(isScored))
  return (
    <section aria-label={t('comments')} className={styles.part}>
      <div className={styles.controls}>
        <TextInput
          size="xs"
          type="search"
          label={own('searchWords')}
          value={search}
          maxLength={80}
          onChange={event => setSearch(event.currentTarget.value)}
          onBlur={() => show({ search: search.trim() || undefined })}
        />
        {ranges.length > 0 && (
          <NativeSelect
            size="xs"
            label={own('scoreGiven')}
            value={view.score ?? ''}
            data={[
              { value: '', label: own('anyScore') },
              ...ranges.map(([from, to]) => ({
                value: `${from}-${to}`,
                label: from === to ? String(from) : own('range', { from, to }),
              })),
            ]}
            onChange={event => show({ score: event.currentTarget.value || undefined })}
          />
        )}
        {written.length > 1 && (
          <NativeSelect
            size="xs"
            label={t('question')}
            value={question ?? ''}
            data={[
              { value: '', label: own('anyQuestion') },
              ...written.map(one => ({ value: one.question, label: say(one.text) })),
            ]}
            onChange={event => show({ question: event.currentTarget.value || undefined })}
          />
        )}
      </div>
      <List survey={survey} filter={filter} />
    </section>
  )
}

function List({ survey, filter }: { survey: string; filter: CommentFilter }) {
  const { t } = useTranslation('listening')
  const own = useTranslation('surveyResults').t
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useComments(survey, filter)
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Waiting lines={3} />
  if (data.pages[0]?.withheld) return <EmptyState title={own('withheld')}>{own('withheldText')}</EmptyState>
  const comments = data.pages.flatMap(page => page.comments)
  return (
    <div>
      {comments.length === 0 && !hasNextPage && <p className={styles.note}>{own('noWords')}</p>}
      {comments.map(one => (
        <article key={`${one.response} ${one.question}`} className={listening.comment}>
          <p lang={one.language}>{one.text}</p>
          <span className={listening.small}>
            {[
              one.score === null ? '' : t('gave', { score: figures.fine(one.score) }),
              one.place,
              figures.moment(one.at),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </article>
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {kit('showMore')}
        </Button>
      )}
    </div>
  )
}

/** Low, middling and high answers of a scale, as its score parts them. */
function rangesOf(result: QuestionResult | undefined): readonly (readonly [number, number])[] {
  if (!result) return []
  if (result.kind === 'nps')
    return [
      [0, 6],
      [7, 8],
      [9, 10],
    ]
  const steps = result.answers.map(({ answer }) => Number(answer))
  const [first, last] = [steps[0] ?? 1, steps.at(-1) ?? 5]
  return Array.from({ length: last - first + 1 }, (_, step) => [first + step, first + step] as const)
}
