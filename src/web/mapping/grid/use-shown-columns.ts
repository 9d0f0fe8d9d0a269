import { use, useMemo, useSyncExternalStore } from 'react'
import { ColumnWindowsContext } from './column-windows.ts'
import { useGrid } from './grid-state.ts'
import { drawnWhole, type ShownColumn, useGridView, widthOf } from './grid-view.ts'

/** The columns near what is seen, for a row counted from 0, and always the one that has the focus, wherever it is. */
export function useShownColumns(rowAt: number): readonly ShownColumn[] {
  const { layout, starts, stepWidth, foldWidth } = useGridView()
  const windows = use(ColumnWindowsContext)
  if (!windows) throw new Error('useShownColumns stands outside a grid')
  const window = useSyncExternalStore(windows.subscribe, () => windows.at(rowAt))
  const { columns, columnAt } = layout
  const isWhole = columns.length <= drawnWhole
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
