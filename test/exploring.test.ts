import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as exploring from '../src/contract/exploring.ts'
import { followGraph } from '../src/contract/measuring.ts'
import { askSurvival } from '../src/contract/measuring-leaving.ts'
import { listFunnel } from '../src/contract/measuring-lists.ts'
import { askTrend } from '../src/contract/measuring-trends.ts'
import type { CallOf, ReplyOf, Route } from '../src/contract/route.ts'
import { openHouse, type TestHouse } from './kit.ts'

// The questions about lived journeys, against what a few lines of TypeScript find in the same events.

/** `felt`: what the customer said of it, from 1 to 5. */
type Visit = { readonly name: string; readonly at: number; readonly felt: number | undefined }
const dayMs = 86_400_000
const letters = ['A', 'B', 'C', 'D', 'E']

/** The same lives at every run: random, with a seed. */
function drawLives(customers: number): Visit[][] {
  let seed = 7
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  return Array.from({ length: customers }, () => {
    let at = Date.UTC(2026, 0, 1 + random(60))
    return Array.from({ length: 1 + random(12) }, () => {
      at += random(8) === 0 ? 40 * dayMs : 1000 + random(5 * dayMs)
      const name = letters[random(letters.length)]!
      return { name, at, felt: name < 'E' ? 1 + (at % 5) : undefined }
    })
  })
}

const lives = drawLives(80)
/** Thirty days without an event end a case. */
const cases = lives.flatMap(life => {
  const found: Visit[][] = []
  for (const visit of life) {
    const last = found.at(-1)?.at(-1)
    if (last && visit.at - last.at <= 30 * dayMs) found.at(-1)!.push(visit)
    else found.push([visit])
  }
  return found
})

let house: TestHouse
before(async () => {
  house = await openHouse()
  const key = await house.createKey('secret')
  const batch = lives.flatMap((life, customer) =>
    life.map(({ name, at, felt }, index) => ({
      type: 'track',
      event: name,
      properties: felt === undefined ? {} : { score: felt, scaleMin: 1, scaleMax: 5, construct: 'satisfaction' },
      userId: `customer-${customer}`,
      messageId: `${customer}-${index}`,
      timestamp: new Date(at).toISOString(),
      context: { traits: { persona: customer % 3 === 0 ? 'family' : 'single' } },
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

async function ask<R extends Route>(route: R, query: CallOf<R>['query']): Promise<ReplyOf<R>> {
  const { status, answer } = await house.call(route, { query } as never)
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

const collapse = (names: readonly string[]) => names.filter((name, index) => name !== names[index - 1])

for (const collapsed of [false, true]) {
  test(`variants${collapsed ? ', repetitions told once,' : ''} are those of the cases, and cover all of them`, async () => {
    const stories = cases.map(visits => {
      const names = visits.map(each => each.name)
      return (collapsed ? collapse(names) : names).join()
    })
    const expected = new Map([...Map.groupBy(stories, each => each)].map(([story, own]) => [story, own.length]))
    const told = await ask(exploring.askVariants, { collapsed: collapsed ? 'true' : 'false', limit: 5000 })
    assert.equal(told.cases, cases.length)
    assert.equal(told.variants, expected.size)
    assert.deepEqual(new Map(told.rows.map(row => [row.activities.join(), row.cases])), expected)
    assert.deepEqual(
      told.rows.map(row => row.cases),
      [...expected.values()].sort((a, b) => b - a),
    )
    assert.ok(Math.abs(told.rows.at(-1)!.coverage - 1) < 1e-9)
    const few = await ask(exploring.askVariants, { collapsed: collapsed ? 'true' : 'false', limit: 3 })
    const named = few.rows.reduce((sum, row) => sum + row.cases, 0)
    assert.deepEqual([few.other.cases, few.other.variants], [cases.length - named, expected.size - 3])
  })
}

/** The mean satisfaction of some visits, from −1 to 1; none where nobody said anything. */
function feltIn(visits: readonly Visit[]): number | undefined {
  const felt = visits.flatMap(({ felt }) => (felt === undefined ? [] : [(felt - 3) / 2]))
  return felt.length === 0 ? undefined : felt.reduce((sum, each) => sum + each, 0) / felt.length
}

// With all activities named, the same is worked out from the visits instead of from what is stored of each case.
for (const only of [undefined, JSON.stringify(letters)]) {
  test(`a variant in which nobody said how it was has no score${only ? ', from the visits' : ''}`, async () => {
    const told = await ask(exploring.askVariants, { limit: 5000, ...(only ? { only } : {}) })
    const stories = Map.groupBy(cases, visits => visits.map(({ name }) => name).join())
    assert.equal(told.rows.length, stories.size)
    for (const row of told.rows) {
      const scored = stories.get(row.activities.join())!.filter(visits => feltIn(visits) !== undefined)
      const expected = scored.reduce((sum, visits) => sum + feltIn(visits)!, 0) / scored.length
      assert.equal(
        row.scoredCustomers,
        new Set(scored.map(visits => lives.findIndex(life => life.includes(visits[0]!)))).size,
      )
      if (row.scoredCustomers < house.workspace.minimumGroup) assert.equal(row.score, null)
      else assert.ok(row.score !== null && Math.abs(row.score - expected) < 1e-6, `${row.activities}: ${row.score}`)
    }
    assert.ok(told.rows.some(row => row.score === null) && told.rows.some(row => row.score !== null))
  })
}

test('the graph, its variants and its cases agree with the variants asked for', async () => {
  const graph = await ask(followGraph, {})
  const variants = await ask(exploring.askVariants, {})
  assert.deepEqual([graph.cases, graph.variants], [variants.cases, variants.variants])
})

/** Paths of the cases, as columns of counts by activity, '' where they ended. */
function columnsOf(paths: readonly (readonly string[])[], depth: number): Map<string, number>[] {
  return Array.from(
    { length: depth },
    (_, index) =>
      new Map([...Map.groupBy(paths, path => path[index] ?? '')].map(([name, own]) => [name, own.length] as const)),
  )
}

const pathCases: readonly [
  string,
  Partial<CallOf<typeof exploring.askPaths>['query']>,
  (names: string[]) => string[] | undefined,
][] = [
  ['from the beginning', {}, names => names],
  ['after an activity', { start: 'B' }, names => (names.includes('B') ? names.slice(names.indexOf('B')) : undefined)],
  [
    'before an activity, backwards',
    { start: 'B', direction: 'before' },
    names => (names.includes('B') ? names.toReversed().slice(names.toReversed().indexOf('B')) : undefined),
  ],
  [
    'up to an activity',
    { end: 'B' },
    names => (names.includes('B') ? names.slice(0, names.indexOf('B') + 1) : undefined),
  ],
  [
    'between two activities',
    { start: 'A', end: 'D' },
    names => {
      const begun = names.includes('A') ? names.slice(names.indexOf('A')) : []
      const end = begun.indexOf('D', 1)
      return end < 0 ? undefined : begun.slice(0, end + 1)
    },
  ],
]
for (const [title, query, cut] of pathCases) {
  test(`paths ${title} add up at every depth`, async () => {
    const paths = cases.flatMap(visits => {
      const path = cut(collapse(visits.map(each => each.name)))
      return path ? [path] : []
    })
    for (const top of [50, 2]) {
      const told = await ask(exploring.askPaths, { ...query, depth: 5, top })
      assert.deepEqual([told.cases, told.anchored], [cases.length, paths.length])
      const expected = columnsOf(paths, 5)
      for (const column of told.columns) {
        const here = expected[column.depth - 1]!
        for (const { activity, cases: amount } of column.entries) assert.equal(amount, here.get(activity))
        assert.equal(column.stopped.cases, here.get('') ?? 0)
        const named = column.entries.reduce((sum, entry) => sum + entry.cases, 0)
        assert.equal(named + column.other.cases + column.stopped.cases, paths.length)
      }
    }
  })
}

type FunnelQuery = Omit<CallOf<typeof exploring.askFunnel>['query'], 'steps'>

/** The most steps that can be made, by trying every way. */
function furthest(visits: readonly Visit[], steps: readonly string[][], query: FunnelQuery): number {
  const within = query.within === undefined ? Infinity : Number(/\d+/.exec(query.within)![0]) * dayMs
  const stepWithin = query.stepWithin === undefined ? Infinity : Number(/\d+/.exec(query.stepWithin)![0]) * dayMs
  if (query.mode === 'any') {
    const reached = visits.map(
      start =>
        steps.filter(own =>
          visits.some(each => own.includes(each.name) && each.at >= start.at && each.at - start.at <= within),
        ).length,
    )
    return steps.some(own => visits.some(each => own.includes(each.name)))
      ? Math.max(...reached.filter((_, index) => steps.some(own => own.includes(visits[index]!.name))))
      : 0
  }
  const goOn = (step: number, index: number, start: number): number => {
    if (step === steps.length) return step
    let best = step
    for (let next = index + 1; next < visits.length; next++) {
      if (query.mode === 'strict' && next > index + 1) break
      const late = visits[next]!.at - start > within || visits[next]!.at - visits[index]!.at > stepWithin
      if (steps[step]!.includes(visits[next]!.name) && !late) best = Math.max(best, goOn(step + 1, next, start))
    }
    return best
  }
  return Math.max(0, ...visits.map((visit, index) => (steps[0]!.includes(visit.name) ? goOn(1, index, visit.at) : 0)))
}

const funnels: readonly [string, (string | string[])[], FunnelQuery][] = [
  ['three steps', ['A', 'B', 'C'], {}],
  ['a step twice', ['A', 'B', 'A', 'B'], {}],
  ['within ten days', ['A', 'C', 'E'], { within: 'P10D' }],
  ['each step within four days', ['A', 'C', 'E', 'B'], { stepWithin: 'P4D' }],
  ['both windows', ['B', 'C', 'D'], { within: 'P8D', stepWithin: 'P5D' }],
  ['one of several', [['A', 'B'], ['C', 'D'], 'E'], { within: 'P20D' }],
  ['nothing between', ['A', 'B', 'C'], { mode: 'strict' }],
  ['in any order', ['C', 'B', 'A'], { mode: 'any', within: 'P10D' }],
  ['by case', ['A', 'B', 'C'], { by: 'case' }],
]
for (const [title, steps, query] of funnels) {
  test(`a funnel of ${title} counts those who can have made each step`, async () => {
    const told = await ask(exploring.askFunnel, { ...query, steps: JSON.stringify(steps) })
    const groups = steps.map(step => (typeof step === 'string' ? [step] : step))
    const levels = (query.by === 'case' ? cases : lives).map(visits => furthest(visits, groups, query))
    assert.deepEqual(
      told.steps.map(step => step.amount),
      steps.map((_, index) => levels.filter(level => level > index).length),
    )
    for (const step of told.steps.slice(1))
      if (step.rate) assert.ok(step.rate.low <= step.rate.value && step.rate.value <= step.rate.high)
  })
}

test('a funnel of fourteen steps, each within a time, is answered like any other', async () => {
  const steps = JSON.stringify([...'ABCDEABCDEABCD'])
  const told = await ask(exploring.askFunnel, { steps, stepWithin: 'P9D' })
  const amounts = told.steps.map(step => step.amount ?? 0)
  assert.equal(amounts.length, 14)
  for (const [index, amount] of amounts.entries()) assert.ok(index === 0 || amount <= amounts[index - 1]!)
})

test('a funnel told apart by a trait adds up to the whole', async () => {
  const whole = await ask(exploring.askFunnel, { steps: 'A > B > C' })
  const parts = await ask(exploring.askFunnel, { steps: 'A > B > C', trait: 'persona' })
  assert.deepEqual(parts.breakdown.map(each => each.value).sort(), ['family', 'single'])
  for (const [index, step] of whole.steps.entries())
    assert.equal(
      parts.breakdown.reduce((sum, each) => sum + each.amounts[index]!, 0),
      step.amount,
    )
})

const paris = (at: number) =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Europe/Paris',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at)
/** The Monday before, as a day; the first of the month. */
const periodOf = {
  week: (at: number) => {
    const day = new Date(`${paris(at)}T00:00:00Z`)
    day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
    return day.toISOString().slice(0, 10)
  },
  month: (at: number) => `${paris(at).slice(0, 7)}-01`,
}
const laterOf = {
  week: (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / (7 * dayMs),
  month: (from: string, to: string) =>
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)),
}
for (const unit of ['week', 'month'] as const) {
  for (const [start, comeBack] of [
    [undefined, undefined],
    ['A', 'B'],
  ] as const) {
    test(`retention by ${unit}${start ? ` from ${start} to ${comeBack}` : ''} is that of local ${unit}s`, async () => {
      const named = start === undefined ? {} : { start, comeBack }
      const told = await ask(exploring.askRetention, { unit, periods: 30, ...named })
      const counts = new Map<string, Set<number>>()
      const put = (key: string, customer: number) => counts.set(key, (counts.get(key) ?? new Set()).add(customer))
      lives.forEach((life, customer) => {
        const first = life.find(visit => start === undefined || visit.name === start)
        if (!first) return
        const cohort = periodOf[unit](first.at)
        put(cohort, customer)
        for (const visit of life) {
          const period = periodOf[unit](visit.at)
          if ((comeBack === undefined || visit.name === comeBack) && period >= cohort)
            put(`${cohort} ${laterOf[unit](cohort, period)}`, customer)
        }
      })
      const sizes = [...counts].filter(([key]) => !key.includes(' '))
      assert.deepEqual(
        told.cohorts.map(({ period, size }) => [period, size]),
        sizes.map(([period, own]) => [period, own.size]).sort(),
      )
      for (const { period, cells } of told.cohorts)
        for (const { later, customers } of cells) assert.equal(customers, counts.get(`${period} ${later}`)?.size ?? 0)
      if (start === undefined) assert.equal(told.average[0]!.share, 1)
    })
  }
}

test('who has no right to the data itself is told nothing of fewer than five customers', async () => {
  const authorization = `Bearer ${await house.createKey('secret')}`
  const told = async <R extends Route>(route: R, query: CallOf<R>['query']) =>
    (await house.call(route, { query } as never, { authorization })).answer
  const stories = Map.groupBy(cases, visits => visits.map(each => each.name).join())
  const { rows, other, cases: all } = await told(exploring.askVariants, { limit: 5000 })
  for (const row of rows) assert.ok(row.cases >= 5, row.activities.join())
  assert.ok(rows.length < stories.size)
  assert.equal(rows.reduce((sum, row) => sum + row.cases, 0) + other.cases, all)
  // A filter that keeps a single customer tells nothing, not even that there is one.
  const { rows: every } = await ask(exploring.askVariants, { limit: 5000 })
  const lonely = { variant: every.at(-1)!.variant }
  assert.equal((await ask(exploring.askVariants, lonely)).cases, 1)
  const alone = await told(exploring.askVariants, lonely)
  assert.deepEqual([alone.cases, alone.variants, alone.other.cases], [0, 0, 0])
  const ways = await told(exploring.askPaths, lonely)
  assert.deepEqual([ways.cases, ways.anchored, ways.columns], [0, 0, []])
  const none = await told(followGraph, lonely)
  assert.deepEqual([none.cases, none.leftOut, none.allActivities], [0, { activities: 0, events: 0, cases: 0 }, 0])
  const credit = await told(exploring.askAttribution, { ...lonely, goal: 'E' })
  assert.deepEqual([credit.reached, credit.lost], [0, 0])
  // Few reach `E` at once: what began or ended too few of their ways is told together.
  for (const days of [1, 12, 18, 21, 24, 27]) {
    const shared = await told(exploring.askAttribution, { goal: 'E', of: 'activity', lasting: `P${days}D..` })
    for (const { first, last } of shared.rows)
      for (const amount of [first, last]) assert.ok(amount === 0 || amount >= 5, `${days} days: ${amount}`)
    const firsts = shared.rows.reduce((sum, row) => sum + row.first, 0)
    if (shared.rows.length > 0) assert.equal(firsts, shared.reached - shared.direct)
  }
  const retention = await told(exploring.askRetention, { unit: 'week' })
  for (const { size, cells } of retention.cohorts) {
    assert.ok(size === null || size >= 5)
    for (const { customers } of cells) assert.ok(customers === null || customers === 0 || customers >= 5)
  }
  const graph = await told(followGraph, {})
  for (const { cases: amount } of graph.follows) assert.ok(amount >= 5)
  const steps = JSON.stringify(['A', 'B', 'C', 'D', 'E', 'A', 'B', 'C', 'D'])
  const funnel = (await told(exploring.askFunnel, { steps })).steps
  const first = funnel.findIndex(step => step.amount === null)
  assert.ok(first > 0)
  assert.equal(funnel[first - 1]!.dropped, null, 'who stopped would say how many went on')
  const stopped = await told(listFunnel, { steps, step: first, behind: 'dropped' })
  assert.deepEqual([stopped.total, stopped.hidden], [0, true])
  // Cases are judged on the visits that are left of them: what is left of a long one may be short.
  for (let days = 1; days < 40; days += 3)
    for (const { cases: amount } of (await told(followGraph, { lasting: `P${days}D..` })).activities)
      assert.ok(amount >= 5, `${days} days`)
})

test('credits for a goal add up to those who reached it by some way', async () => {
  const told = await ask(exploring.askAttribution, { goal: 'C', of: 'activity' })
  const reached = cases.filter(visits => visits.some(visit => visit.name === 'C'))
  const direct = reached.filter(visits => visits[0]!.name === 'C').length
  assert.deepEqual([told.reached, told.direct, told.lost], [reached.length, direct, cases.length - reached.length])
  assert.deepEqual(told.rows.map(row => row.name).sort(), ['A', 'B', 'D', 'E'])
  for (const rule of ['first', 'last', 'linear', 'position', 'markov', 'shapley'] as const) {
    const sum = told.rows.reduce((all, row) => all + row[rule], 0)
    assert.ok(Math.abs(sum - (reached.length - direct)) < 1e-6, `${rule}: ${sum}`)
  }
  const before = reached.map(visits =>
    visits.slice(
      0,
      visits.findIndex(visit => visit.name === 'C'),
    ),
  )
  assert.equal(told.rows.find(row => row.name === 'A')!.first, before.filter(visits => visits[0]?.name === 'A').length)
})

test('purchases are counted by local day, and a model is not made of too few', async () => {
  const told = await ask(exploring.askPurchases, { purchase: 'A', weeks: 4 })
  const days = lives.map(life => new Set(life.filter(visit => visit.name === 'A').map(visit => paris(visit.at))).size)
  assert.equal(told.customers, days.filter(amount => amount > 0).length)
  assert.equal(
    told.purchases,
    days.reduce((sum, amount) => sum + amount, 0),
  )
  const few = await ask(exploring.askPurchases, { purchase: 'A', to: '2026-01-08T00:00:00Z' })
  assert.deepEqual([few.model, few.stillCustomers, few.backTest], [null, null, null])
})

const refused: readonly [string, Route, object, RegExp][] = [
  ['a funnel of one step', exploring.askFunnel, { steps: 'A' }, /2/],
  ['customers told apart by two things', askSurvival, { trait: 'persona', apart: 'first-journey' }, /trait/],
  ['a funnel with a broken list', exploring.askFunnel, { steps: '["A",' }, /JSON/],
  ['a window that is no duration', exploring.askFunnel, { steps: 'A > B', within: 'a week' }, /a week/],
  ['an event that nobody sent', exploring.askFunnel, { steps: 'A > Z' }, /./],
  ['an anchor that nobody sent', exploring.askPaths, { start: "'; drop table events --" }, /./],
  [
    'a period that ends before it begins',
    exploring.askVariants,
    { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
    /period|période/,
  ],
]
for (const [title, route, query, sentence] of refused) {
  test(`${title} is refused in a sentence`, async () => {
    const { status, answer } = await house.call(route, { query } as never)
    assert.ok(status === 400 || status === 404 || status === 422, String(status))
    assert.match((answer as { message: string }).message, sentence)
  })
}

test('how long customers last, by how their first journey went', async () => {
  const told = await ask(askSurvival, { silence: 'P60D', apart: 'first-journey' })
  const first = (life: readonly Visit[]) => {
    const pause = life.findIndex((visit, index) => index > 0 && visit.at - life[index - 1]!.at > 30 * dayMs)
    return life
      .slice(0, pause < 0 ? undefined : pause)
      .map(visit => visit.name)
      .join()
  }
  const stories = [...Map.groupBy(lives, first)]
    .map(([story, own]) => ({ story, customers: own.length }))
    .sort((a, b) => b.customers - a.customers || (a.story < b.story ? -1 : 1))
  const named = stories.slice(0, 6)
  assert.deepEqual(
    told.groups.map(group => [group.name, group.firstJourney?.join() ?? null, group.customers]),
    [
      ...named.map(({ story, customers }, index) => ['ABCDEF'[index], story, customers]),
      ['other', null, lives.length - named.reduce((sum, each) => sum + each.customers, 0)],
    ],
  )
  const whole = await ask(askSurvival, { silence: 'P60D' })
  const ended = (groups: typeof told.groups) => groups.reduce((sum, each) => sum + each.ended!, 0)
  assert.equal(ended(told.groups), ended(whole.groups))
})

test('a period in which nothing happened gives empty answers', async () => {
  const empty = { from: '2001-01-01T00:00:00Z', to: '2001-02-01T00:00:00Z' }
  assert.deepEqual((await ask(exploring.askVariants, empty)).rows, [])
  assert.deepEqual((await ask(exploring.askPaths, empty)).columns, [])
  assert.deepEqual(
    (await ask(exploring.askFunnel, { ...empty, steps: 'A > B' })).steps.map(step => step.amount),
    [0, 0],
  )
})

test('what ended long ago is observed until its last event, and nobody has been silent since', async () => {
  house.turnClock(1000 * dayMs)
  const last = Math.max(...lives.flat().map(visit => visit.at))
  const trend = await ask(askTrend, { measure: 'events' })
  assert.equal(trend.points.at(-1)!.at, paris(last))
  const survival = await ask(askSurvival, { silence: 'P60D' })
  assert.equal(survival.groups[0]!.ended, lives.filter(life => last - life.at(-1)!.at >= 60 * dayMs).length)
  const { cohorts } = await ask(exploring.askRetention, { unit: 'week', periods: 60 })
  const known = cohorts.flatMap(({ period, cells }) =>
    cells.filter(cell => cell.mature).map(cell => [period, cell.later]),
  )
  const latest = Math.max(...known.map(([period, later]) => Date.parse(String(period)) + 7 * dayMs * Number(later)))
  assert.ok(latest <= last)
  house.turnClock(-1000 * dayMs)
})
