import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countedColumns, readColumns } from './answer-columns.ts'
import { spssNames, spssSyntax } from './spss-syntax.ts'
import type { Answers, Question } from './survey.ts'

const label = (text: string) => ({ fr: text, en: text })
const choices = ['late', 'news', 'none'].map(id => ({ id, label: label(id) }))
const questions: readonly Question[] = [
  {
    id: 'score',
    kind: 'csat',
    text: label("L'avis"),
    min: 1,
    max: 5,
    lowLabel: label('bad'),
    highLabel: label('good'),
  },
  { id: 'one', kind: 'single', text: label('One'), choices },
  { id: 'many', kind: 'multiple', text: label('Many'), choices },
  { id: 'rank', kind: 'ranking', text: label('Rank'), choices },
  { id: 'grid', kind: 'matrix', text: label('Grid'), choices, rows: [{ id: 'staff', label: label('Staff') }] },
  { id: 'said', kind: 'text', text: label('Said') },
  { id: 'agreed', kind: 'consent', text: label('Agreed') },
]
const answers: Answers = {
  score: 4,
  one: 'news',
  many: ['late', 'none'],
  rank: ['news', 'late', 'none'],
  grid: { staff: 'none' },
  said: '=1+1',
  agreed: true,
}

test('answers are counted from 1 in the order in which they are offered, each of several in a column of its own', () => {
  const columns = countedColumns(questions)
  assert.deepEqual(
    columns.map(({ name, cell }) => [name, cell(answers), cell({})]),
    [
      ['score', 4, null],
      ['one', 2, null],
      ['many.late', 1, null],
      ['many.news', 0, null],
      ['many.none', 1, null],
      ['rank.late', 2, null],
      ['rank.news', 1, null],
      ['rank.none', 3, null],
      ['grid.staff', 3, null],
      ['said', '=1+1', null],
      ['agreed', 1, null],
    ],
  )
  assert.deepEqual(
    readColumns(questions).map(({ cell }) => cell(answers)),
    [4, 'news', 'late none', 'news late none', 'none', '=1+1', 'true'],
  )
})

test('names of variables are letters, digits and underscores, and no two are one', () => {
  assert.deepEqual(spssNames(['score', 'Score', 'é à', '1st', 'by', 'many.late', 'x'.repeat(80)]), [
    'score',
    'Score_2',
    'e_a',
    'v1st',
    'by_',
    'many_late',
    'x'.repeat(64),
  ])
})

test('the syntax reads the file and names every variable and value, whatever quotes are in them', () => {
  const syntax = spssSyntax(countedColumns(questions), { file: 'answers.csv', language: 'fr' })
  assert.match(syntax, /GET DATA \/TYPE=TXT \/FILE='answers\.csv'/)
  assert.match(syntax, /^ {2}score 'L''avis'\r$/m)
  assert.match(syntax, /^ {4}1 'bad'\r\n {4}5 'good'\r$/m)
  assert.match(syntax, /^ {2}\/one\r\n {4}1 'late'\r\n {4}2 'news'\r$/m)
  assert.match(syntax, /^ {4}said A255\r$/m)
})
