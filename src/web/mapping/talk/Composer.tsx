import { Button, Textarea } from '@mantine/core'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../contract/map-people.ts'
import { commentLimits } from '../../../vocabulary/map/comment.ts'
import { Refused } from '../../kit/Refused.tsx'
import { usePeople } from './data.ts'
import { keptWords, mentionBefore, peopleNamed } from './mentions.ts'
import styles from './talk.module.css'

/** Where a comment is written. `@` offers colleagues; Ctrl+Enter sends, Escape gives up. */
export function Composer(props: {
  label: string
  send: string
  first?: string
  busy: boolean
  error: unknown
  onSend: (body: string) => Promise<unknown>
  onGiveUp?: () => void
}) {
  const { t } = useTranslation('talk')
  const kit = useTranslation('kit').t
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const people = usePeople().data?.people ?? []
  const [text, setText] = useState(props.first ?? '')
  const [caret, setCaret] = useState(0)
  const [chosen, setChosen] = useState(0)
  const [isDismissed, setDismissed] = useState(false)
  const asked = mentionBefore(text, caret)
  const offered = asked && !isDismissed ? peopleNamed(asked.begun, people) : []
  const offers = offered.length > 0
  const left = commentLimits.characters - text.length
  const send = () => {
    const body = keptWords(text.trim(), people)
    if (body !== '' && !props.busy)
      void props
        .onSend(body)
        .then(() => setText(''))
        .catch(() => {})
  }
  const pick = (person: Person) => {
    if (!asked) return
    const name = `@${person.name} `
    const end = asked.from + name.length
    setText(text.slice(0, asked.from) + name + text.slice(caret))
    setCaret(end)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(end, end)
    })
  }
  return (
    <form
      className={styles.composer}
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <Textarea
        ref={area}
        size="sm"
        autosize
        minRows={2}
        maxRows={10}
        label={props.label}
        description={t('compose.hint')}
        maxLength={commentLimits.characters}
        value={text}
        autoFocus={props.first !== undefined}
        aria-autocomplete="list"
        aria-controls={offers ? `${id}-people` : undefined}
        aria-activedescendant={offers ? `${id}-${chosen}` : undefined}
        onChange={event => {
          setText(event.currentTarget.value)
          setCaret(event.currentTarget.selectionStart)
          setChosen(0)
          setDismissed(false)
        }}
        onSelect={event => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={event => {
          const person = offered[Math.min(chosen, offered.length - 1)]
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
          if (offers && step !== 0) setChosen((chosen + step + offered.length) % offered.length)
          else if (offers && person && (event.key === 'Enter' || event.key === 'Tab')) pick(person)
          else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
          else if (event.key === 'Escape' && offers) setDismissed(true)
          else if (event.key === 'Escape' && props.onGiveUp) props.onGiveUp()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {offers && (
        <div className={styles.offers} id={`${id}-people`} role="listbox" aria-label={t('compose.people')}>
          {offered.map((person, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text field, where the focus stays.
            <div
              key={person.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              onMouseDown={event => event.preventDefault()}
              onClick={() => pick(person)}
            >
              {person.name}
            </div>
          ))}
        </div>
      )}
      <Refused error={props.error} />
      <div className={styles.acts}>
        {left < 200 && <small>{t('compose.left', { count: left })}</small>}
        {props.onGiveUp && (
          <Button size="xs" variant="subtle" color="gray" onClick={props.onGiveUp}>
            {kit('cancel')}
          </Button>
        )}
        <Button size="xs" type="submit" loading={props.busy} disabled={text.trim() === ''}>
          {props.send}
        </Button>
      </div>
    </form>
  )
}
