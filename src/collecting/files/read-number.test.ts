import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guessNumberFormat, readNumber } from './read-number.ts'

test('numbers are read with points or commas, and with blanks between the thousands', () => {
  const cases: [string, 'point' | 'comma', number | undefined][] = [
    ['12.5', 'point', 12.5],
    ['-1,234.50', 'point', -1234.5],
    ['1e3', 'point', 1000],
    ['12,5', 'comma', 12.5],
    ['1 234,5', 'comma', 1234.5],
    ['1\u202f234\u00a0567,89', 'comma', 1234567.89],
    ['1.234,5', 'comma', 1234.5],
    ['12.5', 'comma', undefined],
    ['12,5', 'point', undefined],
    ['1e999', 'point', undefined],
    ['12 €', 'comma', undefined],
    ['NaN', 'point', undefined],
  ]
  for (const [text, format, expected] of cases) assert.equal(readNumber(text, format), expected, text)
})

test('a column of numbers is known by all its values; codes stay text', () => {
  const cases: [string[], boolean, string | undefined][] = [
    [['1', '2', ''], false, 'point'],
    [['1.5', '2'], false, 'point'],
    [['1,5', '2'], true, 'comma'],
    [['1,5', '2'], false, 'comma'],
    [['1,234', '2,345'], true, 'comma'],
    [['1,234', '2,345'], false, 'point'],
    [['007', '12'], false, undefined],
    [['0.5', '0'], false, 'point'],
    [['1', 'two'], false, undefined],
    [['', ''], false, undefined],
  ]
  for (const [values, likely, expected] of cases)
    assert.equal(guessNumberFormat(values, likely), expected, values.join('|'))
})
