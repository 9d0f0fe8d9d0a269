import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bindingRuleShape, type Condition, countTests, deepestCondition, mostConditions } from './binding.ts'
import { plainEvent } from './binding-cases.ts'
import { checkRule } from './binding-check.ts'
import { matches, winnerFor } from './binding-match.ts'
import { matcherOf, patternFault } from './pattern.ts'
import { Problem, problemSentence } from './problem.ts'

const leaf = { field: 'type', op: 'eq', value: 'x' } as Condition
const nestedBy = (levels: number): Condition => {
  let condition = leaf
  for (let level = 1; level < levels; level++) condition = { not: condition }
  return condition
}
const ruleOf = (when: unknown, more: object = {}) =>
  bindingRuleShape.safeParse({ id: 'b', touchpoint: 't', when, ...more })

const shapes: readonly [says: string, when: unknown, fits: boolean][] = [
  ['as deep as allowed', nestedBy(deepestCondition), true],
  ['one level too deep', nestedBy(deepestCondition + 1), false],
  ['as many tests as allowed', { any: Array.from({ length: mostConditions }, () => leaf) }, true],
  ['one test too many', { any: [{ any: Array.from({ length: mostConditions }, () => leaf) }, leaf] }, false],
  ['nothing to hold', { all: [] }, false],
  ['an unknown field', { field: 'customerName', op: 'eq', value: 'x' }, false],
  ['a property without a name', { field: 'properties.', op: 'eq', value: 'x' }, false],
  ['an unknown operator', { field: 'type', op: 'like', value: 'x' }, false],
  ['two forms at once', { all: [leaf], any: [leaf] }, false],
  ['a list where one value stands', { field: 'type', op: 'eq', value: ['x'] }, false],
  ['a list of both kinds', { field: 'properties.a', op: 'in', value: ['x', 1] }, false],
  ['an empty list', { field: 'type', op: 'in', value: [] }, false],
  ['a pattern too long', { field: 'type', op: 'regex', value: 'a'.repeat(201) }, false],
  ['existence without a value', { field: 'case', op: 'exists' }, true],
  ['a null character', { field: 'type', op: 'eq', value: 'a\u0000b' }, false],
  ['not even an object', 'type = x', false],
]
for (const [says, when, fits] of shapes) {
  test(`a condition with ${says} is ${fits ? 'taken' : 'refused'}`, () => assert.equal(ruleOf(when).success, fits))
}

const checks: readonly [says: string, when: Condition, fault: RegExp | undefined, more?: object][] = [
  ['a plain rule', leaf, undefined],
  ['a hostile pattern, which is linear here', { field: 'properties.a', op: 'regex', value: '(a+)+$' }, undefined],
  ['a back-reference', { field: 'properties.a', op: 'regex', value: '(a)\\1' }, /linear time/],
  ['looking ahead', { field: 'properties.a', op: 'regex', value: 'a(?=b)' }, /linear time/],
  ['a repetition of repetitions', { field: 'properties.a', op: 'regex', value: '((a{100}){100}){100}' }, /linear time/],
  ['a parenthesis too many', { field: 'properties.a', op: 'regex', value: 'a)|(b' }, /linear time/],
  ['a score compared with words', { field: 'score', op: 'eq', value: 'bad' }, /can match nothing/],
  ['a score that starts with words', { field: 'score', op: 'startsWith', value: 'b' }, /can match nothing/],
  ['a name in order', { field: 'type', op: 'gt', value: 3 }, /can match nothing/],
  ['a name equal to a number', { field: 'type', op: 'eq', value: 3 }, /can match nothing/],
  ['an instant equal to words', { field: 'occurredAt', op: 'eq', value: 'x' }, /can match nothing/],
  ['an instant before a number', { field: 'occurredAt', op: 'lt', value: 3 }, /can match nothing/],
  ['a range upside down', { field: 'properties.a', op: 'between', value: [3, 1] }, /above the second/],
  [
    'instants upside down, in two offsets',
    { field: 'occurredAt', op: 'between', value: ['2026-01-01T00:30:00+01:00', '2025-12-31T23:00:00Z'] },
    /after the second/,
  ],
  ['days upside down', leaf, /before it begins/, { validFrom: '2026-02-01', validUntil: '2026-01-01' }],
  ['visits merged by a name', leaf, /merged by/, { merge: { window: 'PT1H', by: ['name'] } }],
  [
    'visits merged by order',
    leaf,
    undefined,
    { merge: { window: 'PT1H', by: ['customerRef', 'correlation.orderId'] } },
  ],
  [
    'a failure by a broken pattern',
    leaf,
    /linear time/,
    { visit: { outcome: { failedWhen: { field: 'type', op: 'regex', value: '(' } } } },
  ],
]
for (const [says, when, fault, more] of checks) {
  test(`${says} is ${fault ? 'refused with its reason' : 'taken'}`, () => {
    const rule = ruleOf(when, more).data!
    if (!fault) return checkRule(rule)
    assert.throws(
      () => checkRule(rule),
      (error: unknown) => {
        assert.ok(error instanceof Problem && error.code === 'binding_invalid')
        assert.match(problemSentence('binding_invalid', error.details, 'en'), fault)
        assert.doesNotMatch(problemSentence('binding_invalid', error.details, 'fr'), /\[object|undefined|can match/)
        return true
      },
    )
  })
}

test('an event that two rules match goes to the higher priority, and the other is a conflict', () => {
  const rule = (id: string, priority: number) =>
    ruleOf({ field: 'channel', op: 'eq', value: 'web' }, { id, priority }).data!
  const { winner, losers } = winnerFor([rule('b1', 100), rule('b2', 200)], plainEvent)
  assert.equal(winner?.id, 'b2')
  assert.deepEqual(
    losers.map(one => one.id),
    ['b1'],
  )
})

test('at equal priority more conditions win, then the older rule', () => {
  const precise = {
    all: [
      { field: 'channel', op: 'eq', value: 'web' },
      { field: 'kind', op: 'eq', value: 'page' },
    ],
  }
  const plain = { field: 'channel', op: 'eq', value: 'web' }
  const rules = [
    ruleOf(plain, { id: 'b1' }).data!,
    ruleOf(plain, { id: 'b0' }).data!,
    ruleOf(precise, { id: 'b9' }).data!,
  ]
  const { winner, losers } = winnerFor(rules, plainEvent)
  assert.deepEqual([winner!.id, ...losers.map(one => one.id)], ['b9', 'b0', 'b1'])
  assert.equal(countTests(rules[2]!.when), 2)
})

test('a hostile pattern on a long text takes no time to speak of', () => {
  assert.equal(patternFault('(a+)+$'), undefined)
  const match = matcherOf('(a+)+$')
  const started = performance.now()
  assert.equal(match(`${'a'.repeat(100_000)}!`), false)
  // Without care it would take longer than there is time.
  assert.ok(performance.now() - started < 20_000)
})

test('an inherited name is not a property', () => {
  assert.equal(matches({ field: 'properties.constructor', op: 'exists', value: true }, plainEvent), false)
})
