import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { surveyShape } from '../../vocabulary/survey/survey.ts'
import { questionKinds } from '../../vocabulary/survey/survey-kinds.ts'
import { addPage, addQuestion, askedBefore, canMove, moveQuestion, ofKind, removeQuestion } from './survey-edits.ts'

const words = { fr: 'Quoi ?', en: 'What?' }
const survey: Survey = {
  languages: ['fr', 'en'],
  title: words,
  pages: [
    { id: 'one', questions: ['a', 'b'].map(id => ({ id, kind: 'text', text: words })) },
    { id: 'two', questions: [{ id: 'c', kind: 'text', text: words }] },
  ],
  endings: [{ id: 'end', title: words }],
}
const order = (of: Survey) => of.pages.map(page => page.questions.map(({ id }) => id).join('')).join('|')

for (const [id, by, expected] of [
  ['a', 1, 'ba|c'],
  ['b', 1, 'a|bc'],
  ['c', -1, 'abc'],
  ['a', -1, 'ab|c'],
  ['c', 1, 'ab|c'],
] as const)
  test(`${id} moved ${by === 1 ? 'down' : 'up'} gives ${expected}`, () => {
    assert.equal(order(moveQuestion(survey, id, by)), expected)
    assert.equal(canMove(survey, id, by), expected !== 'ab|c')
  })

for (const kind of questionKinds)
  test(`a question made a ${kind} has the form of one, and can be made another`, () => {
    const made = ofKind(survey.pages[0]!.questions[0]!, kind)
    assert.ok(surveyShape.safeParse({ ...survey, pages: [{ id: 'p', questions: [made] }] }).success)
    assert.deepEqual(Object.keys(ofKind(made, 'note')).sort(), ['id', 'kind', 'text'])
  })

test('what is added has an id of its own', () => {
  const first = addQuestion(survey, 'one', 'nps')
  const second = addQuestion(first.survey, 'two', 'single')
  assert.deepEqual([first.id, second.id, addPage(second.survey).id], ['question', 'question-2', 'page'])
  assert.equal(order(second.survey), 'abquestion|cquestion-2')
})

test('the last question taken away leaves a page to write on', () => {
  assert.equal(order(removeQuestion(survey, 'c')), 'ab')
  const [left] = ['a', 'b', 'c'].reduce(removeQuestion, survey).pages
  assert.deepEqual(left?.questions, [])
})

test('a condition may speak of what was asked before', () => {
  assert.deepEqual(
    askedBefore(survey, 'c').map(({ id }) => id),
    ['a', 'b'],
  )
})
