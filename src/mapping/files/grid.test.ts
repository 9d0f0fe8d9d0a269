import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../../vocabulary/id.ts'
import { isKeepable } from '../../vocabulary/label.ts'
import { readInterchange } from '../../vocabulary/map/interchange.ts'
import type { Interchange } from '../../vocabulary/map/interchange-format.ts'
import { emptyLibrary, type Library } from '../../vocabulary/map/library.ts'
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

function read(table: Table | undefined, library: Library = emptyLibrary, remarks = gatherRemarks()) {
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
  const remarks = gatherRemarks()
  return read(tableFromCsv(text, guessDelimiter(text), remarks), library, remarks)
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

const anyText = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...`;,"'\n\r\t|\\=+-@ _x000D_é€:()<&`),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 24,
  })
  .filter(text => isKeepable(text) && text.trim() !== '')

test('words that a lookup in an object would find by itself are texts like any other', async () => {
  const speech = { language: 'fr', inWords: true } as const
  for (const word of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
    const [phase, ...others] = richMap.map.phases
    const named = { ...richMap, map: { ...richMap.map, phases: [{ ...phase!, name: { fr: word } }, ...others] } }
    const table = tableFromGrid(gridFromMap(named, speech), speech)
    const { made } = read(await tableFromXlsx(Buffer.from(await xlsxFromTable(table, 'fr')), gatherRemarks()))
    assert.deepEqual(tableFromGrid(gridFromMap(made!.file, speech), speech), table)
  }
})

test('whatever people write comes back, by CSV and by workbook', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anyText, anyText, async (title, text, name) => {
      const [phase, ...others] = richMap.map.phases
      const [step, ...rest] = phase!.steps
      const written: Interchange = {
        ...richMap,
        map: {
          ...richMap.map,
          phases: [
            {
              ...phase!,
              steps: [
                { ...step!, title: { fr: title, en: text }, cells: [{ ...step!.cells[0]!, text: { fr: text } }] },
                ...rest,
              ],
            },
            ...others,
          ],
        },
        library: {
          ...richMap.library,
          touchpoints: richMap.library.touchpoints.map((one, index) =>
            index === 1 ? { ...one, name: { fr: name } } : one,
          ),
        },
      }
      const first = csvOf(written)
      const { made, remarks } = fromCsv(first)
      assert.deepEqual(remarks, [])
      assert.equal(csvOf(made!.file), first)
      const speech = { language: 'fr', inWords: true } as const
      const book = await xlsxFromTable(tableFromGrid(gridFromMap(written, speech), speech), 'fr')
      const again = read(await tableFromXlsx(Buffer.from(book), gatherRemarks()))
      assert.deepEqual(again.remarks, [])
      const second = tableFromGrid(gridFromMap(again.made!.file, speech), speech)
      assert.deepEqual(second, tableFromGrid(gridFromMap(written, speech), speech))
    }),
    { numRuns: 40 },
  )
})

test('no text makes the reader break: it is read, or told', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(fc.oneof(anyText, fc.constantFrom('phase', 'step', 'thought', 'lane', '0,5', '')), { maxLength: 6 }),
      ),
      rows => {
        const csv = ['phase;step;lane;text;valence;touchpoint', ...rows.map(cells => cells.join(';'))].join('\n')
        const { made, remarks } = fromCsv(csv)
        assert.ok(made !== undefined || remarks.length > 0)
      },
    ),
    { numRuns: 300 },
  )
})
