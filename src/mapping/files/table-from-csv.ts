import { CsvError, parse } from 'csv-parse/sync'
import { releaseFormula } from '../../vocabulary/csv-line.ts'
import { refuseFile } from './file-refusal.ts'
import { readHeader } from './grid-columns.ts'
import { plainLines } from './grid-text.ts'
import type { Remarks } from './remarks.ts'
import { type Table, tableLimits } from './table.ts'

const delimiters = [';', ',', '\t', '|'] as const

/** What parts the cells: whatever makes the most known columns of a line near the top, else what stands there most. */
export function guessDelimiter(text: string): string {
  const said = /^sep=(.)\r?\n/i.exec(text)
  if (said) return said[1]!
  const lines = text.slice(0, 20_000).split(/\r\n|\n|\r/, 20)
  const scored = delimiters.map(delimiter => {
    const known = lines.map(line => cellsOf(line, delimiter).filter(cell => readHeader(cell) !== undefined).length)
    return { delimiter, known: Math.max(0, ...known), cells: cellsOf(lines[0] ?? '', delimiter).length }
  })
  return scored.toSorted((a, b) => b.known - a.known || b.cells - a.cells)[0]!.delimiter
}

/** Cells of a header line, well enough to recognise their names. */
function cellsOf(line: string, delimiter: string): readonly string[] {
  return line.split(delimiter).map(cell => cell.trim().replace(/^"(.*)"$/, '$1'))
}

/** Reads a CSV to its end; what a row has too many or too few of is told, and the rest read on. */
export function tableFromCsv(whole: string, delimiter: string, remarks: Remarks): Table | undefined {
  const skipped = /^sep=.\r?\n/i.exec(whole)?.[0] ?? ''
  const text = whole.slice(skipped.length)
  const lines = skipped === '' ? 0 : 1
  let records: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[]
  try {
    records = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      info: true,
      bom: true,
      max_record_size: 1_000_000,
      to: tableLimits.rows + 1,
    }) as unknown as typeof records
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? error.lines + lines : null
    remarks.error(
      error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? { en: 'A quote is opened and never closed', fr: 'Un guillemet est ouvert et jamais refermé' }
        : {
            en: 'The cells of this line cannot be told apart',
            fr: 'Les cellules de cette ligne ne se distinguent pas',
          },
      { line },
    )
    return undefined
  }
  if (records.length > tableLimits.rows) throw refuseFile('too_many_rows')
  // The line that a record ends on is told; it begins as many lines before as its cells hold line ends.
  const rows = records.map(({ record, info }) => ({
    line: info.lines + lines - record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0),
    cells: record.map(cell => releaseFormula(plainLines(cell))),
  }))
  return tableOf(rows, remarks)
}

/** The first row with anything in it is the header; rows of nothing are left out. */
export function tableOf(
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
  remarks: Remarks,
): Table | undefined {
  const full = rows.filter(({ cells }) => cells.some(cell => cell.trim() !== ''))
  const [head, ...body] = full
  if (!head) throw refuseFile('empty')
  if (head.cells.length > tableLimits.columns) throw refuseFile('too_many_rows')
  for (const { line, cells } of body) {
    const beyond = cells.slice(head.cells.length).find(cell => cell.trim() !== '')
    if (beyond === undefined) continue
    remarks.error(
      {
        en: `This line has ${cells.length} cells, the header ${head.cells.length}`,
        fr: `Cette ligne a ${cells.length} cellules, l’en-tête ${head.cells.length}`,
      },
      { line, value: beyond },
    )
  }
  return { header: head.cells, headerLine: head.line, rows: body }
}
