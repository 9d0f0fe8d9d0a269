import { type CellMenuItem, useCellMenu } from './cell-menu.ts'
import { useCellTools } from './cell-tools.ts'
import type { Spot } from './grid-state.ts'
import styles from './map-grid.module.css'

/** What can be done with a phase, a step, a lane or a card; shown to those who may. */
export function RowMenu(props: {
  label: string
  spot: Spot
  /** Made when the menu opens. */
  items: () => readonly (CellMenuItem | false | undefined)[]
}) {
  const { may } = useCellTools()
  const open = useCellMenu()
  if (!may) return null
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.dots}
      aria-label={props.label}
      aria-haspopup="menu"
      onClick={event => {
        event.stopPropagation()
        open(event.currentTarget, props.spot, props.items())
      }}
    />
  )
}
