import { useEffect, useRef } from 'react'
import { useMapView } from '../../measuring/data.ts'
import { useAsk } from './ask.ts'
import type { useZoom } from './zooming.ts'

/** The keys that act on the open map wherever the focus is: find, help, zoom, and what is shown. */
export function usePageKeys({ find, zoom }: { find: () => void; zoom: ReturnType<typeof useZoom> }): void {
  const { show } = useMapView()
  const ask = useAsk()

  const act = (event: KeyboardEvent): boolean => {
    const target = event.target as HTMLElement
    const ctrl = event.ctrlKey || event.metaKey
    if (document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]')) return false
    if (ctrl && !event.altKey && !event.shiftKey) {
      if (event.key.toLowerCase() === 'f') find()
      else if (event.code === 'Digit0' || event.key === '0') zoom.set('usual')
      else return false
      return true
    }
    if (target.closest('input, textarea, select, [contenteditable], [role="slider"]')) return false
    const digit = /^Digit([123])$/.exec(event.code)?.[1]
    if (digit && !ctrl && (event.altKey || !target.closest('[data-row]')) && !event.shiftKey) {
      show({ view: digit === '1' ? 'designed' : digit === '3' ? 'gap' : undefined })
      return true
    }
    if (ctrl || event.altKey) return false
    if (event.shiftKey && event.code === 'Digit1' && (event.key !== '1' || !target.closest('[data-writable]'))) {
      zoom.set('fit')
      return true
    }
    if (event.key === '?') {
      ask.open({ kind: 'keys' })
      return true
    }
    return false
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
