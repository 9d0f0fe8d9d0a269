import { ActionIcon, Button, MultiSelect, NativeSelect, NumberInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Question, type Survey, type Variable, variableKinds } from '../../../vocabulary/survey/survey.ts'
import { variableQuestion } from '../../../vocabulary/survey/survey-variables.ts'
import { useLabels } from '../../kit/label.ts'
import { BothLabels } from '../BothLabels.tsx'
import shared from '../listening.module.css'
import { freeId } from '../survey-edits.ts'
import styles from './editor.module.css'

const counts = ({ kind }: Question) => !['note', 'contact', 'file', 'ranking', 'date'].includes(kind)

/** What is computed from the answers: a sum, a mean, a count or the first one, and the parts that it falls in. */
export function VariableList({ survey, onChange }: { survey: Survey; onChange: (survey: Survey) => void }) {
  const { t } = useTranslation('surveyEditor')
  const { variables = [], ...rest } = survey
  const write = (next: readonly Variable[]) => onChange(next.length > 0 ? { ...rest, variables: [...next] } : rest)
  const questions = survey.pages.flatMap(page => page.questions).filter(counts)
  return (
    <>
      <p className={shared.small} style={{ margin: 0 }}>
        {t('variables.text')}
      </p>
      {variables.map((variable, at) => (
        <VariableCard
          key={variable.id}
          survey={survey}
          variable={variable}
          sources={[...questions, ...variables.slice(0, at).map(variableQuestion)]}
          onChange={next => write(variables.map(one => (one.id === variable.id ? next : one)))}
          remove={() => write(variables.filter(one => one.id !== variable.id))}
        />
      ))}
      <Button
        size="compact-sm"
        variant="default"
        style={{ justifySelf: 'start' }}
        disabled={questions.length === 0}
        onClick={() => {
          const scored = questions.filter(({ min }) => min !== undefined)
          const of = (scored.length > 0 ? scored : questions.slice(0, 1)).map(({ id }) => ({ question: id }))
          const label = { fr: t('variables.named', { lng: 'fr' }), en: t('variables.named', { lng: 'en' }) }
          write([...variables, { id: freeId(survey, 'score-of-all'), label, how: 'sum', of }])
        }}
      >
        {t('variables.add')}
      </Button>
    </>
  )
}

function VariableCard(props: {
  survey: Survey
  variable: Variable
  sources: readonly Question[]
  onChange: (next: Variable) => void
  remove: () => void
}) {
  const { survey, variable, sources, onChange, remove } = props
  const { t } = useTranslation('surveyEditor')
  const listening = useTranslation('listening').t
  const { say } = useLabels()
  const { id, how, of, bands = [] } = variable
  const { bands: _, ...plain } = variable
  const band = (at: number, next: Partial<(typeof bands)[number]>) =>
    onChange({ ...variable, bands: bands.map((one, place) => (place === at ? { ...one, ...next } : one)) })
  const pointed = of.flatMap(term => {
    const question = sources.find(one => one.id === term.question)
    return question?.choices ? [{ term, question, choices: question.choices }] : []
  })
  return (
    <div className={shared.card} id={`question-${id}`}>
      <div className={shared.cardHead}>
        <span className={shared.small} style={{ flex: 1 }}>
          {t(`variables.how.${how}`)}
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`${listening('remove')} ${say(variable.label)}`}
          onClick={remove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </div>
      <BothLabels
        label={t('variables.label')}
        languages={survey.languages}
        value={variable.label}
        onChange={label => onChange({ ...variable, label })}
      />
      <div className={shared.both}>
        <NativeSelect
          label={t('variables.kind')}
          value={how}
          data={variableKinds.map(value => ({ value, label: t(`variables.how.${value}`) }))}
          onChange={event => {
            const next = variableKinds.find(one => one === event.currentTarget.value)
            if (next) onChange({ ...variable, how: next })
          }}
        />
        <MultiSelect
          label={t('variables.of')}
          value={of.map(({ question }) => question)}
          data={sources.map(one => ({ value: one.id, label: say(one.text) || one.id }))}
          onChange={chosen => {
            if (chosen.length > 0)
              onChange({
                ...variable,
                of: chosen.map(one => of.find(term => term.question === one) ?? { question: one }),
              })
          }}
        />
      </div>
      {pointed.map(({ term, question, choices }) => (
        <fieldset key={term.question} className={styles.points}>
          <legend className={shared.small}>{t('variables.points', { name: say(question.text) || question.id })}</legend>
          {choices.map(choice => (
            <NumberInput
              key={choice.id}
              size="xs"
              label={say(choice.label) || choice.id}
              min={-1000}
              max={1000}
              value={term.points?.[choice.id] ?? ''}
              onChange={worth => {
                const { [choice.id]: was, ...others } = term.points ?? {}
                const points = typeof worth === 'number' ? { ...others, [choice.id]: worth } : others
                onChange({
                  ...variable,
                  of: of.map(one => {
                    if (one.question !== term.question) return one
                    return Object.keys(points).length > 0
                      ? { question: one.question, points }
                      : { question: one.question }
                  }),
                })
              }}
            />
          ))}
        </fieldset>
      ))}
      {bands.map((one, at) => (
        <div key={one.id} className={styles.band}>
          <NumberInput
            label={t('variables.from')}
            value={one.from}
            onChange={from => typeof from === 'number' && band(at, { from })}
          />
          <BothLabels
            label={t('variables.part')}
            languages={survey.languages}
            value={one.label}
            onChange={label => band(at, { label })}
          />
          <ActionIcon
            mb={4}
            variant="subtle"
            color="gray"
            aria-label={`${listening('remove')} ${say(one.label)}`}
            onClick={() => {
              const left = bands.filter(other => other !== one)
              onChange(left.length > 0 ? { ...variable, bands: left } : plain)
            }}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        style={{ justifySelf: 'start' }}
        disabled={bands.length >= 10}
        onClick={() => {
          const held = new Set(bands.map(one => one.id))
          let number = bands.length + 1
          while (held.has(`part-${number}`)) number++
          const from = bands.length > 0 ? bands.at(-1)!.from + 1 : 0
          onChange({ ...variable, bands: [...bands, { id: `part-${number}`, label: { fr: '', en: '' }, from }] })
        }}
      >
        {t('variables.addPart')}
      </Button>
    </div>
  )
}
