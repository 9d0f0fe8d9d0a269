import type { KeyboardEvent } from 'react'
import { placementsOf } from '../../../vocabulary/map/journey-map.ts'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'
import { useAsk } from './ask.ts'
import { columnKey, type GridLayout, phasesRow, type Spot, stepsRow } from './columns.ts'
import { nameOfKey } from './GridCell.tsx'
import { useGridStore } from './grid-state.ts'
import type { Commands } from './use-commands.ts'
import type { RangeActs } from './use-range.ts'

/**
 * The keys of the grid, as in the ARIA grid pattern: one tab stop, arrows inside, Enter into a cell, Escape out of it;
 * and what the keyboard table adds. Keys of one kind of cell are told by the cell itself.
 */
export function useGridKeys(layout: GridLayout, commands: Commands, range: RangeActs) {
  const store = useGridStore()
  const ask = useAsk()
  const { may } = useEditing()
  const { map, lanes } = useMapPlace()

  return function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const target = event.target as HTMLElement
    if (store.get().writing || target.closest('input, textarea, [role="menu"], [role="dialog"]')) return
    const cell = target.closest<HTMLElement>('[data-row]')
    if (!cell) return
    const took = target === cell ? inGrid(event, cell) : inCell(event, cell, target)
    if (took) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  /** Keys while the cell itself has the focus. */
  function inGrid(event: KeyboardEvent, cell: HTMLElement): boolean {
    const { here } = store.get()
    const name = nameOfKey(event)
    const column = layout.columns.find(one => one.key === here.column)
    const lane = lanes.find(one => one.id === here.row)
    const to = destination(event, here, layout)
    if (to) {
      store.goTo(to, { extend: event.shiftKey })
      return true
    }
    switch (name) {
      case 'ContextMenu':
      case 'Shift+F10':
        cell.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.click()
        return true
      case 'Ctrl+a':
      case 'Ctrl+A':
        range.all()
        return true
      case 'Escape': {
        const { range: selected, chosen } = store.get()
        if (!selected && chosen.size === 0) return false
        store.set({ anchor: undefined, chosen: new Set() })
        return true
      }
      case ' ':
        return false
      case 'Enter':
      case 'F2':
        if (may && cell.dataset.writable !== undefined) store.write(here)
        else if (lane?.type === 'touchpoint' && may && !cell.querySelector('[data-placement]'))
          store.set({ picking: here.column })
        else inside(cell)?.focus()
        return true
      case 'Delete':
      case 'Backspace':
        return may && range.clear()
      case 'Ctrl+d':
      case 'Ctrl+D':
        return may && range.duplicate()
      case 'Ctrl+Shift+ArrowLeft':
      case 'Ctrl+Shift+ArrowRight':
        if (!may || column?.kind !== 'step') return false
        commands.addStep(column.phase, column.phase.steps.indexOf(column.step) + (event.key === 'ArrowRight' ? 1 : 0))
        return true
      default:
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || !may) return false
    const isPlace = here.row === stepsRow || lane?.type === 'touchpoint' || lane?.type === 'emotion'
    if (isPlace && column?.kind === 'step') {
      if (name.toLowerCase() === 't') {
        const touch = lanes.find(one => one.type === 'touchpoint')
        if (touch) store.set({ picking: column.key, here: { row: touch.id, column: column.key } })
        return true
      }
      if (name.toLowerCase() === 'm') {
        const [first, ...more] = column.step.placements
        if (first && more.length === 0) commands.toggleMoment(first)
        else if (first) ask.open({ kind: 'moment', step: column.step.id })
        return true
      }
    }
    if (event.key === '?') return false
    if (event.shiftKey && event.code === 'Digit1' && event.key !== '1') return false
    if (cell.dataset.writable === undefined) return false
    store.write({ ...here, typed: event.key })
    return true
  }

  /** Keys while something inside a cell has the focus: a card, a button. */
  function inCell(event: KeyboardEvent, cell: HTMLElement, target: HTMLElement): boolean {
    const name = nameOfKey(event)
    const id = target.dataset.placement
    const placement = id === undefined ? undefined : placementsOf(map).find(one => one.id === id)
    switch (name) {
      case 'Escape':
        cell.focus()
        return true
      case 'ArrowDown':
      case 'ArrowUp':
        return among(cell, target, event.key === 'ArrowDown' ? 1 : -1)
      default:
    }
    if (!placement || !may) return false
    const again = () => requestAnimationFrame(() => focusCard(placement.id))
    switch (name) {
      case 'Delete':
      case 'Backspace':
        cell.focus()
        range.remove([placement])
        return true
      case 'Ctrl+d':
      case 'Ctrl+D':
        commands.copyPlacements([placement])
        return true
      case 'Alt+ArrowUp':
      case 'Alt+ArrowDown':
        commands.movePlacement(placement, { down: event.key === 'ArrowDown' ? 1 : -1 })
        again()
        return true
      case 'Alt+ArrowLeft':
      case 'Alt+ArrowRight':
        commands.movePlacement(placement, { right: event.key === 'ArrowRight' ? 1 : -1 })
        setTimeout(() => focusCard(placement.id), 60)
        return true
      case 'Shift+F10':
      case 'ContextMenu':
        target.parentElement?.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.click()
        return true
      case 'Ctrl+ ':
        range.choose(placement.id)
        return true
      case 'm':
      case 'M':
        commands.toggleMoment(placement)
        return true
      case 't':
      case 'T':
        store.set({ picking: cell.dataset.column })
        return true
      default:
        return false
    }
  }
}

/** What Enter leads to: the handle of a feeling, a card, or whatever can be pressed. */
function inside(cell: HTMLElement): HTMLElement | null {
  const ways = ['[role="slider"]', '[data-placement]', 'button:not([aria-hidden]), a']
  return ways.map(way => cell.querySelector<HTMLElement>(way)).find(found => found !== null) ?? null
}

/** Brings the focus back to a card that has moved. */
function focusCard(placement: string): void {
  document.querySelector<HTMLElement>(`[data-placement="${CSS.escape(placement)}"]`)?.focus()
}

/** Up and down among the cards and buttons of a cell. */
function among(cell: HTMLElement, from: HTMLElement, by: 1 | -1): boolean {
  const stops = [...cell.querySelectorAll<HTMLElement>('[data-placement], button:not([aria-haspopup]), a')]
  const next = stops[stops.indexOf(from) + by]
  next?.focus()
  return next !== undefined || stops.includes(from)
}

/** Where an arrow leads. Phases cover several columns: one steps over them whole. */
function destination(event: KeyboardEvent, here: Spot, layout: GridLayout): Spot | undefined {
  if (event.altKey) return undefined
  const ctrl = event.ctrlKey || event.metaKey
  const row = layout.rowAt.get(here.row) ?? 0
  const column = layout.columnAt.get(here.column) ?? 0
  const spot = (r: number, c: number): Spot => ({
    row: layout.rows[Math.max(0, Math.min(layout.rows.length - 1, r))]!,
    column: columnKey(layout, Math.max(0, Math.min(layout.columns.length, c))),
  })
  if (ctrl && event.key !== 'Home' && event.key !== 'End') return undefined
  switch (event.key) {
    case 'ArrowRight':
      return spot(row, here.row === phasesRow ? lastOfPhase(layout, column) + 1 : column + 1)
    case 'ArrowLeft':
      return spot(row, here.row === phasesRow ? firstOfPhase(layout, column) - 1 : column - 1)
    case 'ArrowDown':
      return spot(row + 1, column)
    case 'ArrowUp':
      return spot(row - 1, column)
    case 'Home':
      return spot(ctrl ? 0 : row, 0)
    case 'End':
      return spot(ctrl ? layout.rows.length : row, layout.columns.length)
    case 'PageDown':
      return spot(aPageAway(layout, row, 1), column)
    case 'PageUp':
      return spot(aPageAway(layout, row, -1), column)
    default:
      return undefined
  }
}

function lastOfPhase({ columns }: GridLayout, at: number): number {
  const phase = columns[at - 1]?.phase.id
  if (phase === undefined) return at
  return columns.findLastIndex(one => one.phase.id === phase) + 1
}

function firstOfPhase({ columns }: GridLayout, at: number): number {
  const phase = columns[at - 1]?.phase.id
  if (phase === undefined) return at
  return columns.findIndex(one => one.phase.id === phase) + 1
}

/** The row one page further, by what is on the screen. */
function aPageAway(layout: GridLayout, row: number, way: 1 | -1): number {
  const rows = [...document.querySelectorAll<HTMLElement>('[role="grid"] [role="row"]')]
  const scroller = rows[0]?.closest<HTMLElement>('[data-scroller]')
  const from = rows[row]?.getBoundingClientRect()
  if (!scroller || !from) return row + way * 5
  const page = scroller.clientHeight - 140
  let at = row
  while (at + way >= 0 && at + way < layout.rows.length) {
    const next = rows[at + way]?.getBoundingClientRect()
    if (!next || (Math.abs(next.top - from.top) > page && at !== row)) break
    at += way
  }
  return at
}
