import { useEffect, useRef, useState } from 'react'
import type { WholeSurvey } from '../../contract/listening.ts'
import type { Survey } from '../../vocabulary/survey.ts'
import type { SurveyBinding } from '../../vocabulary/survey-binding.ts'
import type { SurveyKind } from '../../vocabulary/survey-kinds.ts'
import { useListening } from './data.ts'

export type Draft = SurveyBinding & { readonly survey: Survey; readonly kind: SurveyKind }

const draftOf = ({ survey, kind, touchpoint, map, step }: WholeSurvey): Draft => ({
  survey,
  kind,
  touchpoint,
  map,
  step,
})

const pauseMs = 700
const mostUndone = 100

/**
 * A survey while it is written: every change shows at once and is saved when the writer pauses, one save at a time. What
 * could not be saved stays on the page and says why; what was changed can be taken back.
 */
export function useDraft(whole: WholeSurvey) {
  const { save } = useListening()
  const [draft, setDraft] = useState<Draft>(() => draftOf(whole))
  const [history, setHistory] = useState<readonly Draft[]>([])
  const revision = useRef(whole.revision)
  const saved = useRef(draft)
  const { mutateAsync, isPending, error } = save
  // A version that somebody published, or a state that was changed, is no change of the draft.
  revision.current = Math.max(revision.current, whole.revision)

  useEffect(() => {
    if (draft === saved.current || isPending || error) return
    const timer = setTimeout(() => {
      const sent = draft
      mutateAsync({ survey: whole.id, body: { revision: revision.current, ...sent } }).then(
        answer => {
          revision.current = answer.revision
          saved.current = sent
        },
        // Told beside the draft by the mutation itself.
        () => {},
      )
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [draft, isPending, error, mutateAsync, whole.id])

  const isUnsaved = draft !== saved.current
  useEffect(() => {
    if (!isUnsaved) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isUnsaved])

  return {
    draft,
    change: (next: Partial<Draft>) => {
      setHistory(held => [...held, draft].slice(-mostUndone))
      setDraft({ ...draft, ...next })
      if (error) save.reset()
    },
    undo:
      history.length > 0
        ? () => {
            setDraft(history.at(-1)!)
            setHistory(history.slice(0, -1))
          }
        : undefined,
    state: error ? ('refused' as const) : isUnsaved || isPending ? ('saving' as const) : ('saved' as const),
    error,
    revision: () => revision.current,
  }
}
