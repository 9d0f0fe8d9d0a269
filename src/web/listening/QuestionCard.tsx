import { ActionIcon, Checkbox, NativeSelect } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Question, Survey } from '../../vocabulary/survey.ts'
import { contactFields, questionKinds, scalesOf } from '../../vocabulary/survey-kinds.ts'
import { useLabels } from '../kit/label.ts'
import { BothLabels, type Pipeable } from './BothLabels.tsx'
import { ChoiceList } from './ChoiceList.tsx'
import { ConditionField } from './ConditionField.tsx'
import styles from './listening.module.css'
import {
  askedBefore,
  canMove,
  changeQuestion,
  moveQuestion,
  ofKind,
  pipeableBefore,
  removeQuestion,
} from './survey-edits.ts'

/** One question as it is written: closed it says what it asks, open it can be changed. */
export function QuestionCard(props: {
  survey: Survey
  question: Question
  isOpen: boolean
  open: (id: string | undefined) => void
  may: boolean
  onChange: (survey: Survey) => void
}) {
  const { survey, question, isOpen, open, may, onChange } = props
  const { t } = useTranslation('listening')
  const { say } = useLabels()
  const { id, kind } = question
  const change = (next: Partial<Question>) => onChange(changeQuestion(survey, id, one => ({ ...one, ...next })))
  const without = (key: keyof Question) =>
    onChange(changeQuestion(survey, id, ({ [key]: _, ...rest }) => rest as Question))
  const name = say(question.text) || t('question')
  const pipes: readonly Pipeable[] = [
    ...pipeableBefore(survey, id).map(one => ({
      question: one.question.id,
      name: say(one.question.text) || one.question.id,
      sure: one.sure,
    })),
    { question: null, name: t('pipes.place'), sure: false },
  ]
  return (
    <section className={styles.card} data-open={isOpen || undefined} id={`question-${id}`} aria-label={name}>
      <div className={styles.cardHead}>
        <button type="button" aria-expanded={isOpen} onClick={() => open(isOpen ? undefined : id)}>
          <b>{name}</b>
          <br />
          <span className={styles.small}>
            {t(`questionKinds.${kind}`)}
            {question.showIf ? ` · ${t('condition')}…` : ''}
          </span>
        </button>
        {may && (
          <>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('up')}
              disabled={!canMove(survey, id, -1)}
              onClick={() => onChange(moveQuestion(survey, id, -1))}
            >
              <IconArrowUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('down')}
              disabled={!canMove(survey, id, 1)}
              onClick={() => onChange(moveQuestion(survey, id, 1))}
            >
              <IconArrowDown size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('remove')}
              onClick={() => onChange(removeQuestion(survey, id))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </>
        )}
      </div>
      {isOpen && may && (
        <>
          <BothLabels
            long
            label={t('text')}
            languages={survey.languages}
            value={question.text}
            pipes={pipes}
            onChange={text => change({ text })}
          />
          <BothLabels
            label={t('help')}
            languages={survey.languages}
            value={question.help}
            pipes={pipes}
            onChange={help => ((help.fr ?? '') + (help.en ?? '') === '' ? without('help') : change({ help }))}
          />
          <div className={styles.both}>
            <NativeSelect
              label={t('type')}
              value={kind}
              data={questionKinds.map(one => ({ value: one, label: t(`questionKinds.${one}`) }))}
              onChange={event => {
                const next = questionKinds.find(one => one === event.currentTarget.value)
                if (next) onChange(changeQuestion(survey, id, one => ofKind(one, next)))
              }}
            />
            <ScaleField question={question} onChange={change} />
          </div>
          {kind in scalesOf && kind !== 'stars' && kind !== 'smileys' && (
            <>
              <BothLabels
                label={t('low')}
                languages={survey.languages}
                value={question.lowLabel}
                onChange={lowLabel => change({ lowLabel })}
              />
              <BothLabels
                label={t('high')}
                languages={survey.languages}
                value={question.highLabel}
                onChange={highLabel => change({ highLabel })}
              />
            </>
          )}
          {question.rows && (
            <ChoiceList
              label={t('rows')}
              add={t('addRow')}
              stem="line"
              languages={survey.languages}
              value={question.rows}
              onChange={rows => change({ rows })}
            />
          )}
          {question.choices && (
            <ChoiceList
              label={t('choices')}
              add={t('addChoice')}
              languages={survey.languages}
              value={question.choices}
              onChange={choices => change({ choices })}
              mayBeAlone={kind === 'multiple'}
            />
          )}
          {question.fields && (
            <Checkbox.Group
              label={t('fields')}
              value={[...question.fields]}
              onChange={fields => change({ fields: contactFields.filter(field => fields.includes(field)) })}
            >
              {contactFields.map(field => (
                <Checkbox key={field} mt={6} value={field} label={t(`contactFields.${field}`)} />
              ))}
            </Checkbox.Group>
          )}
          {kind !== 'note' && (
            <Checkbox
              label={t('required')}
              checked={question.required ?? false}
              onChange={event => (event.currentTarget.checked ? change({ required: true }) : without('required'))}
            />
          )}
          <ConditionField
            before={askedBefore(survey, id)}
            value={question.showIf}
            onChange={showIf => (showIf ? change({ showIf }) : without('showIf'))}
          />
        </>
      )}
    </section>
  )
}

function ScaleField({ question, onChange }: { question: Question; onChange: (next: Partial<Question>) => void }) {
  const { t } = useTranslation('listening')
  const { kind, min, max } = question
  if (!(kind in scalesOf)) return null
  const scales: readonly (readonly [number, number])[] = scalesOf[kind as keyof typeof scalesOf]
  if (scales.length === 1) return null
  return (
    <NativeSelect
      label={t('scale')}
      value={`${min} ${max}`}
      data={scales.map(([from, to]) => ({ value: `${from} ${to}`, label: t('between', { from, to }) }))}
      onChange={event => {
        const [from, to] = event.currentTarget.value.split(' ').map(Number)
        onChange({ min: from!, max: to! })
      }}
    />
  )
}
