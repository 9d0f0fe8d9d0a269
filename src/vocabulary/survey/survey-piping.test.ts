import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answers, Question, Survey } from './survey.ts'
import { questionField } from './survey-field.ts'
import { pipeFaults } from './survey-pipe-faults.ts'
import { exampleAnswers, pipedSurvey, pipeTo } from './survey-piping.ts'

const words = (en: string) => ({ en })
const asked = (id: string, kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  id,
  kind,
  text: words('What?'),
  ...more,
})
const choices = [
  { id: 'paris', label: { en: 'Paris & co', fr: 'Paris et alentours' } },
  { id: 'lyon', label: words('Lyon') },
]
const surveyOf = (text: string, ...before: Question[]): Survey => ({
  languages: ['en'],
  title: words('A survey'),
  pages: [
    { id: 'one', questions: before },
    { id: 'two', questions: [asked('last', 'text', { text: words(text) })] },
  ],
  endings: [{ id: 'end', title: words('Thanks.') }],
})
const before = [
  asked('city', 'single', { choices, required: true }),
  asked('many', 'multiple', { choices }),
  asked('score', 'nps', { min: 0, max: 10 }),
  asked('why', 'text'),
  asked('who', 'contact', { fields: ['name'] }),
]

const cases: readonly (readonly [string, Answers, string])[] = [
  ['In {answer:city}?', { city: 'paris' }, 'In Paris & co?'],
  ['In {answer:city|your town}?', {}, 'In your town?'],
  ['In {answer:city}?', {}, 'In ?'],
  ['In {answer:city}?', { city: 'never offered' }, 'In ?'],
  ['{answer:many}', { many: ['paris', 'lyon'] }, 'Paris & co, Lyon'],
  ['You gave {answer:score}.', { score: 0 }, 'You gave 0.'],
  ['You wrote {answer:why}.', { why: '{answer:city} \n <b>x</b>' }, 'You wrote {answer:city} <b>x</b>.'],
  ['Hello {answer:who|you}', { who: { name: 'Claire' } }, 'Hello you'],
  ['At {place|our shop}', {}, 'At the till'],
  ['{something} {answer:} {place', {}, '{something} {answer:} {place'],
]
for (const [text, answers, read] of cases)
  test(`“${text}” after ${JSON.stringify(answers)} reads “${read}”`, () => {
    const seen = pipedSurvey(surveyOf(text, ...before), { answers, place: 'the till' })
    assert.equal(seen.pages[1]?.questions[0]?.text.en, read)
  })

test('what a person wrote is text on the next page, whatever it looks like', () => {
  const answers = { why: '<img src=x onerror=alert(1)>' }
  const seen = pipedSurvey(surveyOf('You wrote {answer:why}.', ...before), { answers, place: '' })
  const { markup } = questionField(seen.pages[1]!.questions[0]!, { tongue: 'en', answer: undefined, fault: undefined })
  assert.match(markup, /You wrote &lt;img src=x onerror=alert\(1\)&gt;\./)
})

const faulty: readonly (readonly [string, readonly string[]])[] = [
  ['{answer:city}', []],
  ['{answer:many}', ['pipe_unsure']],
  ['{answer:many|some}', []],
  ['{answer:last|x}', ['pipe_ahead']],
  ['{answer:nowhere|x}', ['pipe_ahead']],
  ['{answer:who|you}', ['pipe_kind']],
  ['{place}', ['pipe_unsure']],
  ['{place|here}', []],
]
for (const [text, codes] of faulty)
  test(`“${text}” is told as ${codes.join() || 'right'}`, () => {
    assert.deepEqual(
      pipeFaults(surveyOf(text, ...before)).map(({ code }) => code),
      codes,
    )
  })

test('an answer of the same page is not known yet', () => {
  const survey = surveyOf('x', ...before, asked('after', 'text', { text: words('{answer:city}') }))
  assert.deepEqual(
    pipeFaults(survey).map(({ code, at }) => [code, at]),
    [['pipe_ahead', 'after']],
  )
})

test('a preview shows an example where an answer would stand, and an editor puts a place in whole', () => {
  const survey = surveyOf(`In ${pipeTo('city', 'a|b}')} at ${pipeTo(null, '')}`, ...before)
  const seen = pipedSurvey(survey, { answers: exampleAnswers(survey), place: 'Till 3' })
  assert.equal(seen.pages[1]?.questions[0]?.text.en, 'In Paris & co at Till 3')
  assert.equal(
    pipedSurvey(surveyOf('Plain', ...before), { answers: {}, place: '' }).pages[1]?.questions[0]?.text.en,
    'Plain',
  )
})
