import { ActionIcon, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Label } from '../../../vocabulary/label.ts'
import type { Survey } from '../../../vocabulary/survey/survey.ts'
import styles from './editor.module.css'

/** Without capitals and accents: « réception » is found by "reception". */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The questions and endings that say something anywhere: in what they ask, their help, their answers, their ids. */
function placesSaying(survey: Survey, wanted: string): readonly string[] {
  const says = (...labels: readonly (Label | string | undefined)[]) =>
    labels.some(one => plain(typeof one === 'string' ? one : `${one?.fr ?? ''} ${one?.en ?? ''}`).includes(wanted))
  return [
    ...survey.pages
      .flatMap(page => page.questions)
      .filter(one =>
        says(one.id, one.text, one.help, ...[...(one.choices ?? []), ...(one.rows ?? [])].map(({ label }) => label)),
      ),
    ...survey.endings.filter(one => says(one.title, one.text)),
  ].map(({ id }) => id)
}

/** Finds words in questions that are closed too, and goes from one to the next. */
export function FindQuestion(props: { survey: Survey; reach: (id: string) => void; close: () => void }) {
  const { survey, reach, close } = props
  const { t } = useTranslation('surveyEditor')
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const wanted = plain(text.trim())
  const found = wanted === '' ? [] : placesSaying(survey, wanted)
  const goTo = (next: number, places = found) => {
    const place = places[(next + places.length) % places.length]
    if (place === undefined) return
    setAt((next + places.length) % places.length)
    reach(place)
  }
  const count = wanted === '' ? '' : found.length === 0 ? t('foundNone') : t('found', { at: at + 1, of: found.length })
  return (
    <search className={styles.find}>
      <TextInput
        ref={field}
        size="xs"
        aria-label={t('find')}
        placeholder={t('find')}
        value={text}
        onChange={event => {
          const next = event.currentTarget.value
          setText(next)
          const told = plain(next.trim())
          if (told !== '') goTo(0, placesSaying(survey, told))
        }}
        onKeyDown={event => {
          if (event.key === 'Escape') close()
          else if (event.key === 'Enter' || event.key === 'F3') goTo(at + (event.shiftKey ? -1 : 1))
          else return
          event.preventDefault()
        }}
      />
      <span role="status" className={styles.count}>
        {count}
      </span>
      <ActionIcon variant="subtle" color="gray" aria-label={t('previous')} onClick={() => goTo(at - 1)}>
        <IconChevronUp size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('next')} onClick={() => goTo(at + 1)}>
        <IconChevronDown size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('closeFind')} onClick={close}>
        <IconX size={15} aria-hidden />
      </ActionIcon>
    </search>
  )
}
