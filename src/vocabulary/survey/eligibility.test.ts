import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decide, type EligibilityFacts } from './eligibility.ts'
import { type NotSentReason, notSentReasons } from './invitation.ts'

const now = new Date('2026-11-22T10:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
const willing: EligibilityFacts = {
  now,
  channel: 'email',
  hasAddress: true,
  addressBounced: false,
  optedOut: false,
  complained: false,
  excluded: false,
  isLive: true,
  hasLanguage: true,
  inPeriod: true,
  totalReached: false,
  quotaFull: false,
  happenedAt: daysAgo(1),
  latestAgeMs: 3 * 86_400_000,
  awaitedHappened: false,
  alreadyAnswered: false,
  openCase: false,
  isRemeasure: false,
  inAudience: true,
  sameSurveyAt: null,
  sameKindAt: null,
  anySurveyAt: null,
  askedInYear: 0,
  impressions: 0,
  clocks: {
    sameSurveyDays: 30,
    sameKindDays: 14,
    anySurveyDays: 7,
    yearlyCap: 6,
    impressions: { most: 3, inDays: 30 },
  },
  draw: 0.3,
  sampleRate: 1,
  otherGoesFirst: false,
  waitsWhenTooSoon: false,
}

const cases: readonly (readonly [string, Partial<EligibilityFacts>, string, readonly NotSentReason[]])[] = [
  ['nothing speaks against it', {}, 'queued', []],
  ['no address there', { hasAddress: false }, 'blocked', ['noAddress']],
  ['an address that gives messages back', { addressBounced: true }, 'blocked', ['addressBounced']],
  ['a person who wants none', { optedOut: true }, 'blocked', ['optedOut']],
  ['a person who called one spam', { complained: true }, 'blocked', ['complained']],
  ['a minor, or a person in mourning', { excluded: true }, 'blocked', ['excluded']],
  ['a survey that pauses', { isLive: false }, 'blocked', ['surveyNotLive']],
  ['a person whose language it lacks', { hasLanguage: false }, 'blocked', ['languageMissing']],
  ['a survey that is not due yet', { inPeriod: false }, 'blocked', ['outsidePeriod']],
  ['as many as it may ask', { totalReached: true }, 'blocked', ['totalReached']],
  ['a quota that is full', { quotaFull: true }, 'blocked', ['quotaFull']],
  ['an event of four days ago', { happenedAt: daysAgo(4) }, 'blocked', ['causeTooOld']],
  ['an event of three days ago', { happenedAt: daysAgo(3) }, 'queued', []],
  ['nothing that happened is never too old', { happenedAt: null }, 'queued', []],
  ['a purchase after the cart was left', { awaitedHappened: true }, 'blocked', ['awaitedHappened']],
  ['an answer that was given', { alreadyAnswered: true }, 'blocked', ['alreadyAnswered']],
  ['a complaint that is open', { openCase: true }, 'blocked', ['openCase']],
  ['a survey that measures again', { openCase: true, isRemeasure: true }, 'queued', []],
  ['a survey that measures again, the day after one', { anySurveyAt: daysAgo(1), isRemeasure: true }, 'queued', []],
  ['a person outside the audience', { inAudience: false }, 'blocked', ['notInAudience']],
  ['the same survey 29 days ago', { sameSurveyAt: daysAgo(29) }, 'blocked', ['sameSurveyTooSoon']],
  ['the same survey 30 days ago', { sameSurveyAt: daysAgo(30) }, 'queued', []],
  ['the same kind 13 days ago', { sameKindAt: daysAgo(13) }, 'blocked', ['sameKindTooSoon']],
  ['any survey 6 days ago', { anySurveyAt: daysAgo(6) }, 'blocked', ['anySurveyTooSoon']],
  ['one that leaves tomorrow', { anySurveyAt: daysAgo(-1) }, 'blocked', ['anySurveyTooSoon']],
  ['six in a year', { askedInYear: 6 }, 'blocked', ['yearlyCap']],
  ['five and a reminder', { askedInYear: 5.5 }, 'queued', []],
  ['six by mail do not count on a page', { askedInYear: 6, channel: 'widget' }, 'queued', []],
  ['three on pages', { impressions: 3, channel: 'widget' }, 'blocked', ['yearlyCap']],
  ['three on pages do not count by mail', { impressions: 3 }, 'queued', []],
  ['a draw above the share', { draw: 0.3, sampleRate: 0.3 }, 'notSampled', ['notSampled']],
  ['a draw below the share', { draw: 0.3, sampleRate: 0.31 }, 'queued', []],
  ['another one first', { otherGoesFirst: true }, 'blocked', ['otherWentFirst']],
  [
    'another one first, where there is time',
    { otherGoesFirst: true, waitsWhenTooSoon: true, happenedAt: null },
    'deferred',
    ['otherWentFirst'],
  ],
  [
    'too soon, and too old once it would not be',
    { anySurveyAt: daysAgo(1), waitsWhenTooSoon: true },
    'blocked',
    ['anySurveyTooSoon'],
  ],
  [
    'too soon, where there is time',
    { anySurveyAt: daysAgo(6), waitsWhenTooSoon: true },
    'deferred',
    ['anySurveyTooSoon'],
  ],
  [
    'waiting would not mend the other reason',
    { anySurveyAt: daysAgo(6), waitsWhenTooSoon: true, optedOut: true },
    'blocked',
    ['optedOut', 'anySurveyTooSoon'],
  ],
  [
    'all clocks at once',
    { sameSurveyAt: daysAgo(3), sameKindAt: daysAgo(3), anySurveyAt: daysAgo(3) },
    'blocked',
    ['sameSurveyTooSoon', 'sameKindTooSoon', 'anySurveyTooSoon'],
  ],
]
for (const [name, facts, decision, reasons] of cases)
  test(`who is asked: ${name}`, () => {
    const decided = decide({ ...willing, ...facts })
    assert.deepEqual({ decision: decided.decision, reasons: decided.reasons }, { decision, reasons })
  })

test('who waits is decided on again when the last of the clocks allows it', () => {
  const { againAt } = decide({
    ...willing,
    waitsWhenTooSoon: true,
    happenedAt: null,
    sameKindAt: daysAgo(10),
    anySurveyAt: daysAgo(6),
  })
  assert.deepEqual(againAt, daysAgo(-4))
})

const someday = fc.option(fc.integer({ min: -400, max: 400 }).map(daysAgo))
const anything: fc.Arbitrary<EligibilityFacts> = fc
  .record({
    sameSurveyAt: someday,
    sameKindAt: someday,
    anySurveyAt: someday,
    happenedAt: someday,
    askedInYear: fc.integer({ min: 0, max: 20 }).map(halves => halves / 2),
    draw: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    sampleRate: fc.double({ min: 0, max: 1, noNaN: true }),
    waitsWhenTooSoon: fc.boolean(),
    otherGoesFirst: fc.boolean(),
    openCase: fc.boolean(),
    optedOut: fc.boolean(),
  })
  .map(some => ({ ...willing, ...some }))

test('reasons stand in the order of the rules, and only who has none is asked', () => {
  fc.assert(
    fc.property(anything, facts => {
      const { decision, reasons, againAt } = decide(facts)
      const places = reasons.map(reason => notSentReasons.indexOf(reason))
      assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
      )
      assert.equal(decision === 'queued', reasons.length === 0)
      assert.equal(decision === 'deferred', againAt !== null)
      if (againAt) assert.ok(againAt > facts.now)
    }),
  )
})

test('a clock that has run out stays run out, and asking fewer people asks nobody new', () => {
  fc.assert(
    fc.property(
      anything,
      fc.integer({ min: 0, max: 1000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (facts, days, by) => {
        const clocks: readonly NotSentReason[] = ['sameSurveyTooSoon', 'sameKindTooSoon', 'anySurveyTooSoon']
        const later = decide({ ...facts, now: daysAgo(-days) }).reasons
        const sooner = decide(facts).reasons
        for (const clock of clocks) if (later.includes(clock)) assert.ok(sooner.includes(clock))
        if (!decide({ ...facts, sampleRate: facts.sampleRate * by }).reasons.includes('notSampled'))
          assert.ok(!sooner.includes('notSampled'))
      },
    ),
  )
})
