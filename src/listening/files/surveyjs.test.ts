import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Condition } from '../../vocabulary/survey/survey.ts'
import { questionsOf, surveyShape } from '../../vocabulary/survey/survey.ts'
import { unbound } from '../../vocabulary/survey/survey-binding.ts'
import { surveyFaults } from '../../vocabulary/survey/survey-faults.ts'
import { surveyFile } from '../../vocabulary/survey/survey-file.ts'
import { surveyTemplates } from '../../vocabulary/survey/survey-templates.ts'
import { readSurveyText } from './import-survey-file.ts'
import { gatherRemarks } from './remarks.ts'

const read = (file: unknown, language?: 'fr' | 'en') => {
  const remarks = gatherRemarks()
  const made = readSurveyText(typeof file === 'string' ? file : JSON.stringify(file), language, remarks)
  return { survey: made?.survey, remarks: remarks.list() }
}

const before = [
  { type: 'radiogroup', name: 'choice', choices: ['red', { value: 'dark blue', text: 'Blue' }, 3] },
  { type: 'checkbox', name: 'many', choices: ['a', 'b', 'c'], hasNone: true },
  { type: 'rating', name: 'how-much', rateMin: 0, rateMax: 10 },
  { type: 'text', name: 'age', inputType: 'number' },
  { type: 'boolean', name: 'agreed' },
  { type: 'comment', name: 'why' },
  { type: 'radiogroup', name: 'level', choices: [1, 2, 3, 4] },
]
const conditionOf = (text: string) => {
  const { survey } = read({ elements: [...before, { type: 'comment', name: 'asked', visibleIf: text }] })
  return questionsOf(survey!).find(({ id }) => id === 'asked')?.showIf
}
const conditions: readonly (readonly [string, Condition | undefined])[] = [
  ["{choice} = 'dark blue'", { question: 'choice', is: ['dark-blue'] }],
  ['{choice} == 3', { question: 'choice', is: ['3'] }],
  ["'red' = {choice}", { question: 'choice', is: ['red'] }],
  ["{choice} <> 'red'", { not: { question: 'choice', is: ['red'] } }],
  ["{many} contains 'a'", { question: 'many', is: ['a'] }],
  ["{many} anyof ['a', 'none']", { question: 'many', is: ['a', 'none'] }],
  [
    "{many} allof ['a','b']",
    {
      all: [
        { question: 'many', is: ['a'] },
        { question: 'many', is: ['b'] },
      ],
    },
  ],
  ['{how-much} >= 9', { question: 'how-much', from: 9 }],
  ['{how-much} =< 6', { question: 'how-much', to: 6 }],
  [
    '{how-much} > 6 and {how-much} < 9',
    {
      all: [
        { question: 'how-much', from: 7 },
        { question: 'how-much', to: 8 },
      ],
    },
  ],
  ['{how-much} = 10', { question: 'how-much', is: ['10'] }],
  ['{age} > 18', { all: [{ answered: 'age' }, { not: { question: 'age', to: 18 } }] }],
  ['{agreed} = true', { question: 'agreed', is: ['yes'] }],
  ['{agreed}', { question: 'agreed', is: ['yes'] }],
  ['!({agreed} = true)', { not: { question: 'agreed', is: ['yes'] } }],
  ['{why} notempty', { answered: 'why' }],
  ['{why} empty or {agreed} = false', { any: [{ not: { answered: 'why' } }, { question: 'agreed', is: ['no'] }] }],
  ['{level} >= 3', { question: 'level', is: ['3', '4'] }],
  [
    "{level} > 1 && ({choice} = 'red' || {choice} = 3)",
    {
      all: [
        { question: 'level', is: ['2', '3', '4'] },
        {
          any: [
            { question: 'choice', is: ['red'] },
            { question: 'choice', is: ['3'] },
          ],
        },
      ],
    },
  ],
  // What ours do not say.
  ["{why} = 'because'", undefined],
  ['{many} = ["a"]', undefined],
  ['{nowhere} = 1', undefined],
  ['{choice} = {level}', undefined],
  ['age({birth}) > 18', undefined],
  ['{age} + 1 > 18', undefined],
  ['{choice} = ', undefined],
  ["{choice} = 'red' and {why} = 'x'", undefined],
  [`${'('.repeat(200)}{agreed}${')'.repeat(200)}`, undefined],
]
for (const [text, wanted] of conditions)
  test(`the condition ${text.slice(0, 60)} is read as it is meant, or not at all`, () => {
    assert.deepEqual(conditionOf(text), wanted)
  })

test('every kind of question is read as the nearest of ours', () => {
  const element = (type: string, more: object = {}) => ({ type, name: type, title: `A ${type}`, ...more })
  const { survey, remarks } = read({
    title: 'All of it',
    elements: [
      element('text', { maxLength: 50 }),
      element('text', { name: 'mail', inputType: 'email' }),
      element('text', { name: 'born', inputType: 'date', isRequired: 'true' }),
      element('comment'),
      element('rating', { title: 'Would you recommend us?', rateMin: 0, rateMax: 10, minRateDescription: 'no' }),
      element('rating', { name: 'stars', rateType: 'stars' }),
      element('rating', { name: 'odd', rateMin: 1, rateMax: 9 }),
      element('dropdown', { choicesMin: 1, choicesMax: 3 }),
      element('checkbox', { choices: ['a', 'b'], showNoneItem: true, showOtherItem: true }),
      element('ranking', { choices: ['a', 'b'] }),
      element('imagepicker', { multiSelect: true, choices: [{ value: 'cat', imageLink: 'x.png' }, 'dog'] }),
      element('boolean', { labelTrue: 'Sure' }),
      element('matrix', {
        columns: ['good', 'bad'],
        rows: [{ value: 'till', text: 'The till' }],
        isAllRowRequired: true,
      }),
      element('multipletext', { items: [{ name: 'first' }, { name: 'last' }] }),
      element('html', { html: '<b>Nearly</b> done<script>alert(1)</script> &amp; dusted' }),
      element('panel', {
        visibleIf: '{boolean} = true',
        elements: [element('text', { name: 'inner', visibleIf: '{comment} notempty' })],
      }),
      element('file'),
      element('paneldynamic'),
    ],
  })
  assert.deepEqual(
    questionsOf(survey!).map(({ kind }) => kind),
    [
      'text',
      'contact',
      'date',
      'text',
      'nps',
      'stars',
      'single',
      'single',
      'multiple',
      'text',
      'ranking',
      'multiple',
      'single',
      'matrix',
      'text',
      'text',
      'note',
      'note',
      'text',
    ],
  )
  const of = (id: string) => questionsOf(survey!).find(one => one.id === id)!
  assert.deepEqual(of('inner').showIf, { all: [{ question: 'boolean', is: ['yes'] }, { answered: 'comment' }] })
  assert.deepEqual(of('html').text, { en: 'Nearly done & dusted' })
  assert.deepEqual([of('born').required, of('text').limit, of('matrix').required], [true, 50, true])
  assert.deepEqual(
    of('checkbox').choices?.map(({ id, alone }) => [id, alone]),
    [
      ['a', undefined],
      ['b', undefined],
      ['none', true],
      ['other', undefined],
    ],
  )
  assert.deepEqual(of('checkbox-other').showIf, { question: 'checkbox', is: ['other'] })
  assert.deepEqual(
    surveyFaults(survey!, 'test').filter(({ weight }) => weight === 'error'),
    [],
  )
  const told = remarks.map(({ at, value }) => `${at} ${value}`)
  for (const one of ['file file', 'paneldynamic paneldynamic', 'odd 1–9', 'imagepicker null', 'rating NPS', 'null 1'])
    assert.ok(told.includes(one), `${one} is told: ${told.join('; ')}`)
})

test('an answer that a title repeats is repeated', () => {
  const { survey } = read({
    pages: [
      { elements: [{ type: 'text', name: 'Your name', title: 'Name?', isRequired: true }] },
      { elements: [{ type: 'text', name: 'b', title: 'Well, {Your name}, how about {something}?' }] },
    ],
  })
  assert.equal(questionsOf(survey!)[1]?.text.en, 'Well, {answer:Your-name}, how about {something}?')
})

test('titles in several languages become French and English, and other languages are told', () => {
  const title = { default: 'How was it?', fr: 'Comment était-ce ?', de: 'Wie war es?' }
  const { survey, remarks } = read({ elements: [{ type: 'comment', name: 'x', title }] })
  assert.deepEqual(survey?.languages, ['en', 'fr'])
  assert.deepEqual(questionsOf(survey!)[0]?.text, { en: 'How was it?', fr: 'Comment était-ce ?' })
  assert.ok(remarks.some(({ value }) => value === 'de'))
  assert.deepEqual(
    read({ elements: [{ type: 'text', name: 'q', title: 'Quelle est la couleur de votre sac ?' }] }).survey?.languages,
    ['fr'],
  )
})

const refused: readonly (readonly [string, string, RegExp])[] = [
  ['no JSON', '{"pages": [', /broken at line 1/],
  ['a list of surveys', '[{"elements": []}, {"elements": []}]', /a list of 2 things/],
  ['something else', '{"hello": 1}', /neither a survey of Parcours/],
  ['no question', '{"elements": []}', /asks no question/],
  [
    'a survey of ours with a misspelt field',
    '{"format": "parcours.survey", "formatVersion": 1, "kind": "hot", "touchpoint": null, "map": null, "step": null, "survey": {"titel": {}}}',
    /not as expected/,
  ],
]
for (const [what, text, why] of refused)
  test(`a file that holds ${what} is refused, with the reason`, () => {
    const { remarks } = read(text)
    assert.match(
      remarks
        .filter(({ weight }) => weight === 'error')
        .map(({ en }) => en)
        .join(' '),
      why,
    )
  })

for (const { id, kind, survey } of surveyTemplates)
  test(`the survey ${id} comes back from its own file as it was`, () => {
    const back = read(surveyFile(kind, unbound, survey))
    assert.deepEqual([back.survey, back.remarks], [surveyShape.parse(survey), []])
  })

const manual = join(import.meta.dirname, '../../../../shared/data/formats/surveyjs_surveys.json')
test('the surveys of the manual of SurveyJS are read, each thing left is told, and none is lost whole', context => {
  if (!existsSync(manual)) return context.skip(`no ${manual}`)
  const files = JSON.parse(readFileSync(manual, 'utf8')) as { survey: unknown }[]
  const told = files.map(({ survey }) => read(survey))
  const failed = told.flatMap(({ survey, remarks }, at) =>
    survey ? [] : [`${at}: ${remarks.map(({ en }) => en).join()}`],
  )
  // Two ask only for tables whose lines customers add, which no question of ours does.
  assert.ok(failed.length <= 2, failed.join('; '))
  const branching = told.filter(({ survey }) => survey?.pages.some(({ showIf }) => showIf))
  assert.equal(branching.length, 5)
  for (const { survey } of branching) {
    assert.equal(survey?.pages.filter(({ showIf }) => showIf).length, 3)
    assert.deepEqual(
      surveyFaults(survey!, 'hot').filter(({ weight }) => weight === 'error'),
      [],
    )
  }
})

test('answers that change places and sums come along from SurveyJS, and what cannot be computed is told', () => {
  const { survey, remarks } = read({
    elements: [
      { type: 'radiogroup', name: 'one', choices: ['a', 'b'], choicesOrder: 'random', hasOther: true, hasNone: true },
      { type: 'rating', name: 'x', rateMin: 1, rateMax: 5 },
      { type: 'radiogroup', name: 'y', choices: [1, 2, 3] },
      { type: 'comment', name: 'why', visibleIf: '{total} <= 4' },
    ],
    calculatedValues: [
      { name: 'total', expression: '{x} + {y}' },
      { name: 'middle', expression: 'avg({x},{y})' },
      { name: 'odd', expression: 'iif({x} > 3, 1, 2)' },
    ],
  })
  const [one, , , , why] = questionsOf(survey!)
  assert.equal(one?.shuffle, true)
  assert.deepEqual(
    one?.choices?.map(({ id, stays }) => [id, stays ?? false]),
    [
      ['a', false],
      ['b', false],
      ['none', true],
      ['other', true],
    ],
  )
  assert.deepEqual(
    survey?.variables?.map(({ id, how, of }) => [id, how, of]),
    [
      ['total', 'sum', [{ question: 'x' }, { question: 'y', points: { 1: 1, 2: 2, 3: 3 } }]],
      ['middle', 'mean', [{ question: 'x' }, { question: 'y', points: { 1: 1, 2: 2, 3: 3 } }]],
    ],
  )
  assert.deepEqual(why?.showIf, { question: 'total', to: 4 })
  assert.ok(remarks.some(({ value }) => value === 'odd'))
})
