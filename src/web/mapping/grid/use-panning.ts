import { type RefObject, useEffect, useRef } from 'react'
import type { useZoom } from './zooming.ts'

/** Space and a drag, or the middle button, move the sheet; Ctrl and the wheel bring it nearer. */
export function usePanning(scroller: RefObject<HTMLDivElement | null>, zoom: ReturnType<typeof useZoom>): void {
  const latest = useRef(zoom)
  latest.current = zoom
  useEffect(() => {
    const sheet = scroller.current
    if (!sheet) return
    let held = false
    let turned = 0

    const hold = (event: KeyboardEvent) => {
      if (event.key !== ' ' || event.ctrlKey || event.altKey || event.metaKey) return
      const target = event.target as HTMLElement
      const isCell = target.hasAttribute('data-row')
      if (!isCell && target !== document.body) return
      event.preventDefault()
      held = true
      sheet.dataset.panning = ''
    }
    const release = (event: KeyboardEvent) => {
      if (event.key !== ' ' || !held) return
      held = false
      delete sheet.dataset.panning
    }
    const begin = (event: PointerEvent) => {
      if (!(held && event.button === 0) && event.button !== 1) return
      event.preventDefault()
      event.stopPropagation()
      const from = { x: event.clientX + sheet.scrollLeft, y: event.clientY + sheet.scrollTop }
      const follow = (move: PointerEvent) => sheet.scrollTo(from.x - move.clientX, from.y - move.clientY)
      const end = () => {
        removeEventListener('pointermove', follow)
        removeEventListener('pointerup', end)
      }
      addEventListener('pointermove', follow)
      addEventListener('pointerup', end)
    }
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      turned += event.deltaY
      if (Math.abs(turned) < 60) return
      latest.current.by(turned > 0 ? -1 : 1)
      turned = 0
    }
    addEventListener('keydown', hold)
    addEventListener('keyup', release)
    sheet.addEventListener('pointerdown', begin, { capture: true })
    sheet.addEventListener('wheel', turn, { passive: false })
    return () => {
      removeEventListener('keydown', hold)
      removeEventListener('keyup', release)
      sheet.removeEventListener('pointerdown', begin, { capture: true })
      sheet.removeEventListener('wheel', turn)
    }
  }, [scroller])
}
