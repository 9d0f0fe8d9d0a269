import { zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { largestUnpackedBytes } from '../../contract/map-files.ts'
import { releaseFormula } from '../../vocabulary/csv-line.ts'
import { refuseFile } from './file-refusal.ts'
import { plainLines } from './grid-text.ts'
import type { Remarks } from './remarks.ts'
import { type Table, tableLimits } from './table.ts'
import { tableOf } from './table-from-csv.ts'
import { openZip } from './zip-parts.ts'

/** The parts of a workbook that hold cells. Macros, links to elsewhere, pictures and the rest are never unpacked. */
const wanted =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml)$/

/** Reads the first sheet of a workbook: the values that its cells show, never the formulas behind them. */
export async function tableFromXlsx(bytes: Buffer, remarks: Remarks): Promise<Table | undefined> {
  const { parts, read } = openZip(bytes, largestUnpackedBytes)
  if (!parts.some(({ name }) => name === 'xl/workbook.xml')) throw refuseFile('not_a_workbook')
  const kept: Record<string, Uint8Array> = {}
  for (const { name } of parts) {
    if (!wanted.test(name)) continue
    const part = read(name)
    if (part.includes('<!DOCTYPE') || part.includes('<!ENTITY')) throw refuseFile('document_type')
    if (name.startsWith('xl/worksheets/')) refuseVast(part)
    kept[name] = part
  }
  const macros = parts.find(({ name }) => /vbaProject|macrosheets/i.test(name))
  if (macros) {
    remarks.warn({
      en: 'The workbook has macros: they are neither read nor run',
      fr: 'Le classeur contient des macros : elles ne sont ni lues ni exécutées',
    })
  }
  let rows: readonly (readonly unknown[])[]
  try {
    rows = await readSheet(Buffer.from(zipSync(kept, { level: 0 })), 1, { trim: false } as never)
  } catch {
    throw refuseFile('broken_workbook')
  }
  return tableOf(
    rows.map((cells, index) => ({ line: index + 1, cells: cells.map(shown) })),
    remarks,
  )
}

/** A sheet may name a cell a million rows down, and what is read is a table of all before it: that is seen first. */
function refuseVast(part: Buffer): void {
  const text = part.toString('latin1')
  let [lastRow, lastColumn] = [0, 0]
  for (const [, place] of text.matchAll(/\sr\s*=\s*["']([^"']*)["']/g)) {
    const [, letters, digits] = /^([A-Z]{0,3})(\d{1,7})$/.exec(place!) ?? []
    if (letters === undefined) throw refuseFile('broken_workbook')
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
    lastRow = Math.max(lastRow, Number(digits))
    lastColumn = Math.max(lastColumn, column)
  }
  if (lastRow > tableLimits.rows || lastRow * lastColumn > tableLimits.cells) throw refuseFile('too_many_rows')
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return releaseFormula(plainLines(String(value)))
}
