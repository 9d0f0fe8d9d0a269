import { ActionIcon, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMapView } from '../../measuring/data.ts'
import { useMapPlace } from '../map-place.ts'
import styles from './bars.module.css'
import type { CellWords } from './cell-words.ts'
import { columnsOf, phasesRow, stepsRow } from './columns.ts'
import { useFolding } from './folding.ts'
import { type Spot, useGridStore } from './grid-state.ts'

/** Without capitals and accents: « réception » is found by "reception". */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

type Found = Spot & { readonly phase: string | undefined }

/** Finds words anywhere on the map, in folded phases and hidden lanes too, and goes from one place to the next. */
export function FindBar({ words, close }: { words: CellWords; close: () => void }) {
  const { t } = useTranslation('grid')
  const { map, lanes } = useMapPlace()
  const { folded, hidden, toggle, toggleLane } = useFolding()
  const { view } = useMapView()
  const store = useGridStore()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const wanted = plain(useDeferredValue(text).trim())
  const found = useMemo((): readonly Found[] => {
    if (wanted === '') return []
    const rows = [phasesRow, stepsRow, ...lanes.map(lane => lane.id)]
    // Column by column, as a journey is read.
    return columnsOf(map, new Set()).flatMap(column =>
      rows
        .filter(row => plain(words.textOf(row, column)).includes(wanted))
        .map(row => ({ row, column: column.key, phase: column.phase.id })),
    )
  }, [wanted, map, lanes, words])

  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  useEffect(() => {
    store.set({ found: new Set(found.map(one => `${one.row} ${one.column}`)), foundHere: undefined })
    setAt(0)
    return () => store.set({ found: new Set(), foundHere: undefined })
  }, [found, store])

  function goTo(next: number): void {
    const place = ((next % found.length) + found.length) % found.length
    const one = found[place]
    if (!one) return
    setAt(place)
    if (one.phase && folded.has(one.phase)) toggle(one.phase)
    if (hidden.has(one.row)) toggleLane(one.row)
    store.set({ here: { row: one.row, column: one.column }, anchor: undefined, foundHere: `${one.row} ${one.column}` })
    // A cell that was far away is drawn first.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        document.querySelector('[data-found="here"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
      ),
    )
  }

  // Folding is a change of the address; the place that is shown stays.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when what is looked for changes.
  useEffect(() => {
    if (found.length > 0) goTo(0)
  }, [wanted, found.length === 0])

  const leave = () => {
    close()
    store.leave()
  }
  const count = found.length === 0 ? (wanted === '' ? '' : t('find.none')) : `${at + 1} / ${found.length}`
  return (
    <search className={styles.find} data-shows={view.view}>
      <TextInput
        ref={field}
        size="xs"
        className={styles.findField ?? ''}
        aria-label={t('find.label')}
        placeholder={t('find.label')}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Escape') leave()
          else if (event.key === 'Enter' || event.key === 'F3') goTo(at + (event.shiftKey ? -1 : 1))
          else return
          event.preventDefault()
        }}
      />
      <span role="status" className={styles.findCount}>
        {count}
      </span>
      <ActionIcon variant="subtle" color="gray" aria-label={t('find.previous')} onClick={() => goTo(at - 1)}>
        <IconChevronUp size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('find.next')} onClick={() => goTo(at + 1)}>
        <IconChevronDown size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('find.close')} onClick={leave}>
        <IconX size={15} aria-hidden />
      </ActionIcon>
    </search>
  )
}
