import { type CellMenuItem, useCellMenu } from './cell-menu.ts'
import { useCellTools } from './cell-tools.ts'
import type { Spot } from './grid-state.ts'
import styles from './map-grid.module.css'

/** The menu of a cell of words, there while the reader stands in it or points at it: thousands would weigh. */
export function CellDots(props: {
  spot: Spot
  name: string
  /** Made when the menu opens. */
  items: () => readonly (CellMenuItem | false | undefined)[]
}) {
  const { g } = useCellTools()
  const open = useCellMenu()
  return (
    <button
      type="button"
      tabIndex={-1}
      // Shift+F10 opens it; read out in every cell it would be noise.
      aria-hidden
      aria-haspopup="menu"
      className={styles.cellDots}
      aria-label={g('menu.cell', { name: props.name })}
      onClick={event => open(event.currentTarget, props.spot, props.items())}
    >
      ⋯
    </button>
  )
}
