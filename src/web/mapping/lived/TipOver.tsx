import { type RefObject, useEffect, useState } from 'react'
import styles from './lived.module.css'

type Tip = { readonly words: string; readonly left: number; readonly top: number; readonly above: boolean }

const afterMs = 150
const width = 300

/**
 * One tip for all marks of the grid: it says in full what a mark is (`data-tip`) while the mouse or the focus is on it.
 * The marks themselves carry the same words for those who hear the map.
 */
export function TipOver({ scroller }: { scroller: RefObject<HTMLElement | null> }) {
  const [tip, setTip] = useState<Tip>()
  useEffect(() => {
    const sheet = scroller.current
    if (!sheet) return
    let waiting: ReturnType<typeof setTimeout> | undefined
    const hide = () => {
      clearTimeout(waiting)
      setTip(undefined)
    }
    const look = (event: Event) => {
      const mark = (event.target as Element).closest<HTMLElement>('[data-tip]')
      clearTimeout(waiting)
      if (!mark) {
        setTip(undefined)
        return
      }
      waiting = setTimeout(() => {
        const { left, right, top, bottom } = mark.getBoundingClientRect()
        const above = bottom > innerHeight - 180
        setTip({
          words: mark.dataset.tip ?? '',
          left: Math.max(8, Math.min((left + right) / 2 - width / 2, innerWidth - width - 8)),
          top: above ? top - 6 : bottom + 6,
          above,
        })
      }, afterMs)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    const hearings = [
      ['pointerover', look],
      ['focusin', look],
      ['pointerleave', hide],
      ['focusout', hide],
      ['scroll', hide],
      ['click', hide],
    ] as const
    for (const [kind, hear] of hearings) sheet.addEventListener(kind, hear, { passive: true })
    addEventListener('keydown', onKey)
    return () => {
      clearTimeout(waiting)
      for (const [kind, hear] of hearings) sheet.removeEventListener(kind, hear)
      removeEventListener('keydown', onKey)
    }
  }, [scroller])
  if (!tip) return null
  return (
    <div
      className={styles.tip}
      aria-hidden
      style={{ left: tip.left, top: tip.top, width, transform: tip.above ? 'translateY(-100%)' : undefined }}
    >
      {tip.words}
    </div>
  )
}
