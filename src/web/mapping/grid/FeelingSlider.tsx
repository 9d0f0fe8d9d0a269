import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { emotionWord } from '../../../vocabulary/map/emotion.ts'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import { useMapPlace } from '../map-place.ts'
import { useCellTools } from './cell-tools.ts'
import type { FeelingScale } from './EmotionRow.tsx'
import styles from './feelings.module.css'
import { useGridStore } from './grid-state.ts'
import { shiftFeeling } from './read-feeling.ts'

/** Keys that follow each other this closely are one change, undone as one. */
const oneChangeMs = 700

/**
 * The declared feeling of the chosen persona at a step, as a slider: up and down by a tenth, by a page a half, digits
 * set it, minus turns it; left and right go on to the next step. Dragging it sends the same edit.
 */
export function FeelingSlider(props: { step: Step; number: number; scale: FeelingScale; compact: boolean }) {
  const { step, number, scale, compact } = props
  const { g: t, figures, say, persona, may, edit, isGap, isLived } = useCellTools()
  const { whole } = useMapPlace()
  const store = useGridStore()
  const statement = step.emotion.declared.find(one => one.persona === persona)
  // What is being set and not yet sent.
  const [draft, setDraft] = useState<number>()
  const waiting = useRef<{ value: number; timer: ReturnType<typeof setTimeout> } | undefined>(undefined)
  const known = statement?.valence
  const value = draft ?? known

  function send(): void {
    const held = waiting.current
    if (!held) return
    clearTimeout(held.timer)
    waiting.current = undefined
    if (held.value === known) {
      setDraft(undefined)
      return
    }
    const base = statement ?? { persona, intensity: 0.5, label: null }
    void edit({
      op: 'setDeclared',
      step: step.id,
      persona,
      emotion: { ...base, persona, valence: held.value },
    }).finally(() => setDraft(current => (current === held.value ? undefined : current)))
  }
  const latest = useRef(send)
  latest.current = send
  // Whoever goes away while a value waits has meant it.
  useEffect(() => () => latest.current(), [])

  function hold(next: number, ms = oneChangeMs): void {
    setDraft(next)
    if (waiting.current) clearTimeout(waiting.current.timer)
    waiting.current = { value: next, timer: setTimeout(() => latest.current(), ms) }
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const now = value ?? 0
    if (event.ctrlKey || event.metaKey || event.altKey) {
      // What waits goes first, so that Ctrl+Z takes it back.
      send()
      return
    }
    const to = target(event.key, now)
    if (to !== undefined && may) hold(to)
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      send()
      const cell = event.currentTarget.closest('[data-column]')
      let beside = event.key === 'ArrowLeft' ? cell?.previousElementSibling : cell?.nextElementSibling
      while (beside && !beside.querySelector('[role="slider"]')) {
        beside = event.key === 'ArrowLeft' ? beside.previousElementSibling : beside.nextElementSibling
      }
      beside?.querySelector<HTMLElement>('[role="slider"]')?.focus()
    } else if (event.key === 'Enter') {
      send()
      store.leave()
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      if (waiting.current) clearTimeout(waiting.current.timer)
      waiting.current = undefined
      setDraft(undefined)
      if (statement && may) void edit({ op: 'setDeclared', step: step.id, persona, emotion: null })
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (!may || event.button !== 0) return
    event.preventDefault()
    const handle = event.currentTarget
    handle.focus()
    handle.setPointerCapture(event.pointerId)
    const box = handle.parentElement!.getBoundingClientRect()
    // The grid may be zoomed: its pixels are not those of the screen.
    const zoom = box.height / handle.parentElement!.offsetHeight
    const at = (move: globalThis.PointerEvent) => Math.round(scale.valueAt((move.clientY - box.top) / zoom) * 20) / 20
    let last: number | undefined
    const follow = (move: globalThis.PointerEvent) => {
      last = at(move)
      setDraft(last)
    }
    const end = () => {
      handle.removeEventListener('pointermove', follow)
      if (last !== undefined) hold(last, 0)
    }
    handle.addEventListener('pointermove', follow)
    handle.addEventListener('pointerup', end, { once: true })
    handle.addEventListener('pointercancel', end, { once: true })
  }

  const who =
    persona === null ? t('everybody') : say(whole.library.personas.find(one => one.id === persona)?.name) || persona
  const word = statement?.label ? emotionWord(statement.label, figures.language) : ''
  const spoken =
    value === undefined
      ? t('slider.nothing', { number })
      : t(word ? 'slider.named' : 'slider.value', { number, value: brief(value, figures.language), word })
  return (
    <div
      role="slider"
      tabIndex={-1}
      className={styles.slider}
      data-ghost={value === undefined ? '' : undefined}
      data-moved={draft === undefined ? undefined : ''}
      data-faint={isGap ? '' : undefined}
      data-quiet={isLived ? '' : undefined}
      style={{ top: scale.y(value ?? 0) }}
      aria-orientation="vertical"
      aria-valuemin={-1}
      aria-valuemax={1}
      aria-valuenow={value ?? 0}
      aria-valuetext={spoken}
      aria-label={t('slider.label', { who, step: say(step.title) })}
      aria-disabled={may ? undefined : true}
      onKeyDown={onKeyDown}
      onBlur={send}
      onPointerDown={onPointerDown}
    >
      <i className={styles.handle} data-ghost={value === undefined ? '' : undefined} aria-hidden />
      {!compact && (draft !== undefined || word) && (
        <span className={styles.word} data-moved={draft === undefined ? undefined : ''} aria-hidden>
          {draft === undefined ? word : figures.feeling(draft)}
        </span>
      )}
    </div>
  )
}

/** What a key makes of a value: a tenth, a half, an end, or the digit that was typed with the sign it has. */
function target(key: string, now: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return shiftFeeling(now, 0.1)
    case 'ArrowDown':
      return shiftFeeling(now, -0.1)
    case 'PageUp':
      return shiftFeeling(now, 0.5)
    case 'PageDown':
      return shiftFeeling(now, -0.5)
    case 'Home':
      return -1
    case 'End':
      return 1
    case '-':
    case '−':
      return shiftFeeling(-now, 0)
    case '+':
      return Math.abs(now)
    default:
      return /^\d$/.test(key) ? (Number(key) / 10) * (now < 0 ? -1 : 1) + 0 : undefined
  }
}

/** One decimal is how a feeling is told: `−0,4`. */
function brief(value: number, language: 'fr' | 'en'): string {
  return formats[language].format(value).replace('-', '−')
}

const briefly = { maximumFractionDigits: 2, signDisplay: 'exceptZero' } as const
const formats = { fr: new Intl.NumberFormat('fr-FR', briefly), en: new Intl.NumberFormat('en-GB', briefly) }
