import { useEffect, useRef } from 'react'
import type { useDraft } from '../use-draft.ts'
import type { QuestionActs } from './question-acts.ts'

const writable = 'input, textarea, select, [contenteditable], [role="slider"]'

/** The keys of a survey that is written. A question is meant by the focus in it; without one, by being open. */
export function useWritingKeys(props: {
  draft: ReturnType<typeof useDraft>
  acts: QuestionActs
  isEnabled: boolean
  opened: string | undefined
  close: (id: string) => void
  find: () => void
  sheet: () => void
}): void {
  const { draft, acts, isEnabled, opened, close, find, sheet } = props
  const act = (event: KeyboardEvent): boolean => {
    if (!isEnabled || document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]')) return false
    const target = event.target as HTMLElement
    const ctrl = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    const card = target.closest<HTMLElement>('[data-question]')
    const question = card?.dataset.question ?? (target === document.body ? opened : undefined)
    // A choice in a list of its own hears Escape and arrows itself.
    const isListOpen = target.getAttribute('aria-expanded') === 'true' && target.matches(writable)
    if (ctrl && !event.altKey) {
      if (key === 'z') (event.shiftKey ? draft.redo : draft.undo)?.()
      else if (key === 'y') draft.redo?.()
      else if (key === 'd' && question) acts.duplicate(question)
      else if (event.key === 'Enter' && question) acts.addAfter(question)
      else if (key === 'f' && !event.shiftKey) find()
      else return false
      return true
    }
    if (event.key === 'Escape' && card && opened && !isListOpen) {
      close(card.dataset.question ?? opened)
      card.querySelector<HTMLElement>('[data-head]')?.focus()
      return true
    }
    if (target.closest(writable)) return false
    const arrow = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined
    if (arrow && event.altKey && question) {
      acts.move(question, arrow)
      return true
    }
    if (arrow && !event.altKey && target.matches('[data-head]')) {
      const heads = [...document.querySelectorAll<HTMLElement>('[data-head]')]
      heads[heads.indexOf(target) + arrow]?.focus()
      return true
    }
    if (event.altKey) return false
    if (event.key === '/') find()
    else if (event.key === '?') sheet()
    else return false
    return true
  }
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && latest.current(event)) event.preventDefault()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
}
