import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Question, Survey } from '../../../vocabulary/survey/survey.ts'
import { placeChanged } from './place-changed.ts'
import { copyQuestions, duplicatePage, duplicateQuestion, placeQuestion } from './survey-copies.ts'

const words = (text: string) => ({ fr: text, en: text })
const question = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  kind: 'text',
  text: words(id),
  ...more,
})
const survey: Survey = {
  languages: ['fr', 'en'],
  title: words('A survey'),
  pages: [
    { id: 'one', questions: [question('a'), question('b', { showIf: { answered: 'a' } })] },
    { id: 'two', questions: [question('c', { text: words('You said {answer:a|something}') })] },
  ],
  endings: [{ id: 'end', title: words('Thanks') }],
}
const order = (of: Survey) => of.pages.map(page => page.questions.map(({ id }) => id).join(' ')).join(' | ')

test('a question is duplicated after itself, asked in the same cases', () => {
  const { survey: made, id } = duplicateQuestion(survey, 'b')
  assert.equal(order(made), 'a b b-2 | c')
  assert.deepEqual(made.pages[0]?.questions[2], { ...question('b', { showIf: { answered: 'a' } }), id })
})

test('a page that is duplicated speaks of its own questions', () => {
  const { survey: made } = duplicatePage(survey, 'one')
  assert.equal(order(made), 'a b | a-2 b-2 | c')
  assert.deepEqual(made.pages[1]?.questions[1]?.showIf, { answered: 'a-2' })
  assert.equal(duplicatePage(survey, 'two').survey.pages[2]?.questions[0]?.text.en, 'You said {answer:a|something}')
})

test('of what is copied from another survey, what spoke of a question left there is mended and counted', () => {
  const here: Survey = { ...survey, pages: [{ id: 'only', questions: [question('a')] }] }
  const [, b, c] = survey.pages.flatMap(page => page.questions)
  const alone = copyQuestions(here, survey, [b!, c!], { page: 'only', after: 'a' })
  assert.equal(order(alone.survey), 'a b c')
  assert.equal(alone.left, 1)
  assert.equal(alone.survey.pages[0]?.questions[1]?.showIf, undefined)
  assert.equal(alone.survey.pages[0]?.questions[2]?.text.fr, 'You said something')
  const whole = copyQuestions(here, survey, [survey.pages[0]!.questions[0]!, b!, c!], { page: 'only' })
  assert.equal(order(whole.survey), 'a a-2 b c')
  assert.deepEqual(whole.survey.pages[0]?.questions[2]?.showIf, { answered: 'a-2' })
  assert.equal(whole.survey.pages[0]?.questions[3]?.text.fr, 'You said {answer:a-2|something}')
})

for (const [id, to, expected] of [
  ['a', { page: 'one' }, 'b a | c'],
  ['c', { page: 'one', before: 'b' }, 'a c b'],
  ['b', { page: 'two', before: 'c' }, 'a | b c'],
] as const)
  test(`${id} put ${'before' in to ? `before ${to.before}` : 'at the end'} gives ${expected}`, () => {
    assert.equal(order(placeQuestion(survey, id, to)), expected)
  })

test('letters of one place are taken back together, and a step back shows where it was', () => {
  const reworded: Survey = {
    ...survey,
    pages: survey.pages.map(page => ({
      ...page,
      questions: page.questions.map(one => (one.id === 'b' ? { ...one, text: words('new') } : one)),
    })),
  }
  const changed = (next: Survey) => placeChanged({ survey }, { survey: next })
  assert.equal(changed(reworded), 'b')
  assert.equal(changed({ ...survey, title: words('Other') }), 'title')
  assert.equal(changed({ ...reworded, title: words('Other') }), '')
  assert.equal(changed(duplicateQuestion(survey, 'a').survey), 'a-2')
})
