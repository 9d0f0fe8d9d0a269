import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../vocabulary/id.ts'
import { type Interchange, readInterchange } from '../../vocabulary/interchange.ts'
import { emptyLibrary, type Library } from '../../vocabulary/library.ts'
import { csvFromTable } from './csv-from-table.ts'
import { decodeText } from './decode-text.ts'
import { gridFromMap } from './grid-from-map.ts'
import { tableFromGrid } from './grid-table.ts'
import { interchangeFromSketch } from './interchange-from-sketch.ts'
import { richMap } from './map-cases.ts'
import { gatherRemarks } from './remarks.ts'
import { sketchFromGrid } from './sketch-from-grid.ts'
import type { Table } from './table.ts'
import { guessDelimiter, tableFromCsv } from './table-from-csv.ts'
import { tableFromXlsx } from './table-from-xlsx.ts'
import { xlsxFromTable } from './xlsx-from-table.ts'

const now = new Date('2026-03-01T09:00:00Z')

function read(table: Table | undefined, library: Library = emptyLibrary) {
  const remarks = gatherRemarks()
  const sketch = table && sketchFromGrid(table, { language: undefined, locale: 'fr' }, remarks)
  const made = sketch && interchangeFromSketch(sketch, library, newId, now, remarks)
  return { sketch, made, remarks: remarks.list() }
}

function csvOf(file: Interchange, inWords = false): string {
  const speech = { language: file.defaultLocale, inWords }
  return csvFromTable(tableFromGrid(gridFromMap(file, speech), speech))
}

function fromCsv(bytes: Buffer | string, library?: Library) {
  const { text } = decodeText(Buffer.from(bytes as string))
  return read(tableFromCsv(text, guessDelimiter(text), gatherRemarks()), library)
}

test('a map goes to CSV and back without loss, in both languages: the second file equals the first', () => {
  for (const inWords of [false, true]) {
    const first = csvOf(richMap, inWords)
    const { made, remarks } = fromCsv(first)
    assert.deepEqual(remarks, [])
    assert.equal(csvOf(made!.file, inWords), first)
    assert.deepEqual(readInterchange(made!.file), made!.file)
  }
})

test('a map goes to a workbook and back without loss, and the same map gives the same bytes', async () => {
  const speech = { language: 'fr', inWords: true } as const
  const write = (file: Interchange) => xlsxFromTable(tableFromGrid(gridFromMap(file, speech), speech), 'fr')
  const first = await write(richMap)
  assert.deepEqual(await write(richMap), first)
  const { made, remarks } = read(await tableFromXlsx(Buffer.from(first), gatherRemarks()))
  assert.deepEqual(remarks, [])
  assert.deepEqual(await write(made!.file), first)
})

test('a formula is held by an apostrophe on the way out, which is taken back on the way in', () => {
  const csv = csvOf(richMap)
  assert.match(csv, /"'=HYPERLINK\(""http:\/\/evil\.example"";""clic""\)"/)
  for (const line of csv.split('\r\n')) {
    for (const cell of line.split(';')) assert.doesNotMatch(cell.replace(/^"/, ''), /^[=+@\t]|^-(?!\d)/, cell)
  }
})

test('a grid has the columns of the specification, in their order', () => {
  const plain = fromCsv('étape;texte\nJe cherche;Où est-ce ?\n').made!
  assert.equal(
    csvOf(plain.file).split('\r\n')[0],
    '\uFEFFphase;step;lane;persona;text;touchpoint;channel;ownership;presence;valence;department;tool;metric;language',
  )
})
