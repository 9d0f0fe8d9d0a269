import { ActionIcon, Button, Checkbox } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Tongue } from '../../vocabulary/label.ts'
import type { Choice } from '../../vocabulary/survey/survey.ts'
import { BothLabels } from './BothLabels.tsx'
import styles from './listening.module.css'
import { newChoice } from './survey-edits.ts'

/** The answers that a question offers, or the lines of a table. Counted by their ids: words may be corrected. */
export function ChoiceList(props: {
  label: string
  add: string
  stem?: string
  languages: readonly Tongue[]
  value: readonly Choice[]
  onChange: (value: Choice[]) => void
  mayBeAlone?: boolean
  /** Answers change places: some may keep theirs. */
  mayStay?: boolean
  /** The name of the field that faults lead to. */
  field?: string
}) {
  const { label, add, stem = 'choice', languages, value, onChange, mayBeAlone, mayStay, field } = props
  const editor = useTranslation('surveyEditor').t
  const { t } = useTranslation('listening')
  const change = (id: string, next: (choice: Choice) => Choice) =>
    onChange(value.map(choice => (choice.id === id ? next(choice) : choice)))
  return (
    <fieldset data-field={field} style={{ border: 0, padding: 0, margin: 0, display: 'grid', gap: 8 }}>
      <legend className={styles.small}>{label}</legend>
      {value.map((choice, at) => (
        <div key={choice.id} className={styles.choice}>
          <BothLabels
            label={`${t('answer')} ${at + 1}`}
            languages={languages}
            value={choice.label}
            onChange={words => change(choice.id, one => ({ ...one, label: words }))}
          />
          {mayBeAlone && (
            <Checkbox
              mb={9}
              label={t('alone')}
              checked={choice.alone ?? false}
              onChange={event => {
                const { checked } = event.currentTarget
                change(choice.id, ({ alone: _, ...rest }) => (checked ? { ...rest, alone: true } : rest))
              }}
            />
          )}
          {mayStay && !choice.alone && (
            <Checkbox
              mb={9}
              label={editor('stays')}
              checked={choice.stays ?? false}
              onChange={event => {
                const { checked } = event.currentTarget
                change(choice.id, ({ stays: _, ...rest }) => (checked ? { ...rest, stays: true } : rest))
              }}
            />
          )}
          <ActionIcon
            mb={4}
            variant="subtle"
            color="gray"
            aria-label={`${t('remove')} ${at + 1}`}
            onClick={() => onChange(value.filter(one => one.id !== choice.id))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-sm"
        variant="default"
        style={{ justifySelf: 'start' }}
        onClick={() => {
          const made = newChoice(
            value.map(({ id }) => id),
            stem,
          )
          onChange([...value, made])
        }}
      >
        {add}
      </Button>
    </fieldset>
  )
}
