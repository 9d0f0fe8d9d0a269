import { createContext } from 'react'
import { rowGroups, stepWindows, type Window } from './shown-window.ts'

/** The columns that are drawn in each group of rows, beside React: scrolling redraws only the rows whose turn it is. */
export type ColumnWindows = {
  /** Of a row, counted from 0. */
  readonly at: (row: number) => Window
  readonly subscribe: (hear: () => void) => () => void
  /** Tells what is seen. It is drawn at once, what lies ahead in the frames that follow. */
  readonly see: (seen: Window, count: number) => void
  readonly stop: () => void
}

export function createColumnWindows(): ColumnWindows {
  let windows: readonly Window[] = Array.from({ length: rowGroups }, () => ({ from: 0, to: 12 }))
  let seen: Window = { from: 0, to: 12 }
  let count = 0
  let frame: number | undefined
  const hearers = new Set<() => void>()

  function step(): void {
    frame = undefined
    const next = stepWindows(windows, seen, count)
    if (next === windows) return
    windows = next
    for (const hear of hearers) hear()
    frame = requestAnimationFrame(step)
  }

  return {
    at: row => windows[row % rowGroups]!,
    subscribe: hear => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    see: (now, columns) => {
      if (now.from === seen.from && now.to === seen.to && columns === count) return
      seen = now
      count = columns
      if (frame === undefined) step()
    },
    stop: () => {
      if (frame !== undefined) cancelAnimationFrame(frame)
      frame = undefined
    },
  }
}

const Windows = createContext<ColumnWindows | undefined>(undefined)
export const ColumnWindowsProvider = Windows.Provider
export const ColumnWindowsContext = Windows
