import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useGrid } from './grid-state.ts'
import { drawnWhole, useGridView } from './grid-view.ts'
import styles from './map-grid.module.css'

/** A large map draws so many rows before it knows which are seen. */
const drawnFirst = 10

/**
 * A row of the grid, counted from 0: its frozen title, then its cells among the columns that are drawn. On a large map
 * the cells of rows far above or below wait until they are near, except where the reader stands.
 */
export function GridRow({
  row: id,
  rowAt,
  className,
  title,
  children,
}: {
  row: string
  rowAt: number
  className?: string | undefined
  title: ReactNode
  children: ReactNode
}) {
  const { epoch, layout } = useGridView()
  const row = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(rowAt < drawnFirst)
  const standing = useGrid(({ here, writing }) => here.row === id || writing?.row === id)
  const partly = layout.columns.length > drawnWhole
  const drawn = near || standing || !partly
  // A row is as tall as the tallest cell that was seen in it: else the page would jump while it is scrolled sideways.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new epoch is what makes it forget.
  useEffect(() => {
    const element = row.current
    if (!element || !partly) return
    let tallest = 0
    const watch = new ResizeObserver(() => {
      const height = element.offsetHeight
      if (height <= tallest) return
      tallest = height
      element.style.minHeight = `${height}px`
    })
    watch.observe(element)
    return () => {
      watch.disconnect()
      element.style.minHeight = ''
    }
  }, [partly, epoch])
  useEffect(() => {
    const element = row.current
    if (!element || !partly) return
    const watch = new IntersectionObserver(entries => setNear(entries.at(-1)?.isIntersecting ?? true), {
      root: element.closest('[data-scroller]'),
      rootMargin: '300px 0px',
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [partly])
  return (
    // A row is never focused, its cells are; and a grid edited in place is no table.
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see above.
    <div ref={row} role="row" aria-rowindex={rowAt + 1} className={`${styles.row} ${className ?? ''}`}>
      {title}
      {drawn && children}
    </div>
  )
}
