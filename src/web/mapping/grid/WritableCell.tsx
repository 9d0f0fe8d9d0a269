import { type ReactNode, useEffect, useRef } from 'react'
import { useEditing } from '../editing.ts'
import { type CellPlace, GridCell } from './GridCell.tsx'
import { useGridState } from './grid-state.ts'
import styles from './map-grid.module.css'

/** A cell whose words can be written in place: Enter, F2, a double click or just typing begins; Escape gives up. */
export function WritableCell(
  props: CellPlace & {
    role?: 'gridcell' | 'columnheader' | 'rowheader'
    className?: string | undefined
    /** The words as they are now, in the reader's language. */
    words: string
    label: string
    onWrite: (words: string) => void
    keys?: Readonly<Record<string, (() => unknown) | false | undefined>>
    children: ReactNode
  },
) {
  const { row, column, span = 1, role = 'gridcell', className, words, label, onWrite, keys, children } = props
  const { may } = useEditing()
  const { writing, write } = useGridState()
  const active = writing?.row === row && writing.column >= column && writing.column < column + span
  return (
    <GridCell
      {...{ row, column, span, role, className }}
      writable={may}
      {...(may && keys ? { keys } : {})}
      onDoubleClick={may && !active ? () => write({ row, column }) : undefined}
    >
      {active ? <Pen words={writing?.typed ?? words} label={label} onWrite={onWrite} /> : children}
    </GridCell>
  )
}

function Pen({ words, label, onWrite }: { words: string; label: string; onWrite: (words: string) => void }) {
  const { leave, write } = useGridState()
  const field = useRef<HTMLTextAreaElement>(null)
  const given = useRef(false)
  useEffect(() => {
    const area = field.current
    if (!area) return
    area.focus()
    area.setSelectionRange(area.value.length, area.value.length)
  }, [])
  const keep = (text: string) => {
    if (given.current) return
    given.current = true
    onWrite(text.trim())
  }
  return (
    <textarea
      ref={field}
      className={styles.pen}
      defaultValue={words}
      aria-label={label}
      maxLength={4000}
      onBlur={event => {
        keep(event.currentTarget.value)
        write(undefined)
      }}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          given.current = true
          leave()
        } else if (event.key === 'Enter' && !event.altKey && !event.shiftKey) {
          event.preventDefault()
          keep(event.currentTarget.value)
          leave()
        }
        event.stopPropagation()
      }}
    />
  )
}
