import { type ClipboardEvent, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SingleEdit } from '../../../vocabulary/map/map-edit.ts'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useLabels } from '../../kit/label.ts'
import { type Change, useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'
import { useAsk } from './ask.ts'
import { type CellWords, derivedLanes } from './cell-words.ts'
import { type Column, columnKey, type GridLayout, phasesRow, type Range, rangeBetween, stepsRow } from './columns.ts'
import { useGridStore } from './grid-state.ts'
import { holdingOf } from './holding.ts'
import { blockIn, inBatches, planPaste } from './paste-plan.ts'
import { type Block, blockOf, blockOfHtml, htmlOf, tsvOf } from './range-text.ts'
import type { Commands } from './use-commands.ts'

/** Our own cells on the clipboard, word for word. What other programs read is made harmless to a spreadsheet. */
const ownType = 'application/x-parcours-range'

/** A spreadsheet takes what begins like this for a formula; an apostrophe says that it is text. */
const harmless = (text: string) => (/^[=+@\t\r]|^-(?![\d.,]+$)/.test(text) ? `'${text}` : text)

/** What is done with the selected cells: they are copied, cut, pasted, cleared, filled, chosen from. */
export function useRange(layout: GridLayout, words: CellWords, commands: Commands) {
  const { t } = useTranslation('grid')
  const { say } = useLabels()
  const { map, touchpoints } = useMapPlace()
  const { may, change, edit } = useEditing()
  const store = useGridStore()
  const ask = useAsk()

  return useMemo(() => {
    const columnIn = (at: number) => layout.columns[at - 1]
    const selected = (): Range => {
      const { here, range } = store.get()
      return range ?? rangeBetween(layout, here, here) ?? { top: 0, bottom: 0, left: 0, right: 0 }
    }
    const name = (placement: Placement) => say(touchpoints.get(placement.touchpoint)?.name)

    function remove(placements: readonly Placement[]): void {
      const [first] = placements
      if (!first) return
      const title = placements.length === 1 ? name(first) : t('touchpoints', { count: placements.length })
      commands.removePlacements(placements, title)
      store.set({ chosen: new Set() })
    }

    /** Empties the cells of the range. Phases, steps and lanes are taken away when they alone are selected. */
    function clear(): boolean {
      const { top, bottom, left, right } = selected()
      if (top === bottom && left === 0) {
        const lane = map.lanes.find(one => one.id === layout.rows[top])
        if (lane) commands.removeLane(lane)
        return true
      }
      const column = columnIn(left)
      if (top === bottom && column && layout.rows[top] === phasesRow) {
        commands.removePhase(column.phase)
        return true
      }
      if (top === bottom && left === right && column?.kind === 'step' && layout.rows[top] === stepsRow) {
        commands.removeStep(column.step, column.phase)
        return true
      }
      const edits: SingleEdit[] = []
      const placements: Placement[] = []
      const cells: (typeof map.phases)[number]['steps'][number]['cells'] = []
      for (let row = top; row <= bottom; row++) {
        const lane = words.laneOf(layout.rows[row] ?? '')
        if (!lane) continue
        for (let at = left; at <= right; at++) {
          const one = columnIn(at)
          if (one?.kind !== 'step' || derivedLanes.has(lane.type)) continue
          if (lane.type === 'touchpoint') {
            placements.push(...one.step.placements)
            edits.push(...one.step.placements.map((p): SingleEdit => ({ op: 'removePlacement', placement: p.id })))
            continue
          }
          const cell = one.step.cells.find(each => each.lane === lane.id)
          if (cell) cells.push(cell)
          if (cell && !['emotion', 'desired'].includes(lane.type))
            edits.push({ op: 'setCell', step: one.step.id, lane: lane.id, cell: null })
          else edits.push(...(words.written(lane.id, one, '')?.map ?? []))
        }
      }
      if (edits.length === 0) return true
      const holding = holdingOf(map, { placements, cells })
      const act = () => {
        void edit(...inBatches(edits))
        store.say(t('done.cleared', { count: edits.length }))
      }
      // Words come back with one key; evidence and touchpoints are worth a question.
      ask.whether({
        name: t('cells', { count: edits.length }),
        holding: placements.length > 1 ? holding : { ...holding, texts: 0, touchpoints: 0 },
        act,
      })
      return true
    }

    function duplicate(): boolean {
      const { top, bottom, left, right } = selected()
      const column = columnIn(left)
      const row = layout.rows[top] ?? ''
      const lane = words.laneOf(row)
      if (left === 0) {
        if (lane && map.lanes.includes(lane)) commands.copyLane(lane)
        return true
      }
      if (row === phasesRow && column) commands.copyPhase(column.phase)
      else if (row === stepsRow && column?.kind === 'step') commands.copyStep(column.step, column.phase)
      else if (lane?.type === 'touchpoint') commands.copyPlacements(placementsIn())
      else fill({ top, bottom, left: left === right ? left - 1 : left, right })
      return true
    }

    /** The words of the first column go over the others. */
    function fill({ top, bottom, left, right }: Range): void {
      if (left < 1) return
      const edits: SingleEdit[] = []
      for (let row = top; row <= bottom; row++) {
        const key = layout.rows[row]!
        const text = words.textOf(key, columnIn(left))
        for (let at = left + 1; at <= right; at++) edits.push(...(words.written(key, columnIn(at), text)?.map ?? []))
      }
      if (edits.length === 0) return
      void edit(...inBatches(edits))
      store.say(t('done.filled', { count: edits.length }))
    }

    function placementsIn(): readonly Placement[] {
      const { top, bottom, left, right } = selected()
      const hasTouchpoints = layout.rows.slice(top, bottom + 1).some(row => words.laneOf(row)?.type === 'touchpoint')
      if (!hasTouchpoints) return []
      return layout.columns
        .slice(Math.max(0, left - 1), right)
        .flatMap((column: Column) => (column.kind === 'step' ? column.step.placements : []))
    }

    function paste(block: Block): void {
      if (block.length === 0) return
      const range = selected()
      const plan = planPaste(block, range, layout, words)
      const act = (addSteps: boolean) => {
        const more = addSteps ? Array.from({ length: plan.beyondColumns }, commands.freshStep) : []
        const final = addSteps ? planPaste(block, range, layout, words, more) : plan
        if (final.map.length === 0) {
          store.say(t('done.nothingPasted'))
          return
        }
        const sent: Change = [
          ...(final.library.length > 0 ? [{ library: [...final.library] }] : []),
          { map: inBatches(final.map) },
        ]
        void change(sent)
        const height = block.length === 1 ? range.bottom - range.top + 1 : block.length
        const last = columnKey(
          layout,
          Math.min(layout.columns.length, range.left + Math.max(...block.map(row => row.length)) - 1),
        )
        store.set({
          here: { row: layout.rows[range.top]!, column: columnKey(layout, range.left) },
          anchor: { row: layout.rows[Math.min(layout.rows.length - 1, range.top + height - 1)]!, column: last },
        })
        store.say(t('done.pasted', { count: final.taken }))
      }
      const isPlain = plan.beyondColumns === 0 && plan.beyondRows === 0 && plan.refused.length === 0 && plan.cut === 0
      if (isPlain) act(false)
      else ask.open({ kind: 'paste', plan, act })
    }

    function onCopy(event: ClipboardEvent): void {
      if (isWriting(event)) return
      const block = blockIn(selected(), layout, words)
      event.preventDefault()
      const safe = block.map(row => row.map(harmless))
      event.clipboardData.setData('text/plain', tsvOf(safe))
      event.clipboardData.setData('text/html', htmlOf(safe))
      event.clipboardData.setData(ownType, JSON.stringify(block))
      store.say(t('done.copiedCells', { count: block.length * (block[0]?.length ?? 0) }))
    }

    return {
      clear,
      duplicate,
      remove,
      placementsIn,
      all: () => {
        const last = { row: layout.rows.at(-1)!, column: columnKey(layout, layout.columns.length) }
        store.goTo({ row: phasesRow, column: columnKey(layout, 1) })
        store.set({ anchor: last })
      },
      /** Adds a card to those chosen, or takes it out. */
      choose: (id: string) => {
        const chosen = new Set(store.get().chosen)
        if (!chosen.delete(id)) chosen.add(id)
        store.set({ chosen })
        store.say(t('done.chosen', { count: chosen.size }))
      },
      onCopy,
      onCut: (event: ClipboardEvent) => {
        if (isWriting(event)) return
        onCopy(event)
        if (may) clear()
      },
      onPaste: (event: ClipboardEvent) => {
        if (isWriting(event) || !may) return
        event.preventDefault()
        const { clipboardData } = event
        const own = ownBlock(clipboardData.getData(ownType))
        const text = clipboardData.getData('text/plain')
        const html = clipboardData.getData('text/html')
        paste(own ?? (text === '' ? (blockOfHtml(html) ?? []) : blockOf(text)))
      },
      paste,
    }
  }, [layout, words, commands, map, touchpoints, may, change, edit, store, ask, say, t])
}

export type RangeActs = ReturnType<typeof useRange>

const isWriting = (event: ClipboardEvent) =>
  (event.target as HTMLElement).closest('input, textarea, [role="dialog"]') !== null

/** Another program may have written under our name: only rows of texts are taken. */
function ownBlock(text: string): Block | undefined {
  try {
    const block: unknown = JSON.parse(text)
    const isBlock =
      Array.isArray(block) && block.every(row => Array.isArray(row) && row.every(cell => typeof cell === 'string'))
    return isBlock ? (block as Block) : undefined
  } catch {
    return undefined
  }
}
