import { MultiSelect, NativeSelect, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Condition, Question } from '../../vocabulary/survey/survey.ts'
import { useLabels } from '../kit/label.ts'
import styles from './listening.module.css'

/**
 * When a question is asked: always, or after some answers to one before. A condition of several parts, made by the API,
 * is shown as such and left alone until another is chosen.
 */
export function ConditionField(props: {
  before: readonly Question[]
  value: Condition | undefined
  onChange: (value: Condition | undefined) => void
  /** What the field is called, and what it says without a condition. */
  label?: string
  always?: string
}) {
  const { t } = useTranslation('listening')
  const editor = useTranslation('surveyEditor').t
  const { before, value, onChange, label = t('asked'), always = t('always') } = props
  const { say } = useLabels()
  const able = before.filter(question => question.kind === 'number' || answersOf(question).length > 0)
  const isSimple = value !== undefined && 'question' in value
  const of = isSimple ? able.find(({ id }) => id === value.question) : undefined
  if (able.length === 0 && !value) return null
  const chosen = of && isSimple ? chosenIn(value, of) : []
  return (
    <div className={styles.both}>
      <NativeSelect
        label={label}
        value={value === undefined ? '' : (of?.id ?? 'other')}
        onChange={event => {
          const question = able.find(({ id }) => id === event.currentTarget.value)
          if (!question) return onChange(undefined)
          const [first] = answersOf(question)
          onChange(first ? { question: question.id, is: [first.value] } : { question: question.id, from: 1 })
        }}
        data={[
          { value: '', label: always },
          ...able.map(question => ({ value: question.id, label: t('ifAnswer', { question: say(question.text) }) })),
          ...(value !== undefined && !of ? [{ value: 'other', label: t('otherCondition'), disabled: true }] : []),
        ]}
      />
      {of?.kind === 'number' && isSimple && !('is' in value) && (
        <div className={styles.both}>
          {(['from', 'to'] as const).map(end => (
            <NumberInput
              key={end}
              label={editor(`range.${end}`)}
              value={value[end] ?? ''}
              onChange={next => {
                const { [end]: was, ...others } = value
                const range: { question: string; from?: number; to?: number } =
                  typeof next === 'number' ? { ...others, [end]: next } : others
                // A range has an end at least: the last one stays.
                if (range.from !== undefined || range.to !== undefined) onChange(range)
              }}
            />
          ))}
        </div>
      )}
      {of && of.kind !== 'number' && (
        <MultiSelect
          label={t('answer')}
          data={answersOf(of).map(one => ({ value: one.value, label: one.label ? say(one.label) : one.value }))}
          value={chosen}
          onChange={is => onChange(is.length > 0 ? { question: of.id, is } : undefined)}
        />
      )}
    </div>
  )
}

function answersOf({ kind, min, max, choices = [] }: Question) {
  if (kind === 'single' || kind === 'multiple') return choices.map(({ id, label }) => ({ value: id, label }))
  if (min === undefined || max === undefined || kind === 'number') return []
  return Array.from({ length: max - min + 1 }, (_, step) => ({ value: String(min + step), label: undefined }))
}

/** The answers that a condition takes, be they named or told as a range. */
function chosenIn(condition: Extract<Condition, { question: string }>, question: Question): string[] {
  if ('is' in condition) return [...condition.is]
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = condition
  return answersOf(question)
    .map(one => one.value)
    .filter(value => Number(value) >= from && Number(value) <= to)
}
