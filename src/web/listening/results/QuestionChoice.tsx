import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SurveyTrend } from '../../../contract/survey-figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useResultsView } from './results-view.ts'

/** Which of the questions that have a score is told. */
export function QuestionChoice({ of }: { of: Pick<SurveyTrend, 'questions' | 'question'> }) {
  const { t } = useTranslation('listening')
  const { say } = useLabels()
  const { show } = useResultsView()
  if (of.questions.length < 2) return null
  return (
    <NativeSelect
      size="xs"
      label={t('question')}
      value={of.question ?? ''}
      onChange={event => show({ question: event.currentTarget.value, first: undefined, second: undefined })}
      data={of.questions.map(({ id, text }) => ({ value: id, label: say(text) }))}
    />
  )
}
