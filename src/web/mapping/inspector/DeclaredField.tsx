import { ActionIcon, Autocomplete, Select } from '@mantine/core'
import { IconMoodEmpty, IconMoodSad, IconMoodSmile, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../vocabulary/id.ts'
import { type EmotionStatement, emotionNamed, emotionNames, emotionWord } from '../../../vocabulary/map/emotion.ts'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import type { Persona } from '../../../vocabulary/map/persona.ts'
import { shadeOf } from '../../charts/feeling.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useLibrary } from '../data.ts'
import { useEditing } from '../editing.ts'
import styles from '../inspector.module.css'
import { Fresh } from '../live/Fresh.tsx'
import { useMapPlace } from '../map-place.ts'
import { FeelingField } from './FeelingField.tsx'

const everybody = '~'
const fresh = '+'
const faces = { good: IconMoodSmile, even: IconMoodEmpty, bad: IconMoodSad } as const

/** What the team believes customers feel at a step: one statement for each persona, and one for customers at large. */
export function DeclaredField({ step }: { step: Step }) {
  const { t } = useTranslation('inspector')
  const m = useTranslation('mapping').t
  const { say, write } = useLabels()
  const { map, whole } = useMapPlace()
  const { may, change, edit } = useEditing()
  const library = useLibrary(may)
  const [typed, setTyped] = useState('')
  const personas = new Map(
    [...whole.library.personas, ...(library.data?.library.personas ?? [])].map(one => [one.id, one]),
  )
  const { declared } = step.emotion
  const free = [...personas.values()].filter(one => !declared.some(said => said.persona === one.id))
  const name = typed.trim()
  const set = (emotion: EmotionStatement) =>
    void edit({ op: 'setDeclared', step: step.id, persona: emotion.persona, emotion })

  function add(chosen: string | null): void {
    if (!chosen) return
    setTyped('')
    const made: Persona = {
      id: newId('per'),
      name: write(null, name),
      description: null,
      goals: [],
      needs: [],
      frustrations: [],
      segment: null,
      evidence: [],
    }
    const persona = chosen === everybody ? null : chosen === fresh ? made.id : chosen
    void change([
      ...(chosen === fresh ? [{ library: [{ op: 'add' as const, kind: 'personas' as const, object: made }] }] : []),
      {
        map: [
          // A persona that speaks on a map is one of its personas.
          ...(persona !== null && !map.personas.includes(persona)
            ? [{ op: 'setMap' as const, set: { personas: [...map.personas, persona] } }]
            : []),
          {
            op: 'setDeclared',
            step: step.id,
            persona,
            emotion: { persona, valence: 0, intensity: 0.5, label: null },
          },
        ],
      },
    ])
  }

  return (
    <section className={styles.box}>
      <h3>{t('declared.title')}</h3>
      <p>{t('declared.hint')}</p>
      {declared.map(one => (
        <Statement
          key={one.persona ?? everybody}
          statement={one}
          who={one.persona === null ? t('declared.everybody') : say(personas.get(one.persona)?.name) || one.persona}
          onChange={set}
          onRemove={() => void edit({ op: 'setDeclared', step: step.id, persona: one.persona, emotion: null })}
        />
      ))}
      {may && (
        <Select
          size="sm"
          searchable
          label={t('declared.add')}
          value={null}
          searchValue={typed}
          onSearchChange={setTyped}
          data={[
            ...(declared.some(one => one.persona === null)
              ? []
              : [{ value: everybody, label: t('declared.everybody') }]),
            ...free.map(one => ({ value: one.id, label: say(one.name) })),
            ...(name === '' || free.some(one => say(one.name).toLowerCase() === name.toLowerCase())
              ? []
              : [{ value: fresh, label: m('pick.create', { name }) }]),
          ]}
          onChange={add}
        />
      )}
    </section>
  )
}

function Statement(props: {
  statement: EmotionStatement
  who: string
  onChange: (statement: EmotionStatement) => void
  onRemove: () => void
}) {
  const { statement, who, onChange, onRemove } = props
  const { t } = useTranslation('inspector')
  const m = useTranslation('mapping').t
  const figures = useFigures()
  const { may } = useEditing()
  const { language } = figures
  const Face = faces[shadeOf(statement.valence)]
  const words = Object.values(emotionNames)
    .map(one => one[language])
    .sort((a, b) => a.localeCompare(b, figures.locale))
  const word = statement.label ? emotionWord(statement.label, language) : ''
  // A known emotion is kept by its code, so that it is read in either language.
  const keep = (text: string) => {
    const label = text.trim() === '' ? null : (emotionNamed(text) ?? text.trim())
    if (label !== statement.label) onChange({ ...statement, label })
  }
  return (
    <div className={styles.statement}>
      <div className={styles.row}>
        <span data-feeling={shadeOf(statement.valence)}>
          <Face size={17} aria-hidden /> <b>{who}</b> {figures.feeling(statement.valence)}
        </span>
        {may && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${m('inspector.withdraw')}, ${who}`}
            onClick={onRemove}
          >
            <IconX size={15} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <FeelingField
        value={statement.valence}
        disabled={!may}
        label={`${m('inspector.feeling')}, ${who}`}
        onKeep={valence => onChange({ ...statement, valence })}
      />
      <Fresh of={word}>
        <Autocomplete
          size="sm"
          disabled={!may}
          label={t('declared.word')}
          placeholder={t('declared.wordHint')}
          data={words}
          defaultValue={word}
          onOptionSubmit={keep}
          onBlur={event => keep(event.currentTarget.value)}
        />
      </Fresh>
    </div>
  )
}
