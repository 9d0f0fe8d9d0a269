import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { saveBinding } from '../src/contract/map-bindings.ts'
import { createMap } from '../src/contract/mapping.ts'
import { askDrivers, askNextSteps, askSegments, askTypical } from '../src/contract/measuring-explanations.ts'
import { askChurn, askSurvival, listAtRisk } from '../src/contract/measuring-leaving.ts'
import { askMoments } from '../src/contract/measuring-moments.ts'
import { askChange, askDrift, askTrend } from '../src/contract/measuring-trends.ts'
import type { CallOf, ReplyOf, Route } from '../src/contract/route.ts'
import { newId } from '../src/vocabulary/id.ts'
import { normaliseScore } from '../src/vocabulary/score.ts'
import { experienceOf } from '../src/vocabulary/statistics/moment-judgement.ts'
import { riskDifference } from '../src/vocabulary/statistics/risk-difference.ts'
import { seededRandom } from '../src/vocabulary/statistics/seeded-random.ts'
import { survivalSteps } from '../src/vocabulary/statistics/survival.ts'
import { openHouse, type TestHouse } from './kit.ts'

// What becomes of customers, against what a few lines of TypeScript find in the same events.

type Visit = { readonly name: string; readonly at: number; readonly csat?: number }
type Life = { readonly persona: string; readonly visits: readonly Visit[] }
const dayMs = 86_400_000
const now = Date.now()
const amount = 400

/** A bad delivery keeps most from coming back; families leave sooner. The same lives at every run but for the date. */
function drawLives(): readonly Life[] {
  const random = seededRandom(20)
  const begin = Math.floor(now / dayMs) * dayMs - 300 * dayMs
  return Array.from({ length: amount }, (_, customer) => {
    const persona = customer % 3 === 0 ? 'family' : 'single'
    const start = begin + Math.floor(random() * 150 * dayMs)
    const delivered = start + dayMs + Math.floor(random() * 6 * dayMs)
    const csat = 1 + Math.floor(random() * 5)
    const visits: Visit[] = [
      { name: 'Signed up', at: start },
      { name: 'Delivered', at: delivered, csat },
    ]
    const comesBack = random() < [0, 0.2, 0.3, 0.5, 0.7, 0.8][csat]!
    if (comesBack) visits.push({ name: 'Bought again', at: delivered + Math.floor((2 + random() * 26) * dayMs) })
    if (random() < 0.7)
      visits.push({ name: 'Called', at: start + Math.floor(random() * 40 * dayMs), csat: 1 + Math.floor(random() * 5) })
    const leaves = start + Math.floor(-Math.log(1 - random()) * (persona === 'family' ? 90 : 260) * dayMs)
    if (leaves < now) visits.push({ name: random() < 0.3 ? 'Moved away' : 'Closed account', at: leaves })
    return { persona, visits: visits.filter(each => each.at < now).sort((a, b) => a.at - b.at) }
  })
}
const lives = drawLives()

let house: TestHouse
let map: string
let touchpoints: readonly string[]
before(async () => {
  house = await openHouse()
  const params = { workspace: house.workspace.key }
  const made = await house.call(createMap, { params, body: { from: 'discovery-to-return' } })
  map = made.answer.map.id
  touchpoints = made.answer.map.phases
    .flatMap(phase => phase.steps.flatMap(step => step.placements.map(each => each.touchpoint)))
    .slice(0, 2)
  for (const [index, value] of ['Delivered', 'Called'].entries()) {
    const binding = newId('bnd')
    const rule = {
      id: binding,
      touchpoint: touchpoints[index]!,
      when: { field: 'type' as const, op: 'eq' as const, value },
    }
    const saved = await house.call(saveBinding, { params: { ...params, binding }, body: { rule } })
    assert.equal(saved.status, 200, JSON.stringify(saved.answer))
  }
  const key = await house.createKey('secret')
  const batch = lives.flatMap(({ persona, visits }, customer) =>
    visits.map(({ name, at, csat }, index) => ({
      type: 'track',
      event: name,
      userId: `customer-${customer}`,
      messageId: `${customer}-${index}`,
      timestamp: new Date(at).toISOString(),
      ...(csat === undefined ? {} : { properties: { csat } }),
      context: { traits: { persona } },
    })),
  )
  const response = await fetch(`${house.url}/v1/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  })
  assert.equal(response.status, 200, await response.text())
  await house.settle()
})
after(() => house[Symbol.asyncDispose]())

async function ask<R extends Route>(
  route: R,
  query: CallOf<R>['query'],
  params: Record<string, string> = {},
): Promise<ReplyOf<R>> {
  const { status, answer } = await house.call(route, { query, params } as never)
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

const near = (found: number, expected: number, within = 1e-9) =>
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected} ± ${within}`)

const momentCases: readonly [
  string,
  string,
  CallOf<typeof askMoments>['query'],
  (visit: Visit, felt: Visit) => boolean,
][] = [
  ['coming back at all', 'Delivered', {}, (visit, felt) => visit.at > felt.at + dayMs],
  ['buying again', 'Delivered', { outcome: 'Bought again' }, visit => visit.name === 'Bought again'],
  ['buying again after a call', 'Called', { outcome: 'Bought again' }, visit => visit.name === 'Bought again'],
  [
    'not closing the account',
    'Delivered',
    { outcome: 'Closed account', without: 'true' },
    visit => visit.name === 'Closed account',
  ],
]
for (const [title, name, query, follows] of momentCases) {
  test(`the effect of a moment on ${title} is that among those who came by`, async () => {
    const told = await ask(askMoments, query, { map })
    const row = told.touchpoints.find(each => each.touchpoint === touchpoints[name === 'Delivered' ? 0 : 1])!
    const strata = new Map<string, { good: number; goodWith: number; bad: number; badWith: number }>()
    const seen = { good: 0, middle: 0, bad: 0 }
    for (const { persona, visits } of lives) {
      const felt = visits.find(each => each.name === name)
      if (!felt || felt.at + 30 * dayMs > now) continue
      const experience = experienceOf(normaliseScore(felt.csat!, 1, 5)!)
      seen[experience]++
      if (experience === 'middle') continue
      const tenure = Math.floor((felt.at - visits[0]!.at) / dayMs) < 30 ? 0 : 1
      const key = `${tenure} ${persona}`
      const held = strata.get(key) ?? { good: 0, goodWith: 0, bad: 0, badWith: 0 }
      strata.set(key, held)
      const met = visits.some(each => each.at > felt.at && each.at <= felt.at + 30 * dayMs && follows(each, felt))
      held[experience]++
      if (met !== (query.without === 'true')) held[experience === 'good' ? 'goodWith' : 'badWith']++
    }
    assert.deepEqual([row.good, row.middle, row.bad], [seen.good, seen.middle, seen.bad])
    near(row.impact!.difference, riskDifference([...strata.values()])!.difference)
    assert.ok(row.impact!.low < row.impact!.difference && row.impact!.difference < row.impact!.high)
  })
}

test('a planted moment of truth is found, and one that decides nothing is not', async () => {
  const told = await ask(askMoments, { outcome: 'Bought again' }, { map })
  const [delivered, called] = touchpoints.map(id => told.touchpoints.find(each => each.touchpoint === id)!)
  assert.equal(delivered!.status, 'proven')
  assert.notEqual(called!.status, 'proven')
  assert.equal(delivered!.asymmetry!.reading, 'mixed')
  assert.match(delivered!.meaning.en, /decides what comes next/)
  assert.match(told.meaning.fr, /association, pas une preuve/)
  // What nobody rated stays what people said of it.
  const silent = told.touchpoints.filter(each => each.answered === 0)
  for (const { status, declared } of silent) assert.equal(status, declared ? 'hypothesis' : 'unsettled')
})

test('a time too short and an outcome that nobody sent are refused in a sentence', async () => {
  for (const query of [{ within: 'PT1H' }, { within: 'soon' }, { outcome: 'Never sent' }]) {
    const { status, answer } = await house.call(askMoments, { params: { map }, query } as never)
    assert.ok(status === 400 || status === 404 || status === 422, String(status))
    assert.ok((answer as unknown as { message: string }).message.length > 10)
  }
})

test('a period in which nobody answered says so', async () => {
  const told = await ask(askMoments, { from: '2001-01-01T00:00:00Z', to: '2001-02-01T00:00:00Z' }, { map })
  assert.equal(told.answered, 0)
  assert.match(told.meaning.en, /nothing can be judged/)
})

/** Whole days from signing up to an ending, or to now. */
function followed(endings: readonly string[], persona?: string) {
  return lives
    .filter(life => persona === undefined || life.persona === persona)
    .flatMap(({ visits }) => {
      const start = visits.findIndex(each => each.name === 'Signed up')
      if (start < 0) return []
      const end = visits.slice(start + 1).find(each => endings.includes(each.name))
      return [
        {
          time: Math.floor(((end?.at ?? now) - visits[start]!.at) / dayMs),
          ending: end ? endings.indexOf(end.name) : null,
          customers: 1,
        },
      ]
    })
}

test('the curve of those who last is the one of the same customers counted one by one', async () => {
  const endings = ['Closed account', 'Moved away']
  const told = await ask(askSurvival, {
    start: 'Signed up',
    endings: JSON.stringify(endings),
    to: new Date(now).toISOString(),
  })
  const [whole] = told.groups
  assert.equal(whole!.customers, amount)
  const expected = survivalSteps(followed(endings), 2).filter(step => step.atRisk >= 5)
  assert.deepEqual(
    whole!.curve.map(step => [step.day, step.atRisk]),
    expected.map(step => [step.time, step.atRisk]),
  )
  for (const [index, step] of whole!.curve.entries()) {
    near(step.survival, expected[index]!.survival)
    near(step.met.reduce((a, b) => a + b, 0) + step.survival, 1)
  }
})

test('families, who were made to leave sooner, are found to', async () => {
  const told = await ask(askSurvival, {
    start: 'Signed up',
    endings: 'Closed account',
    trait: 'persona',
    to: new Date(now).toISOString(),
  })
  assert.deepEqual(
    told.groups.map(each => [each.name, each.customers]),
    [
      ['single', 266],
      ['family', 134],
    ],
  )
  assert.ok(told.logRank!.p < 0.001)
  assert.ok(told.groups[0]!.restrictedMean!.mean > told.groups[1]!.restrictedMean!.mean)
  assert.match(told.meaning.en, /do not last equally long/)
})

test('silence ends what nobody closes', async () => {
  const told = await ask(askSurvival, { silence: 'P90D', to: new Date(now).toISOString() })
  assert.deepEqual(told.endings, ['silence'])
  const gone = lives.filter(({ visits }) => now - visits.at(-1)!.at >= 90 * dayMs).length
  assert.equal(told.groups[0]!.ended, gone)
})

const paris = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' })

test('a trend counts customers by local day, and every whole day is there', async () => {
  const told = await ask(askTrend, { measure: 'customers' })
  const days = new Map<string, Set<number>>()
  lives.forEach(({ visits }, customer) => {
    for (const { at } of visits) {
      const day = paris.format(at)
      days.set(day, (days.get(day) ?? new Set()).add(customer))
    }
  })
  for (const { at, value } of told.points) {
    const size = days.get(at)?.size ?? 0
    // The operator is told all events whole.
    assert.equal(value, size, at)
  }
  assert.equal(told.points[0]!.at, [...days.keys()].sort()[0])
  const sum = told.points.reduce((all, each) => all + each.value!, 0)
  const whole = [...days].filter(([day]) => day <= told.points.at(-1)!.at).reduce((all, [, own]) => all + own.size, 0)
  assert.equal(sum, whole)
  assert.ok(told.points.every(each => each.low! <= each.expected! && each.expected! <= each.high!))
})

test('a share over time is that of the journeys that began in each week', async () => {
  const told = await ask(askTrend, { measure: 'share', activity: 'Delivered', unit: 'week' })
  assert.ok(told.points.every(each => each.value === null || (each.value >= 0 && each.value <= 1)))
  const { status } = await house.call(askTrend, { query: { measure: 'share' } } as never)
  assert.ok(status === 400 || status === 422)
  const empty = await ask(askTrend, { from: '2001-01-01T00:00:00Z', to: '2001-02-01T00:00:00Z' })
  assert.match(empty.meaning.en, /Nothing happened/)
})

test('the parts of a change add up to it, and segments to the whole', async () => {
  const middle = Math.floor(now / dayMs) * dayMs - 225 * dayMs
  const from = new Date(middle).toISOString()
  const to = new Date(middle + 75 * dayMs).toISOString()
  const told = await ask(askChange, { activity: 'Bought again', by: 'persona', from, to })
  const inside = (begin: number) =>
    lives.flatMap(({ visits }) => {
      const own = visits.filter(each => each.at >= begin && each.at < begin + 75 * dayMs)
      // Thirty days without an event end a journey.
      return own.reduce<Visit[][]>((all, visit) => {
        const last = all.at(-1)?.at(-1)
        if (last && visit.at - last.at <= 30 * dayMs) all.at(-1)!.push(visit)
        else all.push([visit])
        return all
      }, [])
    })
  for (const [side, begin] of [
    [told.before!, middle - 75 * dayMs],
    [told.after!, middle],
  ] as const) {
    const journeys = inside(begin)
    assert.equal(side.hits, journeys.filter(own => own.some(each => each.name === 'Bought again')).length)
  }
  near(
    told.parts.reduce((sum, each) => sum + each.mix + each.rate, 0),
    told.after!.share - told.before!.share,
  )
  near(told.difference!.value, told.after!.share - told.before!.share)
  assert.equal(
    told.parts.reduce((sum, each) => sum + each.after.n, 0),
    told.after!.n,
  )
})

test('journeys that are drawn alike all year do not drift', async () => {
  const told = await ask(askDrift, { to: new Date(now - 150 * dayMs).toISOString() })
  assert.ok(told.weeks.every(each => each.distance === null || each.distance < 0.4))
  const empty = await ask(askDrift, { from: '2001-01-01T00:00:00Z', to: '2001-02-01T00:00:00Z' })
  assert.match(empty.meaning.fr, /Il ne s’est rien passé/)
})

/** Thirty days without an event end a journey. */
const journeys = lives.flatMap(({ persona, visits }, customer) =>
  visits.reduce<{ persona: string; customer: number; visits: Visit[] }[]>((all, visit) => {
    const last = all.at(-1)
    if (last && visit.at - last.visits.at(-1)!.at <= 30 * dayMs) last.visits.push(visit)
    else all.push({ persona, customer, visits: [visit] })
    return all
  }, []),
)

test('what was lived before an answer is told of each customer’s last answer', async () => {
  const told = await ask(askDrivers, {})
  const answered = new Set(
    journeys
      .filter(({ visits }) => visits.findLastIndex(each => each.csat !== undefined) > 0)
      .map(each => each.customer),
  )
  assert.equal(told.customers, answered.size)
  assert.ok(told.drivers.length > 3)
  near(
    told.drivers.reduce((sum, each) => sum + (each.share ?? 0), 0),
    told.explained!,
    1e-6,
  )
  // Scores were drawn without a reason: nothing may announce them.
  assert.ok(told.indicators.every(each => !each.validated))
  const empty = await ask(askDrivers, { from: '2001-01-01T00:00:00Z', to: '2001-02-01T00:00:00Z' })
  assert.match(empty.meaning.en, /Nobody answered/)
})

test('next steps are those that were taken, and the time that was left is that of journeys that ended', async () => {
  const told = await ask(askNextSteps, {})
  assert.equal(told.journeys, journeys.length)
  const row = told.rows.find(each => each.after[0] === 'Delivered')!
  const met = journeys.filter(({ visits }) => visits.some(each => each.name === 'Delivered'))
  assert.equal(row.journeys, met.length)
  const ended = met.filter(({ visits }) => visits.at(-1)!.at < now - 30 * dayMs)
  assert.equal(row.remaining!.n, ended.length)
  assert.ok(told.quality!.bits < told.quality!.none.bits)
  const after = await ask(askNextSteps, { after: JSON.stringify(['Signed up', 'Delivered']) })
  assert.equal(after.rows.length, 1)
  assert.ok(after.rows[0]!.next.reduce((sum, each) => sum + each.probability, 0) <= 1 + 1e-9)
})

test('the kinds of journeys are all journeys', async () => {
  const told = await ask(askTypical, {})
  const closed = journeys.filter(({ visits }) => visits.at(-1)!.at < now - 30 * dayMs)
  assert.equal(told.journeys, closed.length)
  near(
    told.kinds.reduce((sum, each) => sum + each.share, 0),
    1,
  )
})

test('segments are compared by the journeys of each', async () => {
  const told = await ask(askSegments, { trait: 'persona' })
  const of = (persona: string) => journeys.filter(each => each.persona === persona)
  assert.deepEqual(
    told.groups.map(each => [each.name, each.journeys]),
    ['single', 'family'].map(persona => [persona, of(persona).length]),
  )
  const reach = told.measures.find(each => each.measure === 'reach' && each.of === 'Bought again')!
  for (const [index, persona] of ['single', 'family'].entries()) {
    const own = of(persona)
    near(
      reach.values[index]!.value,
      own.filter(({ visits }) => visits.some(each => each.name === 'Bought again')).length / own.length,
    )
    near(
      told.measures.find(each => each.measure === 'steps')!.values[index]!.value,
      own.reduce((sum, each) => sum + each.visits.length, 0) / own.length,
      1e-6,
    )
  }
  assert.match((await ask(askSegments, { trait: 'nothing' })).meaning.en, /at least two groups/)
})

test('who is about to leave is told of those seen of late, the likeliest first, and held against later days', async () => {
  const end = now - 60 * dayMs
  const query = { within: 'P40D', to: new Date(end).toISOString() }
  const told = await ask(askChurn, query)
  const active = (on: number) =>
    lives.filter(({ visits }) => visits.some(each => each.at <= on && each.at > on - 90 * dayMs)).length
  assert.equal(told.now!.customers, active(end))
  near(
    told.now!.bands.reduce((sum, each) => sum + (each.expected ?? 0), 0),
    told.now!.expected,
    1e-6,
  )
  assert.ok(told.learnedOn!.customers + told.judgedOn!.customers < active(end - 80 * dayMs) + active(end - 40 * dayMs))
  assert.ok(told.quality!.brier <= 1 && told.quality!.area > 0.4)
  near(
    told.quality!.bins.reduce((sum, each) => sum + each.n, 0),
    told.judgedOn!.customers,
  )
  const list = await ask(listAtRisk, { ...query, limit: 500 })
  assert.equal(list.total, told.now!.customers)
  for (const [index, { risk }] of list.rows.entries()) assert.ok(index === 0 || list.rows[index - 1]!.risk >= risk)
  near(
    list.rows.reduce((sum, each) => sum + each.risk, 0),
    told.now!.expected,
    1e-6,
  )
  const none = await ask(askChurn, { leaving: 'Signed up' })
  assert.match(none.meaning.en, /Nothing can be learned/)
})
