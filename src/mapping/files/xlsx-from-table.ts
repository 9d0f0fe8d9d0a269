import { unzipSync, type Zippable, zipSync } from 'fflate'
import type { Cell } from 'write-excel-file/node'
import writeExcelFile from 'write-excel-file/node'
import type { Tongue } from '../../vocabulary/label.ts'
import type { Column } from './grid-columns.ts'
import type { WrittenTable } from './grid-table.ts'

/** The earliest time that a zip can tell; every part has it, so that the same map gives the same bytes. */
const always = new Date('1980-01-01T00:00:00')

const widths: Partial<Record<Column, number>> = { phase: 18, step: 30, lane: 18, text: 48, touchpoint: 28, channel: 18 }

/** A grid as a workbook of one sheet: the header stays in sight, and long texts are wrapped. */
export async function xlsxFromTable({ columns, rows }: WrittenTable, language: Tongue): Promise<Uint8Array> {
  const head = columns.map(
    ({ header }): Cell => ({ value: header, fontWeight: 'bold', backgroundColor: '#F1EDE4', alignVertical: 'top' }),
  )
  const body = rows.map(cells =>
    cells.map((cell): Cell => {
      if (cell === '') return null
      if (typeof cell === 'number') return { value: cell, type: Number, alignVertical: 'top' }
      return { value: escaped(cell), type: String, wrap: true, alignVertical: 'top' }
    }),
  )
  const written = await writeExcelFile([head, ...body], {
    sheet: language === 'fr' ? 'Carte' : 'Map',
    columns: columns.map(({ column }) => ({ width: widths[column] ?? 16 })),
    stickyRowsCount: 1,
  }).toBuffer()
  const parts = unzipSync(written)
  const timeless: Zippable = {}
  for (const name of Object.keys(parts)) timeless[name] = [parts[name]!, { mtime: always, level: 6 }]
  return zipSync(timeless)
}

/**
 * A workbook writes odd letters as `_x0001_`; a text with such letters of its own says so. The writer
 * looks texts up in an object, where `toString` and the like are found before they were ever written: one letter of
 * theirs is written by its number, too.
 */
function escaped(text: string): string {
  if (text in Object.prototype) return `${numbered(text.charCodeAt(0))}${escaped(text.slice(1))}`
  return [...text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')]
    .map(letter =>
      isOdd(letter.codePointAt(0)!)
        ? letter
            .split('')
            .map(unit => numbered(unit.charCodeAt(0)))
            .join('')
        : letter,
    )
    .join('')
}

/** Letters that XML does not have, or advises against: the writer would leave them out. */
function isOdd(point: number): boolean {
  return (
    (point < 32 && point !== 9 && point !== 10) ||
    (point > 0x7e && point < 0xa0 && point !== 0x85) ||
    (point >= 0xfdd0 && point <= 0xfdef) ||
    point === 0xfffd ||
    (point & 0xfffe) === 0xfffe
  )
}

function numbered(code: number): string {
  return `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`
}
