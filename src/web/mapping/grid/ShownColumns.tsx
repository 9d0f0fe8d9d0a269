import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { ColumnWindowsProvider, createColumnWindows } from './column-windows.ts'
import { drawnWhole, useGridView } from './grid-view.ts'
import type { Window } from './shown-window.ts'
import { laneWidth } from './zooming.ts'

/**
 * Follows what is seen: of all that is around them, only rows draw themselves again when columns come and go.
 *
 * `@tanstack/react-virtual` was tried: it draws at once for each column that is passed, which breaks off what is being
 * drawn ahead, so that a fast hand saw empty columns (400 steps, 3,000 pixels a second: 4.1 s of drawing in 10 s, next
 * to nothing of it shown). One window for all rows, moved in transitions, was better and still drew a whole column in
 * one frame of three.
 */
export function ShownColumns(props: { scroller: RefObject<HTMLDivElement | null>; children: ReactNode }) {
  const { scroller } = props
  const { layout, zoom, starts } = useGridView()
  const [windows] = useState(createColumnWindows)
  const isWhole = layout.columns.length <= drawnWhole
  const see = useMemo(
    () => (sheet: HTMLElement) => windows.see(seenIn(sheet, starts, zoom), starts.length),
    [windows, starts, zoom],
  )
  useLayoutEffect(() => {
    if (scroller.current && !isWhole) see(scroller.current)
  }, [scroller, see, isWhole])
  useEffect(() => {
    const sheet = scroller.current
    if (!sheet || isWhole) return
    const follow = () => see(sheet)
    sheet.addEventListener('scroll', follow, { passive: true })
    const watch = new ResizeObserver(follow)
    watch.observe(sheet)
    return () => {
      sheet.removeEventListener('scroll', follow)
      watch.disconnect()
      windows.stop()
    }
  }, [scroller, see, isWhole, windows])
  return <ColumnWindowsProvider value={windows}>{props.children}</ColumnWindowsProvider>
}

function seenIn(sheet: HTMLElement, starts: readonly number[], zoom: number): Window {
  const left = sheet.scrollLeft / zoom - laneWidth
  const right = left + sheet.clientWidth / zoom + laneWidth
  return { from: lastStartingBefore(starts, Math.max(0, left)), to: lastStartingBefore(starts, Math.max(0, right)) + 1 }
}

function lastStartingBefore(starts: readonly number[], at: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (starts[middle]! <= at) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}
