import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Question, Survey } from './survey.ts'
import {
  breaksOf,
  type Comparability,
  comparableSince,
  proposedComparable,
  settledComparable,
  surveyChanges,
} from './survey-versions.ts'

const words = (en: string) => ({ en })
const csat: Question = { id: 'q', kind: 'csat', text: words('How was it?'), min: 1, max: 5 }
const single: Question = {
  id: 'q',
  kind: 'single',
  text: words('Why?'),
  choices: ['a', 'b'].map(id => ({ id, label: words(id) })),
}
const surveyOf = (...questions: Question[]): Survey => ({
  languages: ['en'],
  title: words('A survey'),
  pages: [{ id: 'one', questions }],
  endings: [{ id: 'end', title: words('Thanks.') }],
})

const cases: readonly (readonly [string, Question, Question, Comparability])[] = [
  ['nothing', csat, csat, 'same'],
  ['a capital and a comma', csat, { ...csat, text: words('how was it') }, 'same'],
  ['its words', csat, { ...csat, text: words('Were you pleased?') }, 'reworded'],
  ['an end of its scale', csat, { ...csat, lowLabel: words('awful') }, 'reworded'],
  ['its scale from 5 to 7 points', csat, { ...csat, max: 7 }, 'rescaled'],
  ['its kind', csat, { ...csat, kind: 'scale' }, 'rescaled'],
  [
    'the spelling of an answer',
    single,
    { ...single, choices: [{ id: 'a', label: words('A!') }, single.choices![1]!] },
    'same',
  ],
  [
    'the words of an answer',
    single,
    { ...single, choices: [{ id: 'a', label: words('other') }, single.choices![1]!] },
    'reworded',
  ],
  ['an answer that is gone', single, { ...single, choices: single.choices!.slice(0, 1) }, 'rescaled'],
  ['that it must be answered', csat, { ...csat, required: true }, 'same'],
  ['its id', csat, { ...csat, id: 'other' }, 'new'],
]
for (const [what, before, after, wanted] of cases)
  test(`a question that changes ${what} is proposed as ${wanted}`, () => {
    assert.deepEqual(proposedComparable(surveyOf(before), surveyOf(after)), { [after.id]: wanted })
  })

test('a changed scale stays one, whatever its author declares', () => {
  const seven = surveyOf({ ...csat, max: 7 })
  assert.deepEqual(settledComparable(surveyOf(csat), seven, { q: 'same' }), { q: 'rescaled' })
  const reworded = surveyOf({ ...csat, text: words('Were you pleased?') })
  assert.deepEqual(settledComparable(surveyOf(csat), reworded, { q: 'same' }), { q: 'same' })
  assert.deepEqual(settledComparable(surveyOf(csat), reworded, { q: 'rescaled', nowhere: 'same' }), { q: 'rescaled' })
})

const versions = [
  { number: 1, comparable: {} },
  { number: 2, comparable: { q: 'reworded', late: 'new' } },
  { number: 3, comparable: { q: 'rescaled', late: 'same' } },
  { number: 4, comparable: { q: 'same', late: 'same' } },
] as const
test('answers are put together back to the last break and no further', () => {
  const since = (upTo: number, question: string) => comparableSince(versions.slice(0, upTo), question)
  assert.deepEqual([since(1, 'q'), since(2, 'q'), since(3, 'q'), since(4, 'q')], [1, 1, 3, 3])
  assert.deepEqual([since(4, 'late'), since(4, 'gone'), comparableSince([], 'q')], [2, undefined, undefined])
  assert.deepEqual(breaksOf(versions, 'q'), [
    { version: 2, why: 'reworded' },
    { version: 3, why: 'rescaled' },
  ])
})

test('what changed since the last version is told in words', () => {
  const before = surveyOf(csat, { ...single, id: 'why' })
  const after = surveyOf({ ...csat, max: 7, required: true }, { id: 'more', kind: 'text', text: words('More?') })
  assert.deepEqual(
    surveyChanges(before, { ...after, title: words('Another') }).map(({ en }) => en),
    [
      'Removed: “Why?”',
      '“How was it?”: scale from 1–5 to 1–7',
      '“How was it?”: must now be answered',
      'Added: “More?”',
      'The title changed',
    ],
  )
  assert.deepEqual(surveyChanges(before, before), [])
})
