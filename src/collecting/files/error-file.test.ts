import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorFileHeader, writeErrorRow } from './error-file.ts'
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
  assert.match(writeErrorRow(badRow(3, '=A1', '-1', 'timestamp_impossible'), 'fr'), /^3;'=A1;'-1;/)
})

test('every reason is written in both languages', () => {
  for (const { en, fr } of Object.values<{ en: string; fr: string }>(rowReasons)) assert.ok(en && fr && en !== fr)
})
