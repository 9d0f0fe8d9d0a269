import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Question, Survey } from './survey.ts'
import { mergedSurvey } from './survey-merge.ts'

const question = (id: string, text = id): Question => ({ id, kind: 'text', text: { fr: text, en: text } })
const base: Survey = {
  languages: ['fr', 'en'],
  title: { fr: 'Titre', en: 'Title' },
  pages: [
    { id: 'one', questions: [question('a'), question('b')] },
    { id: 'two', questions: [question('c')] },
  ],
  endings: [{ id: 'end', title: { fr: 'Merci', en: 'Thanks' } }],
}
const laid = (survey: Survey) => survey.pages.map(page => page.questions.map(({ id }) => id).join('')).join('|')
const withPages = (...pages: readonly (readonly string[])[]): Survey => ({
  ...base,
  pages: pages.map((ids, at) => ({ id: base.pages[at]?.id ?? `page${at}`, questions: ids.map(id => question(id)) })),
})
const reworded = (id: string, text: string): Survey => ({
  ...base,
  pages: base.pages.map(page => ({
    ...page,
    questions: page.questions.map(one => (one.id === id ? question(id, text) : one)),
  })),
})

const laidOut: readonly (readonly [string, Survey, Survey, string])[] = [
  ['each added one', withPages(['a', 'b', 'x'], ['c']), withPages(['a', 'b'], ['c', 'y']), 'abx|cy'],
  ['both added at one place', withPages(['a', 'x', 'b'], ['c']), withPages(['a', 'y', 'b'], ['c']), 'axyb|c'],
  ['one moved, one reworded', withPages(['b'], ['c', 'a']), reworded('a', 'new'), 'b|ca'],
  ['one removed, one added', withPages(['b'], ['c']), withPages(['a', 'b', 'x'], ['c']), 'bx|c'],
  ['one turned the order', withPages(['b', 'a'], ['c']), withPages(['a', 'b', 'x'], ['c']), 'bxa|c'],
  ['both moved the same one', withPages(['b'], ['a', 'c']), withPages(['b'], ['c', 'a']), 'b|ac'],
]
for (const [what, mine, theirs, expected] of laidOut)
  test(`two people at one survey: ${what}`, () => {
    const { survey, clashes } = mergedSurvey(base, mine, theirs)
    assert.deepEqual(
      laid(survey)
        .split('|')
        .map(page => [...page].sort().join('')),
      expected.split('|').map(page => [...page].sort().join('')),
    )
    assert.deepEqual(clashes, [])
  })

test('two people who word different languages of one question both find their words', () => {
  const mine = reworded('a', 'a')
  const [first, second] = [
    { ...mine, title: { fr: 'Mon titre', en: 'Title' } },
    { ...reworded('b', 'theirs'), title: { fr: 'Titre', en: 'Their title' } },
  ]
  const { survey, clashes } = mergedSurvey(base, first, second)
  assert.deepEqual(clashes, [])
  assert.deepEqual(survey.title, { fr: 'Mon titre', en: 'Their title' })
  assert.equal(survey.pages[0]?.questions[1]?.text.en, 'theirs')
})

test('what both changed at one place is told with both, and what one removed and the other changed stays', () => {
  const { survey, clashes } = mergedSurvey(base, reworded('a', 'mine'), reworded('a', 'theirs'))
  assert.equal(survey.pages[0]?.questions[0]?.text.fr, 'mine')
  assert.deepEqual(
    clashes.map(({ path, mine, theirs }) => [path.join('.'), mine, theirs]),
    [
      ['questions.a.text.fr', 'mine', 'theirs'],
      ['questions.a.text.en', 'mine', 'theirs'],
    ],
  )
  const kept = mergedSurvey(base, withPages(['b'], ['c']), reworded('a', 'theirs'))
  assert.equal(laid(kept.survey), 'ba|c')
  assert.deepEqual(
    kept.clashes.map(({ path, mine }) => [path.join('.'), mine]),
    [['questions.a', null]],
  )
})
