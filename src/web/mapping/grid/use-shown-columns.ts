import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useMemo } from 'react'
import type { GridLayout } from './columns.ts'
import { useGrid } from './grid-state.ts'
import { drawnWhole, type GridView, type ShownColumn, widthOf } from './grid-view.ts'
import { laneWidth } from './zooming.ts'

/** The columns near what is seen, and always the one that has the focus, wherever it is. */
export function useShownColumns(
  scroller: RefObject<HTMLDivElement | null>,
  layout: GridLayout,
  sizes: Pick<GridView, 'stepWidth' | 'foldWidth' | 'zoom'>,
): { readonly shown: readonly ShownColumn[]; readonly total: number } {
  const { columns, columnAt } = layout
  const here = useGrid(state => (columnAt.get(state.here.column) ?? 0) - 1)
  const writing = useGrid(state => (state.writing ? (columnAt.get(state.writing.column) ?? 0) : 0) - 1)
  const isWhole = columns.length <= drawnWhole
  const virtual = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => widthOf(sizes, columns[index]!) * sizes.zoom,
    getItemKey: index => columns[index]!.key,
    paddingStart: laneWidth * sizes.zoom,
    overscan: 4,
    useFlushSync: false,
    rangeExtractor: range => {
      const near = isWhole ? columns.map((_, index) => index) : defaultRangeExtractor(range)
      const far = [here, writing].filter(index => index >= 0 && index < columns.length && !near.includes(index))
      return [...new Set([...near, ...far])].sort((a, b) => a - b)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: columns of another width are measured anew.
  useEffect(() => virtual.measure(), [virtual, sizes.stepWidth, sizes.foldWidth, sizes.zoom, columns])

  const items = virtual.getVirtualItems()
  const indexes = items.map(item => item.index).join(' ')
  const window = virtual.range
  const from = (window?.startIndex ?? 0) - 6
  const to = (window?.endIndex ?? columns.length) + 6
  const nearness = isWhole ? '' : items.map(item => (item.index >= from && item.index <= to ? 1 : 0)).join('')
  return useMemo(() => {
    const starts: number[] = []
    let total = 0
    for (const column of columns) {
      starts.push(total)
      total += widthOf(sizes, column)
    }
    let end = 0
    const shown = (indexes === '' ? [] : indexes.split(' ').map(Number)).flatMap((index, place): ShownColumn[] => {
      const column = columns[index]
      if (!column) return []
      const before = starts[index]! - end
      end = starts[index]! + widthOf(sizes, column)
      return [{ column, at: index + 1, before, near: nearness === '' || nearness[place] === '1' }]
    })
    return { shown, total }
  }, [columns, sizes, indexes, nearness])
}
