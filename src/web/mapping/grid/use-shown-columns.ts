import { type RefObject, startTransition, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { GridLayout } from './columns.ts'
import { useGrid } from './grid-state.ts'
import { drawnWhole, type GridView, type ShownColumn, widthOf } from './grid-view.ts'
import { laneWidth } from './zooming.ts'

/** Columns come and go by so many at once. By twos, what is put on the page at once took longer than a frame has. */
const chunk = 1
/** So many chunks are drawn ahead on either side. */
const ahead = 4

/** From the first column to the one before `to`. */
type Window = { readonly from: number; readonly to: number }

/**
 * The columns near what is seen, and always the one that has the focus, wherever it is.
 *
 * `@tanstack/react-virtual` was tried: it draws at once for each column that is passed, which breaks off what is being
 * drawn ahead, so that a fast hand saw empty columns (400 steps, 3,000 pixels a second: 4.1 s of drawing in 10 s, next
 * to nothing of it shown). Here the window moves by chunks, and only in transitions, which wait for frames.
 */
export function useShownColumns(
  scroller: RefObject<HTMLDivElement | null>,
  layout: GridLayout,
  sizes: Pick<GridView, 'stepWidth' | 'foldWidth' | 'zoom'>,
): readonly ShownColumn[] {
  const { columns, columnAt } = layout
  const isWhole = columns.length <= drawnWhole
  const { stepWidth, foldWidth, zoom } = sizes
  const starts = useMemo(() => {
    let left = 0
    return columns.map(column => {
      const start = left
      left += widthOf({ stepWidth, foldWidth }, column)
      return start
    })
  }, [columns, stepWidth, foldWidth])

  const [window, setWindow] = useState<Window>({ from: 0, to: 12 * chunk })
  useLayoutEffect(() => {
    const sheet = scroller.current
    if (!sheet || isWhole) return
    const next = windowAt(sheet, starts, zoom)
    setWindow(was => (was.from === next.from && was.to === next.to ? was : next))
  }, [scroller, starts, zoom, isWhole])
  useEffect(() => {
    const sheet = scroller.current
    if (!sheet || isWhole) return
    const follow = () => {
      const next = windowAt(sheet, starts, zoom)
      startTransition(() => setWindow(was => (was.from === next.from && was.to === next.to ? was : next)))
    }
    sheet.addEventListener('scroll', follow, { passive: true })
    const watch = new ResizeObserver(follow)
    watch.observe(sheet)
    return () => {
      sheet.removeEventListener('scroll', follow)
      watch.disconnect()
    }
  }, [scroller, starts, zoom, isWhole])

  const here = useGrid(state => (columnAt.get(state.here.column) ?? 0) - 1)
  const writing = useGrid(state => (state.writing ? (columnAt.get(state.writing.column) ?? 0) : 0) - 1)
  return useMemo(() => {
    const from = isWhole ? 0 : Math.min(window.from, columns.length)
    const to = isWhole ? columns.length : Math.min(window.to, columns.length)
    const near = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
    const far = [here, writing].filter(index => index >= 0 && index < columns.length && (index < from || index >= to))
    let end = 0
    return [...new Set([...near, ...far])]
      .sort((a, b) => a - b)
      .map((index): ShownColumn => {
        const column = columns[index]!
        const before = starts[index]! - end
        end = starts[index]! + widthOf({ stepWidth, foldWidth }, column)
        return { column, at: index + 1, before, near: index >= from && index < to }
      })
  }, [columns, starts, stepWidth, foldWidth, window, here, writing, isWhole])
}

/** What is seen and some chunks on either side, from the edge of a chunk to the edge of another. */
function windowAt(sheet: HTMLElement, starts: readonly number[], zoom: number): Window {
  const left = sheet.scrollLeft / zoom - laneWidth
  const right = left + sheet.clientWidth / zoom + laneWidth
  const first = lastStartingBefore(starts, Math.max(0, left))
  const last = lastStartingBefore(starts, Math.max(0, right))
  return {
    from: Math.max(0, (Math.floor(first / chunk) - ahead) * chunk),
    to: (Math.floor(last / chunk) + 1 + ahead) * chunk,
  }
}

function lastStartingBefore(starts: readonly number[], at: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (starts[middle]! <= at) low = middle
    else high = middle - 1
  }
  return low
}
