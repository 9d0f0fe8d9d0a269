import { notifications } from '@mantine/notifications'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblemCode } from '../../../vocabulary/problem.ts'
import { Refusal } from '../../client.ts'
import { useFigures } from '../../kit/figures.ts'
import { useSentence } from '../../kit/Trouble.tsx'
import type { Note } from './outside.ts'
import { useLiveMap } from './use-live-map.ts'
import { useNameOf } from './use-name-of.ts'

/** Says what happened in passing: to everybody where it matters, and always to those who listen to the page. */
export function LiveNotes() {
  const { t } = useTranslation('live')
  const live = useLiveMap()
  const figures = useFigures()
  const nameOf = useNameOf()
  const sentence = useSentence()
  const [said, say] = useState('')
  const hear = useRef((_: Note) => {})
  useEffect(() => {
    hear.current = note => {
      if (note.kind === 'refused') {
        notifications.show({ color: 'red', message: sentence(refusalOf(note.error)) })
      } else if (note.kind === 'undo_refused') {
        const message = note.at
          ? t('note.undoRefused', { name: nameOf(note.by), time: figures.time(note.at) })
          : t('note.undoRefusedBySomebody')
        notifications.show({ color: 'red', message, autoClose: 8_000 })
      } else {
        if (note.kind === 'kept' || note.kind === 'back' || note.kind === 'merged' || note.kind === 'saved')
          notifications.show({ id: 'live-note', message: t(`note.${note.kind}`) })
        say(t(`note.${note.kind}`))
      }
    }
  })
  useEffect(() => live.hearNotes(note => hear.current(note)), [live])
  return (
    <div className="unseen" role="status" aria-live="polite">
      {said}
    </div>
  )
}

function refusalOf(error: unknown): unknown {
  if (error instanceof Refusal) return error
  const { code, status, details } = error as { code?: string; status?: number; details?: Record<string, unknown> }
  return typeof code === 'string' && isProblemCode(code) ? new Refusal(code, status ?? 400, details ?? {}, code) : error
}
