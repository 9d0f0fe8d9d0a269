import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorFileHeader, safeCell, writeErrorRow } from './error-file.ts'
import { badRow } from './row.ts'
import { rowReasons } from './row-problem.ts'

test('the error file says line, column, value and reason, in the reader’s language', () => {
  const row = badRow(12, 'date', '31/02/2026', 'timestamp_impossible')
  assert.equal(
    errorFileHeader('fr') + writeErrorRow(row, 'fr'),
    '\uFEFFligne;colonne;valeur;raison\r\n12;date;31/02/2026;ce jour ou cette heure n’existe pas\r\n',
  )
  assert.equal(
    errorFileHeader('en') + writeErrorRow(row, 'en'),
    '\uFEFFline,column,value,reason\r\n12,date,31/02/2026,this day or hour does not exist\r\n',
  )
})

test('no cell of the error file is taken for a formula', () => {
  const cases: [string, string][] = [
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['+33 6', "'+33 6"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', '"\'\tx"'],
    ['\rx', '"\'\rx"'],
    ['a;b', '"a;b"'],
    ['a\nb', '"a\nb"'],
    ['plain = text', 'plain = text'],
  ]
  for (const [value, expected] of cases) assert.equal(safeCell(value, ';'), expected, value)
})

test('every reason is written in both languages', () => {
  for (const { en, fr } of Object.values<{ en: string; fr: string }>(rowReasons)) assert.ok(en && fr && en !== fr)
})
