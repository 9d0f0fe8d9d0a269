import type { Step } from '../../../vocabulary/map/journey-map.ts'
import type { LibraryEdit } from '../../../vocabulary/map/library-edit.ts'
import type { SingleEdit } from '../../../vocabulary/map/map-edit.ts'
import type { CellWords, Written } from './cell-words.ts'
import { type Column, columnKey, type GridLayout, type Range } from './columns.ts'
import type { Block } from './range-text.ts'

/** The longest text that a cell keeps. */
const longest = 4000

/** What pasting a block would do, before it is done. */
export type PastePlan = {
  readonly library: readonly LibraryEdit[]
  readonly map: readonly SingleEdit[]
  /** Cells that take their words. */
  readonly taken: number
  /** Cells that cannot be written: a derived lane, a feeling that is no number. */
  readonly refused: readonly string[]
  /** Columns and rows of the block that lie beyond the map. */
  readonly beyondColumns: number
  readonly beyondRows: number
  /** Texts that are cut at the most a cell may hold. */
  readonly cut: number
  readonly block: Block
  readonly at: { readonly row: number; readonly column: number }
}

/**
 * Lays a block of words from the corner of `range` on, to the right and downwards. One word over a whole range fills the
 * range. `more` are the steps to be added at the end for what lies beyond it.
 */
export function planPaste(
  block: Block,
  range: Range,
  layout: GridLayout,
  words: CellWords,
  more: readonly Step[] = [],
): PastePlan {
  const first = block[0]?.[0] ?? ''
  const fills = block.length === 1 && block[0]!.length === 1
  const laid = fills
    ? Array.from({ length: range.bottom - range.top + 1 }, () =>
        Array.from({ length: range.right - range.left + 1 }, () => first),
      )
    : block
  const last = layout.columns.at(-1)
  const added: Column[] = more.map((step, index) => ({
    kind: 'step',
    key: step.id,
    phase: last!.phase,
    step,
    number: layout.columns.length + index + 1,
  }))
  const columns = [...layout.columns, ...added]
  const width = Math.max(...laid.map(row => row.length))
  const library: LibraryEdit[] = []
  const map: SingleEdit[] = more.map(step => ({ op: 'addStep', phase: last!.phase.id, step }))
  const refused: string[] = []
  let taken = 0
  let cut = 0
  laid.forEach((line, down) => {
    const row = layout.rows[range.top + down]
    if (row === undefined) return
    line.forEach((raw, across) => {
      const at = range.left + across
      if (at > columns.length) return
      const text = cleaned(raw)
      if (text.length > longest) cut += 1
      const written: Written | undefined = words.written(row, columns[at - 1], text.slice(0, longest).toWellFormed())
      if (written === undefined) {
        if (text !== '') refused.push(text)
        return
      }
      taken += text === '' && written.map.length === 0 ? 0 : 1
      map.push(...written.map)
      // A name that stands twice in the block makes one touchpoint.
      library.push(...written.library)
    })
  })
  return {
    ...onceEach(library, map),
    taken,
    refused,
    beyondColumns: Math.max(0, range.left + width - 1 - columns.length),
    beyondRows: Math.max(0, range.top + laid.length - layout.rows.length),
    cut,
    block,
    at: { row: range.top, column: range.left },
  }
}

/** The characters that neither store can keep stay out. */
const cleaned = (text: string) => text.replaceAll('\u0000', '').trim()

/** Touchpoints of the same new name become one, with several placements. */
function onceEach(library: readonly LibraryEdit[], map: readonly SingleEdit[]) {
  const byName = new Map<string, string>()
  const instead = new Map<string, string>()
  const kept = library.filter(edit => {
    if (edit.op !== 'add' || edit.kind !== 'touchpoints') return true
    const name = JSON.stringify(edit.object.name).toLowerCase()
    const known = byName.get(name)
    if (known === undefined) byName.set(name, edit.object.id)
    else instead.set(edit.object.id, known)
    return known === undefined
  })
  const placed = map.map(edit => {
    if (edit.op !== 'addPlacement') return edit
    const touchpoint = instead.get(edit.placement.touchpoint)
    return touchpoint ? { ...edit, placement: { ...edit.placement, touchpoint } } : edit
  })
  return { library: kept, map: placed }
}

/** The words of a range, as rows of cells. */
export function blockIn(range: Range, layout: GridLayout, words: CellWords): Block {
  return Array.from({ length: range.bottom - range.top + 1 }, (_, down) =>
    Array.from({ length: range.right - range.left + 1 }, (_, across) => {
      const key = columnKey(layout, range.left + across)
      return words.textOf(
        layout.rows[range.top + down]!,
        layout.columns.find(one => one.key === key),
      )
    }),
  )
}

/** Long changes are sent as several batches of one change. */
export function inBatches(edits: readonly SingleEdit[], size = 1500) {
  return Array.from({ length: Math.ceil(edits.length / size) }, (_, index) => ({
    op: 'batch' as const,
    edits: edits.slice(index * size, (index + 1) * size),
  }))
}
