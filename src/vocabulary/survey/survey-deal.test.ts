import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answers, Condition, Question, Survey, Variable } from './survey.ts'
import { surveyShape } from './survey.ts'
import { lengthOf } from './survey-advice.ts'
import { dealtSurvey } from './survey-deal.ts'
import { surveyFaults } from './survey-faults.ts'
import { endingOf, pathOf } from './survey-path.ts'
import { pipedSurvey } from './survey-piping.ts'
import { routeOf } from './survey-route.ts'
import { withVariables } from './survey-variables.ts'

const words = (text: string) => ({ fr: text, en: text })
const scale = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  kind: 'csat',
  text: words(id),
  min: 1,
  max: 5,
  lowLabel: words('low'),
  highLabel: words('high'),
  ...more,
})
const surveyOf = (pages: Survey['pages'], more: Partial<Survey> = {}): Survey =>
  surveyShape.parse({
    languages: ['fr', 'en'],
    title: words('A survey'),
    pages,
    endings: [{ id: 'end', title: words('Thanks') }],
    ...more,
  })
const seeds = Array.from({ length: 3000 }, (_, at) => `seed-${at}`)
const codes = (survey: Survey) => surveyFaults(survey, 'test').map(({ code, at }) => `${code} ${at}`)

const blocks = surveyOf(
  [
    { id: 'all', questions: [scale('first')] },
    ...['a', 'b', 'c'].map(id => ({ id: `page-${id}`, block: id, questions: [scale(`${id}1`), scale(`${id}2`)] })),
  ],
  { rotate: { take: 2 } },
)

test('each person is asked two blocks of three, always the same ones, and each block is asked as often', () => {
  const asked = new Map<string, number>()
  for (const seed of seeds) {
    const dealt = dealtSurvey(blocks, seed)
    assert.equal(dealt.pages.length, 3)
    assert.deepEqual(dealtSurvey(blocks, seed), dealt)
    for (const { block } of dealt.pages) if (block) asked.set(block, (asked.get(block) ?? 0) + 1)
  }
  for (const amount of asked.values()) assert.ok(Math.abs(amount - 2000) < 120, `${amount} of 2000`)
  assert.equal(lengthOf(blocks), 35)
})

test('every order of offered answers comes as often, and something else stays last', () => {
  const choices = ['a', 'b', 'c'].map(id => ({ id, label: words(id) }))
  const other = { id: 'other', label: words('other'), stays: true }
  const none = { id: 'none', label: words('none'), alone: true }
  const survey = surveyOf([
    {
      id: 'p',
      questions: [
        { id: 'q', kind: 'multiple', text: words('q'), shuffle: true, choices: [none, ...choices, other] },
        { id: 'm', kind: 'matrix', text: words('m'), shuffle: true, choices, rows: choices },
      ],
    },
  ])
  const orders = new Map<string, number>()
  for (const seed of seeds) {
    const [q, m] = dealtSurvey(survey, seed).pages[0]!.questions
    const ids = q!.choices!.map(({ id }) => id)
    assert.deepEqual([ids[0], ids[4]], ['none', 'other'])
    assert.deepEqual(m!.choices, choices)
    const key = ids.slice(1, 4).join('')
    orders.set(key, (orders.get(key) ?? 0) + 1)
  }
  assert.equal(orders.size, 6)
  for (const amount of orders.values()) assert.ok(Math.abs(amount - 500) < 90, `${amount} of 500`)
})

test('blocks that are never drawn together lead nowhere together, and a rotation that draws nothing is told', () => {
  const both: Condition = { all: [{ answered: 'a1' }, { answered: 'b1' }] }
  const after = (showIf: Condition, take: number) =>
    codes({
      ...blocks,
      rotate: { take },
      pages: [...blocks.pages, { id: 'last', questions: [scale('why', { showIf })] }],
    }).filter(code => !code.startsWith('long'))
  assert.deepEqual(after(both, 2), [])
  assert.deepEqual(after(both, 1), ['never_asked why'])
  assert.deepEqual(after({ answered: 'a1' }, 1), [])
  assert.deepEqual(after({ answered: 'a1' }, 3), ['rotation_idle #rotation'])
})

const choice = (id: string): Question => ({
  id,
  kind: 'single',
  text: words(id),
  choices: ['yes', 'no'].map(one => ({ id: one, label: words(one) })),
})
const variable = (how: Variable['how'], more: Partial<Variable> = {}): Variable => ({
  id: 'v',
  label: words('Score'),
  how,
  of: [{ question: 'x' }, { question: 'y' }],
  ...more,
})
const points = { yes: 2, no: 0 }
const bands = [
  { id: 'low', label: words('Low'), from: 0 },
  { id: 'high', label: words('High'), from: 4 },
]
const computed: readonly (readonly [Variable, Answers, unknown])[] = [
  [variable('sum'), { x: 2, y: 3 }, 5],
  [variable('sum'), { x: 2 }, 2],
  [variable('sum'), {}, undefined],
  [variable('mean'), { x: 2, y: 3 }, 2.5],
  [variable('mean'), { x: 1, y: 2, z: 2 }, 1.5],
  [variable('first'), { y: 3 }, 3],
  [variable('count'), {}, 0],
  [variable('count'), { x: 2, y: '  ' }, 1],
  [variable('count', { of: [{ question: 'x', points }] }), { x: ['yes', 'no'] }, 1],
  [variable('sum', { of: [{ question: 'x', points }, { question: 'y' }] }), { x: 'yes', y: 3 }, 5],
  [variable('sum', { of: [{ question: 'x', points }] }), { x: { one: 'yes', two: 'yes' } }, 4],
  [variable('mean', { bands }), { x: 3, y: 4 }, 'low'],
  [variable('mean', { bands }), { x: 4, y: 4 }, 'high'],
  [variable('mean', { bands }), { x: -4 }, 'low'],
]
for (const [what, answers, expected] of computed)
  test(`the ${what.how} of ${JSON.stringify(answers)} is ${expected}`, () => {
    assert.equal(withVariables({ variables: [what] }, answers).v, expected)
  })

const scored = surveyOf(
  [
    { id: 'one', questions: [scale('x', { required: true }), scale('y')] },
    { id: 'two', questions: [scale('why', { showIf: { question: 'v', to: 4 } })] },
  ],
  {
    variables: [variable('sum'), { ...variable('first'), id: 'w', of: [{ question: 'v' }], bands }],
    endings: [
      { id: 'sorry', title: words('You are {answer:w}: {answer:v}'), showIf: { question: 'w', is: ['low'] } },
      { id: 'end', title: words('Thanks') },
    ],
  },
)

test('what is computed decides what is asked, how it ends, and stands in texts', () => {
  const asked = (answers: Answers) => pathOf(scored, answers).flatMap(({ questions }) => questions.map(({ id }) => id))
  assert.deepEqual(codes(scored), [])
  assert.deepEqual(asked({ x: 1, y: 3 }), ['x', 'y', 'why'])
  assert.deepEqual(asked({ x: 2, y: 3 }), ['x', 'y'])
  assert.equal(endingOf(scored, { x: 1, y: 2 })?.id, 'sorry')
  assert.equal(endingOf(scored, { x: 1, y: 3 })?.id, 'end')
  assert.equal(pipedSurvey(scored, { answers: { x: 1, y: 2 }, place: '' }).endings[0]?.title.en, 'You are Low: 3')
})

const many = Array.from({ length: 9 }, (_, at) => scale(`m${at}`))
const beyond: readonly (readonly [string, Survey, readonly string[]])[] = [
  ['what two scales can reach', { ...scored, pages: withCondition({ question: 'v', from: 10 }) }, []],
  [
    'more than two scales can reach',
    { ...scored, pages: withCondition({ question: 'v', from: 11 }) },
    ['never_asked why'],
  ],
  [
    'more than nine scales can reach',
    surveyOf(
      [
        { id: 'one', questions: many },
        { id: 'two', questions: [scale('why', { showIf: { question: 'v', from: 46 } })] },
      ],
      { variables: [variable('sum', { of: many.map(({ id }) => ({ question: id })) })] },
    ),
    ['never_asked why'],
  ],
  [
    'choices without points',
    surveyOf([{ id: 'p', questions: [choice('x'), scale('y')] }], { variables: [variable('sum')] }),
    ['variable_points v'],
  ],
  [
    'a question that is gone',
    { ...scored, variables: [variable('sum', { of: [{ question: 'z' }] })] },
    ['variable_unknown v'],
  ],
]
function withCondition(showIf: Condition): Survey['pages'] {
  return scored.pages.map(page => ({
    ...page,
    questions: page.questions.map(one => (one.id === 'why' ? { ...one, showIf } : one)),
  }))
}
for (const [what, survey, expected] of beyond)
  test(`a sum of ${what} ${expected.length > 0 ? 'is told' : 'is let pass'} before publishing`, () => {
    assert.deepEqual(
      codes(survey).filter(code => expected.length === 0 || expected.includes(code)),
      expected,
    )
  })

test('what hangs on a question that nobody is asked, or on answers that never meet, is unreachable too, and drawn so', () => {
  const survey = surveyOf(
    [
      { id: 'one', questions: [scale('x')] },
      {
        id: 'two',
        questions: [
          scale('low', { showIf: { question: 'x', to: 2 } }),
          scale('never', { showIf: { question: 'x', from: 6 } }),
          scale('after-never', { showIf: { answered: 'never' } }),
          scale('both', { showIf: { all: [{ answered: 'low' }, { question: 'x', from: 4 }] } }),
          scale('fine', { showIf: { all: [{ answered: 'low' }, { question: 'x', to: 1 }] } }),
        ],
      },
    ],
    { endings: [{ id: 'sorry', title: words('Sorry'), showIf: { answered: 'low' } }] },
  )
  const faults = surveyFaults(survey, 'test')
  assert.deepEqual(
    faults.filter(({ weight }) => weight === 'error').map(({ code, at }) => `${code} ${at}`),
    ['never_asked never', 'never_asked after-never', 'never_asked both', 'no_ending #endings'],
  )
  assert.deepEqual(
    routeOf(survey, faults).map(({ id, reached, from }) => `${id} ${reached} ${from}`),
    [
      'x all ',
      'low some x',
      'never nobody x',
      'after-never nobody never',
      'both nobody low,x',
      'fine some low,x',
      'sorry some low',
      '#endings some ',
    ],
  )
})
