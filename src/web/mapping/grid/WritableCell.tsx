import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isLabelled, type Label, type Tongue } from '../../../vocabulary/label.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useCellTools } from './cell-tools.ts'
import { type CellKeys, type CellLooks, type CellPlace, GridCell } from './GridCell.tsx'
import { useGridStore } from './grid-state.ts'
import styles from './map-grid.module.css'

/** A cell whose words can be written in place: Enter, F2, a double click or just typing begins; Escape gives up. */
export function WritableCell(
  props: CellPlace & {
    role?: 'gridcell' | 'columnheader' | 'rowheader'
    className?: string | undefined
    part?: string | undefined
    width?: number | undefined
    /** The words as they are now. */
    value: Label | null | undefined
    /** What is written in: the name of the field, for those who hear it. */
    label: string
    /** Null when nothing is left in either language. */
    onWrite: (value: Label | null) => void
    keys?: CellKeys
    cellRef?: React.RefObject<HTMLDivElement | null>
    children: ReactNode | ((looks: CellLooks) => ReactNode)
  },
) {
  const { value, label, onWrite, keys, children, ...place } = props
  const { row, column } = place
  const { may } = useCellTools()
  const store = useGridStore()
  return (
    <GridCell
      {...place}
      writable={may}
      {...(may && keys ? { keys } : {})}
      onDoubleClick={may ? () => !store.get().writing && store.write({ row, column }) : undefined}
    >
      {looks => {
        if (looks.writing) return <Pens value={value} label={label} onWrite={onWrite} />
        return typeof children === 'function' ? children(looks) : children
      }}
    </GridCell>
  )
}

/** One field; two, one for each language, where both are shown. */
function Pens({
  value,
  label,
  onWrite,
}: {
  value: Label | null | undefined
  label: string
  onWrite: (value: Label | null) => void
}) {
  const { t } = useTranslation('grid')
  const { language } = useFigures()
  const { say } = useLabels()
  const { both } = useCellTools()
  const store = useGridStore()
  const frame = useRef<HTMLDivElement>(null)
  const given = useRef(false)
  const typed = store.get().writing?.typed
  const tongues: readonly Tongue[] = both ? [language, language === 'fr' ? 'en' : 'fr'] : [language]

  const keep = () => {
    if (given.current) return
    given.current = true
    const fields = [...(frame.current?.querySelectorAll('textarea') ?? [])]
    if (!both) {
      const text = fields[0]?.value.trim() ?? ''
      if (text === say(value)) return
      onWrite(text === '' ? null : { ...value, [language]: text })
      return
    }
    const next: { fr?: string; en?: string } = {}
    tongues.forEach((tongue, index) => {
      const text = fields[index]?.value.trim() ?? ''
      if (text !== '') next[tongue] = text
    })
    if ((next.fr ?? '') === (value?.fr ?? '') && (next.en ?? '') === (value?.en ?? '')) return
    onWrite(isLabelled(next) ? next : null)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears when the fields in it lose the focus.
    <div
      ref={frame}
      className={styles.pens}
      onBlur={event => {
        if (event.currentTarget.contains(event.relatedTarget)) return
        keep()
        if (store.get().writing) store.write(undefined)
      }}
    >
      {tongues.map((tongue, index) => (
        <Pen
          key={tongue}
          tongue={both ? tongue : undefined}
          first={index === 0}
          words={index === 0 && typed !== undefined ? typed : both ? (value?.[tongue] ?? '') : say(value)}
          label={both ? `${label}, ${t(`tongues.${tongue}`)}` : label}
          keep={keep}
          giveUp={() => {
            given.current = true
            store.leave()
          }}
        />
      ))}
    </div>
  )
}

function Pen(props: {
  tongue: Tongue | undefined
  first: boolean
  words: string
  label: string
  keep: () => void
  giveUp: () => void
}) {
  const { tongue, first, words, label, keep, giveUp } = props
  const store = useGridStore()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const area = field.current
    if (!area || !first) return
    area.focus()
    area.setSelectionRange(area.value.length, area.value.length)
  }, [first])
  return (
    <textarea
      ref={field}
      className={styles.pen}
      lang={tongue}
      defaultValue={words}
      aria-label={label}
      maxLength={4000}
      rows={1}
      onKeyDown={event => {
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
          // What is written here is kept, and the page answers.
          keep()
          store.leave()
          return
        }
        event.stopPropagation()
        if (event.key === 'Escape') giveUp()
        else if (event.key === 'Enter' && (event.altKey || event.shiftKey)) {
          // A browser writes a new line for Shift+Enter only.
          if (event.shiftKey) return
          event.preventDefault()
          const area = event.currentTarget
          area.setRangeText('\n', area.selectionStart, area.selectionEnd, 'end')
        } else if (event.key === 'Enter') {
          event.preventDefault()
          keep()
          store.leave()
        } else if (event.key === 'Tab' && (tongue === undefined || first === event.shiftKey)) {
          // On to the next cell of the row, as in a spreadsheet.
          event.preventDefault()
          keep()
          store.write(undefined)
          store.goTo(beside(store, event.shiftKey ? -1 : 1))
        }
      }}
    />
  )
}

function beside(store: ReturnType<typeof useGridStore>, by: 1 | -1) {
  const { columns, columnAt } = store.layout()
  const { here } = store.get()
  const at = (columnAt.get(here.column) ?? 0) + by
  return { row: here.row, column: columns[at - 1]?.key ?? here.column }
}
