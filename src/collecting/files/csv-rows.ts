import { releaseFormula } from '../../vocabulary/csv-line.ts'
import { isOwnLog } from './column-names.ts'
import { fileProblem } from './file-problem.ts'
import type { CsvShape } from './guess-delimiter.ts'
import { type BadRow, badRow, limits, type ReadRow, type Row } from './row.ts'

/** Turns cells into rows under the names of the header. */
export function rowMaker(
  shape: CsvShape,
  onColumns: (columns: readonly string[]) => void,
): { add(batch: ReadRow[], line: number, cells: readonly string[]): void } {
  let header: string[] | undefined
  // A header that ends with separators names nothing behind its last name; rows need not end so.
  let named = 0
  let empties: BadRow[] = []
  // Our own files hold what a spreadsheet would run behind an apostrophe; in others it is part of the text.
  let own = false
  return {
    add(batch, line, cells) {
      if (cells.every(cell => cell.trim() === '')) {
        if (empties.length < 10_000) empties.push(badRow(line, '', '', 'empty_line'))
        return
      }
      if (header === undefined) {
        if (cells.length > limits.columns) {
          throw fileProblem('too_many_columns', { found: cells.length, limit: limits.columns })
        }
        // Empty lines above the header are nobody's mistake.
        empties = []
        header = shape.headerRow ? columnNames(cells) : cells.map((_, index) => `column ${index + 1}`)
        own = isOwnLog(header)
        named = shape.headerRow ? cells.findLastIndex(cell => cell.trim() !== '') + 1 : cells.length
        onColumns(header)
        if (shape.headerRow) return
      }
      if (empties.length > 0) {
        batch.push(...empties)
        empties = []
      }
      batch.push(rowOf(line, header, named, own ? cells.map(releaseFormula) : cells))
    },
  }
}

function rowOf(line: number, header: readonly string[], named: number, cells: readonly string[]): Row | BadRow {
  const wide = cells.length > header.length && cells.slice(header.length).some(cell => cell.trim() !== '')
  if (wide || cells.length < named) {
    return badRow(line, '', `${cells.length} / ${header.length}`, 'column_count')
  }
  const values: Record<string, string> = {}
  for (let index = 0; index < header.length; index++) values[header[index]!] = cells[index] ?? ''
  return { ok: true, line, values }
}

/** Names as they stand, trimmed; `column 3` for one without a name, `name (2)` for a second one of that name. */
function columnNames(cells: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return cells.map((cell, index) => {
    const name =
      cell
        .trim()
        .slice(0, 500)
        .replace(/^__proto__$/, '_proto_') || `column ${index + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}
