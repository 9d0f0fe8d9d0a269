import { ActionIcon, Checkbox, Menu, NativeSelect } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconDots, IconGripVertical } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question, Survey } from '../../vocabulary/survey/survey.ts'
import { contactFields, questionKinds, scalesOf } from '../../vocabulary/survey/survey-kinds.ts'
import { GraveItem } from '../kit/GraveItem.tsx'
import { useLabels } from '../kit/label.ts'
import { FileFields } from './answering/FileFields.tsx'
import { BothLabels, type Pipeable } from './BothLabels.tsx'
import { ChoiceList } from './ChoiceList.tsx'
import { ConditionField } from './ConditionField.tsx'
import styles from './editor/card.module.css'
import type { QuestionActs } from './editor/question-acts.ts'
import { useCardDrag } from './editor/use-card-drag.ts'
import shared from './listening.module.css'
import { canMove, changeQuestion, knownBefore, ofKind, pipeableBefore } from './survey-edits.ts'

/** One question as it is written: closed it says what it asks, open it can be changed. */
export function QuestionCard(props: {
  survey: Survey
  question: Question
  isOpen: boolean
  toggle: (id: string) => void
  may: boolean
  onChange: (survey: Survey) => void
  acts: QuestionActs
}) {
  const { survey, question, isOpen, toggle, may, onChange, acts } = props
  const { t } = useTranslation('listening')
  const editor = useTranslation('surveyEditor').t
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
  const card = useRef<HTMLElement>(null)
  const handle = useRef<HTMLSpanElement>(null)
  const page = survey.pages.find(one => one.questions.some(each => each.id === id))
  const { isDragged, side } = useCardDrag({
    card,
    handle,
    id,
    isEnabled: may,
    drop: (dropped, where) => {
      if (!page) return
      const at = page.questions.findIndex(one => one.id === id)
      acts.place(dropped, { page: page.id, before: where === 'before' ? id : page.questions[at + 1]?.id })
    },
  })
  return (
    <section
      ref={card}
      className={`${shared.card} ${styles.question}`}
      data-open={isOpen || undefined}
      data-dragged={isDragged || undefined}
      data-drop={side}
      data-question={id}
      id={`question-${id}`}
      aria-label={name}
    >
      <div className={styles.head}>
        {may && (
          <span ref={handle} className={styles.handle} aria-hidden>
            <IconGripVertical size={16} />
          </span>
        )}
        <button type="button" data-head="" aria-expanded={isOpen} onClick={() => toggle(id)}>
          <b>{name}</b>
          <span className={shared.small}>
            {t(`questionKinds.${kind}`)}
            {question.required ? ` · ${t('required').toLowerCase()}` : ''}
            {question.showIf ? ` · ${t('condition')}…` : ''}
          </span>
        </button>
        {may && <CardActs id={id} survey={survey} acts={acts} />}
      </div>
      {isOpen && may && (
        <>
          <div data-field="text">
            <BothLabels
              long
              label={t('text')}
              languages={survey.languages}
              value={question.text}
              pipes={pipes}
              onChange={text => change({ text })}
            />
          </div>
          <BothLabels
            label={t('help')}
            languages={survey.languages}
            value={question.help}
            pipes={pipes}
            onChange={help => ((help.fr ?? '') + (help.en ?? '') === '' ? without('help') : change({ help }))}
          />
          <div className={shared.both}>
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
            <div data-field="low" className={styles.ends}>
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
            </div>
          )}
          {question.rows && (
            <ChoiceList
              field="rows"
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
              field="choices"
              label={t('choices')}
              add={t('addChoice')}
              languages={survey.languages}
              value={question.choices}
              onChange={choices => change({ choices })}
              mayBeAlone={kind === 'multiple'}
              mayStay={Boolean(question.shuffle) && kind !== 'matrix'}
            />
          )}
          {(question.kind === 'matrix' || ['single', 'multiple', 'ranking'].includes(kind)) && (
            <Checkbox
              label={editor(kind === 'matrix' ? 'shuffleRows' : 'shuffle')}
              checked={question.shuffle ?? false}
              onChange={event => (event.currentTarget.checked ? change({ shuffle: true }) : without('shuffle'))}
            />
          )}
          {question.fields && (
            <Checkbox.Group
              data-field="fields"
              label={t('fields')}
              value={[...question.fields]}
              onChange={fields => change({ fields: contactFields.filter(field => fields.includes(field)) })}
            >
              {contactFields.map(field => (
                <Checkbox key={field} mt={6} value={field} label={t(`contactFields.${field}`)} />
              ))}
            </Checkbox.Group>
          )}
          {kind === 'file' && <FileFields question={question} onChange={change} />}
          {kind !== 'note' && (
            <Checkbox
              label={t('required')}
              checked={question.required ?? false}
              onChange={event => (event.currentTarget.checked ? change({ required: true }) : without('required'))}
            />
          )}
          <div data-field="showIf">
            <ConditionField
              before={knownBefore(survey, id)}
              value={question.showIf}
              onChange={showIf => (showIf ? change({ showIf }) : without('showIf'))}
            />
          </div>
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
      data-field="scale"
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

/** What can be done with a question; where there is little room, all of it is in the menu. */
function CardActs(props: { id: string; survey: Survey; acts: QuestionActs }) {
  const { id, survey, acts } = props
  const { t } = useTranslation('listening')
  const editor = useTranslation('surveyEditor').t
  const own = survey.pages.findIndex(page => page.questions.some(one => one.id === id))
  const isAlone = survey.pages[own]?.questions.length === 1
  return (
    <span className={styles.acts}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('up')}
        disabled={!canMove(survey, id, -1)}
        onClick={() => acts.move(id, -1)}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('down')}
        disabled={!canMove(survey, id, 1)}
        onClick={() => acts.move(id, 1)}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={editor('more')}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => acts.duplicate(id)} rightSection={<kbd>{editor('keys.duplicate')}</kbd>}>
            {editor('duplicate')}
          </Menu.Item>
          {survey.pages.map(
            (page, at) =>
              at !== own && (
                <Menu.Item key={page.id} onClick={() => acts.place(id, { page: page.id })}>
                  {editor('toPage', { at: at + 1 })}
                </Menu.Item>
              ),
          )}
          {!isAlone && <Menu.Item onClick={() => acts.toNewPage(id)}>{editor('toNewPage')}</Menu.Item>}
          <Menu.Divider />
          <GraveItem onClick={() => acts.remove(id)}>{t('remove')}</GraveItem>
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}
