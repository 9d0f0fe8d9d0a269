import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CsvCell, csvLine, holdFormula, releaseFormula } from './csv-line.ts'

const cells: readonly (readonly [CsvCell, string])[] = [
  ['Jean Dupont', 'Jean Dupont'],
  ['plain = text', 'plain = text'],
  ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
  ['=1+1', "'=1+1"],
  ['+33 6 12', "'+33 6 12"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  ['\tx', '"\'\tx"'],
  ['\rx', '"\'\rx"'],
  ['a\nb', '"a\nb"'],
  ['a,b', '"a,b"'],
  ['say "no"', '"say ""no"""'],
  [-12.5, '-12.5'],
  [null, ''],
]
for (const [cell, written] of cells)
  test(`${JSON.stringify(cell)} leaves for a spreadsheet as ${written || 'nothing'}`, () =>
    assert.equal(csvLine([cell, 'b']), `${written},b\r\n`))

test('where semicolons part the cells, a comma needs no quotes and parts the decimals', () =>
  assert.equal(csvLine(['1,5', 'a;b', -0.25], ';'), '1,5;"a;b";-0,25\r\n'))

test('what was held from running is the same text once it is read again, whatever apostrophes it had', () => {
  for (const text of ['=1+1', "'=1+1", "''@x", "'quoted'", '-1', 'plain', "'"])
    assert.equal(releaseFormula(holdFormula(text)), text)
})
