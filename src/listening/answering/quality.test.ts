import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Survey } from '../../vocabulary/survey.ts'
import { isStraightLine } from './quality.ts'

const both = (text: string) => ({ fr: text, en: text })
const ids = (...all: string[]) => all.map(id => ({ id, label: both(id) }))
const survey: Survey = {
  languages: ['fr', 'en'],
  title: both('Rows'),
  pages: [
    {
      id: 'one',
      questions: [
        { id: 'm', kind: 'matrix', text: both('Rows'), rows: ids('a', 'b', 'c', 'd', 'e'), choices: ids('no', 'yes') },
      ],
    },
  ],
  endings: [],
}

test('one column all the way down is told, and neither a choice of several nor a few lines are', () => {
  const cases: readonly (readonly [Record<string, string>, boolean])[] = [
    [{ a: 'yes', b: 'yes', c: 'yes', d: 'yes', e: 'yes' }, true],
    [{ a: 'yes', b: 'yes', c: 'yes', d: 'yes' }, true],
    [{ a: 'yes', b: 'no', c: 'yes', d: 'yes', e: 'yes' }, false],
    [{ a: 'yes', b: 'yes', c: 'yes' }, false],
  ]
  for (const [answer, told] of cases) assert.equal(isStraightLine(survey, { m: answer }), told, JSON.stringify(answer))
  assert.equal(isStraightLine(survey, {}), false)
})
