import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutFiles } from './sent-file.ts'
import type { Answers, Condition, Question, Survey } from './survey.ts'
import { surveyShape } from './survey.ts'
import { answerFaults } from './survey-answers.ts'
import { surveyFaults } from './survey-faults.ts'
import { answersOnPath, endingOf, pathOf } from './survey-path.ts'
import { surveyTemplates } from './survey-templates.ts'

const words = (en: string) => ({ fr: en, en })
const choices = ['a', 'b', 'none'].map(id => ({ id, label: words(id), ...(id === 'none' ? { alone: true } : {}) }))
const question = (kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  id: 'q',
  kind,
  text: words('What?'),
  ...more,
})
const surveyOf = (...questions: Question[]): Survey => ({
  languages: ['fr', 'en'],
  title: words('A survey'),
  pages: questions.map((one, at) => ({ id: `page${at}`, questions: [one] })),
  endings: [{ id: 'end', title: words('Thank you.') }],
})

for (const { id, kind, survey } of surveyTemplates)
  test(`the template ${id} is published as it is, in both languages, without a remark`, () => {
    assert.deepEqual(surveyFaults(surveyShape.parse(survey), kind), [])
  })

const nps = question('nps', { min: 0, max: 10 })
const refused: readonly (readonly [string, Question, unknown])[] = [
  ...[11, -1, 6.5, '9', null, [9], true, { 0: '9' }].map(
    answer => [`${JSON.stringify(answer)} of 0 to 10`, nps, answer] as const,
  ),
  ['a choice that is not offered', question('single', { choices }), 'z'],
  ['two choices of which one stands alone', question('multiple', { choices }), ['a', 'none']],
  ['a choice made twice', question('multiple', { choices }), ['a', 'a']],
  ['a rank for some only', question('ranking', { choices }), ['a']],
  ['a line that is not there', question('matrix', { choices, rows: choices }), { z: 'a' }],
  ['too many words', question('text', { limit: 3 }), 'four'],
  ['a day that no calendar has', question('date'), '2026-02-31'],
  ['an address without a place', question('contact', { fields: ['email'] }), { email: 'me@' }],
  ['a field that is not asked for', question('contact', { fields: ['email'] }), { phone: '0612345678' }],
  ['more files than are wanted', question('file'), [`fil_${'a'.repeat(24)}`, `fil_${'b'.repeat(24)}`]],
  ['a file by a name that was made up', question('file'), ['../etc/passwd']],
  ['an answer to a text', question('note'), 'yes'],
]
for (const [what, asked, answer] of refused)
  test(`${what} is refused, and the question is named`, () => {
    const faults = answerFaults(surveyOf(asked), { q: answer } as unknown as Answers, { whole: false })
    assert.deepEqual(
      faults.map(fault => fault.question),
      ['q'],
    )
  })

const taken: readonly (readonly [Question, Answers[string]])[] = [
  [nps, 0],
  [question('single', { choices }), 'a'],
  [question('multiple', { choices }), ['a', 'b']],
  [question('ranking', { choices }), ['b', 'none', 'a']],
  [question('matrix', { choices, rows: choices }), { a: 'b' }],
  [question('text', { limit: 3 }), 'été'],
  [question('date'), '2028-02-29'],
  [question('contact', { fields: ['email', 'phone'] }), { email: 'claire@lumen.example', phone: '+33 6 12 34 56 78' }],
  [question('file', { files: 2 }), [`fil_${'a'.repeat(24)}`, `fil_${'b'.repeat(24)}`]],
  [question('consent'), false],
]
for (const [asked, answer] of taken)
  test(`a ${asked.kind} takes ${JSON.stringify(answer)}`, () => {
    assert.deepEqual(answerFaults(surveyOf(asked), { q: answer }, { whole: true }), [])
  })

test('an answer to a question that does not exist is refused, whatever its name', () => {
  const faults = answerFaults(surveyOf(nps), { '<script>': 'x', __proto__: 3 } as unknown as Answers, { whole: false })
  assert.deepEqual(
    faults.map(fault => fault.question),
    ['<script>'],
  )
})

const follow = question('text', { id: 'why', required: true, showIf: { question: 'q', to: 6 } })
const deeper = question('text', { id: 'deeper', required: true, showIf: { answered: 'why' } })

test('where nothing but words can be sent, files are not asked for, and nobody is held up by it', () => {
  const survey = withoutFiles(surveyOf(question('file', { required: true }), { ...nps, id: 'score' }))
  assert.deepEqual(
    pathOf(survey, {}).map(({ page }) => page.id),
    ['page1'],
  )
  assert.deepEqual(answerFaults(survey, { score: 9 }, { whole: true }), [])
})

test('what is required is required only where the answers lead', () => {
  const survey = surveyOf({ ...nps, required: true }, follow)
  const lacking = (answers: Answers) => answerFaults(survey, answers, { whole: true }).map(fault => fault.question)
  assert.deepEqual(lacking({}), ['q'])
  assert.deepEqual(lacking({ q: 9 }), [])
  assert.deepEqual(lacking({ q: 3 }), ['why'])
  assert.deepEqual(lacking({ q: 3, why: '  ' }), ['why'])
})

test('answers off the way are dropped and counted, and lead nowhere', () => {
  const survey = surveyOf(nps, follow, deeper)
  const answers = { q: 9, why: 'Was slow.', deeper: 'Very.' }
  assert.deepEqual(answersOnPath(survey, answers), { kept: { q: 9 }, dropped: 2 })
  assert.deepEqual(
    pathOf(survey, answers).flatMap(({ questions }) => questions.map(({ id }) => id)),
    ['q'],
  )
})

test('the first ending that holds is the one', () => {
  const survey: Survey = {
    ...surveyOf(nps),
    endings: [
      { id: 'sorry', title: words('Sorry.'), showIf: { question: 'q', to: 6 } },
      { id: 'thanks', title: words('Thanks.') },
    ],
  }
  assert.deepEqual([endingOf(survey, { q: 6 })?.id, endingOf(survey, { q: 7 })?.id], ['sorry', 'thanks'])
})

const dead: readonly (readonly [string, Condition])[] = [
  ['an impossible range', { question: 'q', from: 7, to: 6 }],
  ['a number off the scale', { question: 'q', from: 11 }],
  [
    'two things at once',
    {
      all: [
        { question: 'q', to: 3 },
        { question: 'q', from: 8 },
      ],
    },
  ],
  ['an answer and none', { all: [{ answered: 'q' }, { not: { answered: 'q' } }] }],
]
for (const [what, showIf] of dead)
  test(`a question that ${what} would lead to is told before publishing`, () => {
    const codes = surveyFaults(surveyOf(nps, question('text', { id: 'why', showIf })), 'hot').map(({ code }) => code)
    assert.ok(codes.includes('never_asked'), codes.join())
  })

const advised: readonly (readonly [string, Question])[] = [
  ['offer', question('text', { text: { fr: 'Répondez et recevez un code promo.', en: 'Answer, please.' } })],
  ['offer', question('text', { text: words('Tell us and get 10 % off.') })],
  ['text_long', question('text', { text: words('long '.repeat(40)) })],
  ['lines_many', question('matrix', { choices, rows: 'abcdefgh'.split('').map(id => ({ id, label: words(id) })) })],
  ['choices_many', question('single', { choices: 'abcdefghijk'.split('').map(id => ({ id, label: words(id) })) })],
]
for (const [code, asked] of advised)
  test(`a ${asked.kind} that is ${code} gets advice, and is published all the same`, () => {
    const found = surveyFaults(surveyOf(asked), 'barometer')
    assert.ok(
      found.some(fault => fault.code === code && fault.weight === 'warning'),
      JSON.stringify(found),
    )
  })

test('every fault is told at once, each where it is, the errors first', () => {
  const survey: Survey = {
    ...surveyOf(
      question('nps', { id: 'score', min: 1, max: 10 }),
      question('single', { id: 'score', choices: choices.slice(0, 1) }),
      question('text', { id: 'why', text: { en: 'Don’t you love it?' }, showIf: { answered: 'later' } }),
    ),
    endings: [
      { id: 'end', title: { fr: 'Merci' } },
      { id: 'after', title: words('Never seen.') },
    ],
  }
  const faults = surveyFaults(survey, 'micro').map(({ code, weight, at }) => `${weight} ${code} ${at}`)
  assert.deepEqual(faults, [
    'error id_repeated score',
    'error scale_unknown score',
    'error choices_lack score',
    'error condition_ahead why',
    'error ending_hidden after',
    'warning words_lack why',
    'warning words_lack end',
    'warning long undefined',
    'warning ends_unnamed score',
    'warning leading why',
  ])
})
