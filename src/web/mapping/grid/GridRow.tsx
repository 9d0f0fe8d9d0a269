import { type ReactNode, useEffect, useRef } from 'react'
import { drawnWhole, useGridView } from './grid-view.ts'
import styles from './map-grid.module.css'

/** A row of the grid, counted from 0: its frozen title, then its cells among the columns that are drawn. */
export function GridRow({
  rowAt,
  className,
  title,
  children,
}: {
  rowAt: number
  className?: string | undefined
  title: ReactNode
  children: ReactNode
}) {
  const { epoch, layout } = useGridView()
  const row = useRef<HTMLDivElement>(null)
  const partly = layout.columns.length > drawnWhole
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
  return (
    // A row is never focused, its cells are; and a grid edited in place is no table.
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see above.
    <div ref={row} role="row" aria-rowindex={rowAt + 1} className={`${styles.row} ${className ?? ''}`}>
      {title}
      {children}
    </div>
  )
}
