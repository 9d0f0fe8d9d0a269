import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anchorOf } from '../src/collecting/index.ts'
import * as exploring from '../src/contract/exploring.ts'
import { followGraph } from '../src/contract/measuring.ts'
import type { CallOf, ReplyOf, Route } from '../src/contract/route.ts'
import { routes } from '../src/measuring/routes.ts'
import { operatorToken } from '../src/server/caller.ts'
import { openHouse, type TestHouse } from './kit.ts'

// Every filter, against what a few lines of TypeScript keep of the same events; every question under the same filter.

type Visit = { readonly name: string; readonly at: number; readonly channel: 'web' | 'phone'; readonly plan: string }
type Life = { readonly customer: number; readonly visits: readonly Visit[] }
const dayMs = 86_400_000
const letters = ['A', 'B', 'C', 'D', 'E']
const beginning = Date.UTC(2026, 0, 1)

/** The same lives at every run: random, with a seed. */
const lives: readonly Life[] = (() => {
  let seed = 11
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  return Array.from({ length: 90 }, (_, customer) => {
    let at = beginning + random(60) * dayMs
    const visits = Array.from({ length: 1 + random(12) }, () => {
      at += random(8) === 0 ? 40 * dayMs : 1000 + random(5 * dayMs)
      return {
        name: letters[random(letters.length)]!,
        at,
        channel: random(3) === 0 ? ('phone' as const) : ('web' as const),
        plan: ['gold', 'silver', '7'][random(3)]!,
      }
    })
    return { customer, visits }
  })
})()

/** Whether the number of a customer is in these hundredths of all numbers, which have 63 bits. */
const isDrawn = (customer: number, from: number, to: number) => {
  const number = anchorOf(house.installation, house.workspace.number, 'user_id', `customer-${customer}`)
  const place = Number((number * 10_000n) / (1n << 63n)) / 100
  return (place >= from && place < to) || place + 100 < to
}

type Case = { readonly customer: number; readonly visits: readonly Visit[]; readonly last: number }
/** Thirty days without an event end a case. */
const cases: readonly Case[] = lives.flatMap(({ customer, visits }) => {
  const found: Visit[][] = []
  for (const visit of visits) {
    const last = found.at(-1)?.at(-1)
    if (last && visit.at - last.at <= 30 * dayMs) found.at(-1)!.push(visit)
    else found.push([visit])
  }
  return found.map(own => ({ customer, visits: own, last: own.at(-1)!.at }))
})

/** Halfway through what was lived: some cases are open then. */
const now = Math.max(...cases.map(each => each.last)) + 3 * dayMs

let house: TestHouse
before(async () => {
  house = await openHouse()
  const key = await house.createKey('secret')
  const batch = lives.flatMap(({ customer, visits }) =>
    visits.map(({ name, at, channel, plan }, index) => ({
      type: 'track',
      event: name,
      userId: `customer-${customer}`,
      messageId: `${customer}-${index}`,
      timestamp: new Date(at).toISOString(),
      properties: { channel, plan: plan === '7' ? 7 : plan },
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
  house.turnClock(now - house.installation.now().getTime())
})
after(() => house[Symbol.asyncDispose]())

async function ask<R extends Route>(route: R, query: CallOf<R>['query']): Promise<ReplyOf<R>> {
  const { status, answer } = await house.call(route, { query } as never)
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

type Filter = Partial<CallOf<typeof exploring.listCases>['query']>
/** What is kept: which visits, then which cases, judged on the visits that are left. */
type Kept = {
  readonly visit?: (visit: Visit) => boolean
  readonly whole?: (own: readonly Visit[], of: Case) => boolean
}

const story = (own: readonly Visit[]) => own.map(each => each.name).join('')
const span = (own: readonly Visit[]) => (own.at(-1)!.at - own[0]!.at) / 1000
const isoDay = (day: number) => new Date(beginning + day * dayMs).toISOString()
const directly = (a: string, b: string) => (own: readonly Visit[]) => story(own).includes(a + b)
const later = (a: string, b: string) => (own: readonly Visit[]) => new RegExp(`${a}.*${b}`).test(story(own))

const filters: readonly (readonly [string, Filter, Kept])[] = [
  ['nothing', {}, {}],
  [
    'a period',
    { from: isoDay(20), to: isoDay(50) },
    { visit: each => each.at >= beginning + 20 * dayMs && each.at < beginning + 50 * dayMs },
  ],
  ['a channel', { channel: 'phone' }, { visit: each => each.channel === 'phone' }],
  ['a cohort', { cohort: 'persona:family' }, { whole: (_, { customer }) => customer % 3 === 0 }],
  [
    'half of the customers, beyond the last number too',
    { sample: '50:80' },
    { whole: (_, { customer }) => isDrawn(customer, 80, 130) },
  ],
  ['a fifth of them', { sample: '20' }, { whole: (_, { customer }) => isDrawn(customer, 0, 20) }],
  ['some activities', { only: '["A","C","E"]' }, { visit: each => 'ACE'.includes(each.name) }],
  ['where they begin', { first: 'B' }, { whole: own => own[0]!.name === 'B' }],
  ['where they end', { last: '["A","B"]' }, { whole: own => 'AB'.includes(own.at(-1)!.name) }],
  ['what they pass', { through: '["A","D"]' }, { whole: own => story(own).includes('A') && story(own).includes('D') }],
  ['what follows directly', { follower: 'A > B' }, { whole: directly('A', 'B') }],
  ['what follows some time', { follower: 'A >> B' }, { whole: later('A', 'B') }],
  ['what comes again', { follower: 'A >> A' }, { whole: later('A', 'A') }],
  ['what does not follow directly', { follower: 'A !> B' }, { whole: own => !directly('A', 'B')(own) }],
  ['what never follows', { follower: 'A !>> B' }, { whole: own => !later('A', 'B')(own) }],
  [
    'two followers',
    { follower: '[["A", ">>", "B"], ["C", "!>", "D"]]' },
    { whole: own => later('A', 'B')(own) && !directly('C', 'D')(own) },
  ],
  [
    'how long they last',
    { lasting: 'P3D..P12D' },
    { whole: own => span(own) >= 3 * 86_400 && span(own) < 12 * 86_400 },
  ],
  ['short ones', { lasting: '..PT1H' }, { whole: own => span(own) < 3600 }],
  ['a property', { attribute: 'plan:gold' }, { whole: own => own.some(each => each.plan === 'gold') }],
  ['a number as a property', { attribute: 'plan:7' }, { whole: own => own.some(each => each.plan === '7') }],
  [
    'one of two values of a property',
    { attribute: '["plan", "gold", "7"]' },
    { whole: own => own.some(each => each.plan !== 'silver') },
  ],
  ['those still open', { ending: 'open' }, { whole: (_, { last }) => last >= now - 30 * dayMs }],
  ['those abandoned', { ending: 'abandoned' }, { whole: (_, { last }) => last < now - 30 * dayMs }],
  ['those completed, where no end is named', { ending: 'completed' }, { whole: () => false }],
  [
    'many things at once',
    { channel: 'web', only: '["A","B","C","D"]', follower: 'A >> B', lasting: 'PT1H..', cohort: 'persona:single' },
    {
      visit: each => each.channel === 'web' && each.name !== 'E',
      whole: (own, { customer }) => later('A', 'B')(own) && span(own) >= 3600 && customer % 3 !== 0,
    },
  ],
]

function keep({ visit = () => true, whole = () => true }: Kept): (readonly Visit[])[] {
  return cases.flatMap(each => {
    const own = each.visits.filter(visit)
    return own.length > 0 && whole(own, each) ? [own] : []
  })
}

const tally = (words: readonly string[]) =>
  new Map([...Map.groupBy(words, each => each)].map(([word, own]) => [word, own.length] as const))

for (const [title, filter, kept] of filters) {
  test(`every question is asked of the same cases when they are narrowed to ${title}`, async () => {
    const expected = keep(kept)
    const variants = await ask(exploring.askVariants, { ...filter, limit: 5000 })
    assert.equal(variants.cases, expected.length)
    assert.deepEqual(
      new Map(variants.rows.map(row => [row.activities.join(''), row.cases])),
      tally(expected.map(story)),
    )
    const list = await ask(exploring.listCases, { ...filter, limit: 500 })
    assert.equal(list.total, expected.length)
    assert.deepEqual(list.rows.map(row => row.activities.join('')).sort(), expected.map(story).sort())
    const paths = await ask(exploring.askPaths, { ...filter, depth: 2 })
    assert.equal(paths.cases, expected.length)

    const graph = await ask(followGraph, filter)
    const pairs = expected.flatMap(own => own.slice(1).map((to, at) => `${own[at]!.name}${to.name}`))
    assert.deepEqual(new Map(graph.follows.map(one => [one.from + one.to, one.count])), tally(pairs))
    const perCase = expected.flatMap(own => [...new Set(own.slice(1).map((to, at) => `${own[at]!.name}${to.name}`))])
    assert.deepEqual(new Map(graph.follows.map(one => [one.from + one.to, one.cases])), tally(perCase))
    assert.equal(graph.cases, expected.length)
    assert.equal(graph.events, expected.flat().length)
    const counted = (of: 'starts' | 'ends' | 'events' | 'cases') =>
      new Map(graph.activities.filter(one => one[of] !== 0).map(one => [one.name, one[of]]))
    assert.deepEqual(counted('starts'), tally(expected.map(own => own[0]!.name)))
    assert.deepEqual(counted('ends'), tally(expected.map(own => own.at(-1)!.name)))
    assert.deepEqual(counted('events'), tally(expected.flat().map(each => each.name)))
    assert.deepEqual(counted('cases'), tally(expected.flatMap(own => [...new Set(story(own))])))
  })
}

test('a graph of fewer activities tells the cases again without the others, and every count adds up', async () => {
  const whole = await ask(followGraph, {})
  const graph = await ask(followGraph, { activities: 3 })
  const looked = graph.activities.map(one => one.name)
  assert.equal(looked.length, 3)
  assert.equal(graph.allActivities, 5)
  const again = await ask(followGraph, { only: JSON.stringify(looked) })
  assert.deepEqual(graph.follows, again.follows)
  assert.deepEqual(graph.activities, again.activities)
  assert.equal(graph.leftOut.activities, 2)
  assert.equal(graph.leftOut.events, whole.events - graph.events)
  assert.equal(graph.leftOut.cases, whole.cases - graph.cases)
  for (const { name, events, starts, ends } of graph.activities) {
    const sum = (side: 'from' | 'to') =>
      graph.follows.filter(one => one[side] === name).reduce((all, one) => all + one.count, 0)
    assert.equal(sum('to') + starts!, events)
    assert.equal(sum('from') + ends!, events)
  }
})

test('what stands behind each path of the graph is a list of as many cases', async () => {
  for (const filter of [{}, { channel: 'web', only: '["A","B","C"]' }]) {
    const graph = await ask(followGraph, filter)
    for (const { from, to, cases: amount } of graph.follows) {
      const list = await ask(exploring.listCases, { ...filter, follower: JSON.stringify([[from, '>', to]]) })
      assert.equal(list.total, amount)
    }
    for (const { name, cases: amount, starts, ends } of graph.activities) {
      assert.equal((await ask(exploring.listCases, { ...filter, through: name })).total, amount)
      assert.equal((await ask(exploring.listCases, { ...filter, first: name })).total, starts)
      assert.equal((await ask(exploring.listCases, { ...filter, last: name })).total, ends)
    }
  }
})

test('a variant is a filter by its name, repetitions told or not', async () => {
  for (const collapsed of ['false', 'true'] as const) {
    const told = await ask(exploring.askVariants, { collapsed, limit: 5 })
    for (const { variant, cases: amount } of told.rows) {
      const list = await ask(exploring.listCases, { variant: collapsed === 'true' ? `~${variant}` : variant })
      assert.equal(list.total, amount)
    }
  }
})

test('a filter that is not well formed is refused with how it is written', async () => {
  const faults: readonly (readonly [Filter, number])[] = [
    [{ follower: 'A' }, 400],
    [{ follower: '[["A","~","B"]]' }, 400],
    [{ lasting: 'P2D' }, 400],
    [{ lasting: 'P2D..PT1H' }, 400],
    [{ attribute: 'plan' }, 400],
    [{ variant: 'x1' }, 400],
    [{ only: '[]' }, 400],
    [{ first: 'Never Sent' }, 404],
    [{ follower: 'A > Never Sent' }, 404],
  ]
  for (const [filter, expected] of faults) {
    const { status } = await house.call(exploring.listCases, { query: filter } as never)
    assert.equal(status, expected, JSON.stringify(filter))
  }
})

/** What is asked of each route that needs something said; all else asks for nothing. */
const asked: Readonly<Record<string, Record<string, string>>> = {
  askFunnel: { steps: 'A > B' },
  listFunnel: { steps: 'A > B', step: '1' },
  askAttribution: { goal: 'B' },
  askPurchases: { purchase: 'A' },
  askChange: { activity: 'B' },
  askSpectrum: { start: 'A', end: 'B' },
  listPassages: { start: 'A', end: 'B' },
  listMoves: { fromChannel: 'web', toChannel: 'phone' },
  askHeatmap: { page: '/' },
}
const questions = routes.filter(
  ({ route }) => route.method === 'get' && !/\{(?!workspace)/.test(route.path) && route.query,
)

/** Asks as an address says it, so that what no caller of ours would send is sent too. */
async function asking(route: Route, said: readonly (readonly [string, string])[]) {
  const usual = asked[route.name.replace('measuring.', '')] ?? {}
  const search = new URLSearchParams([
    ...Object.entries(usual).filter(([name]) => !said.some(one => one[0] === name)),
    ...said.map(one => [...one]),
  ])
  const response = await fetch(`${house.url}${route.path.replace('{workspace}', house.workspace.key)}?${search}`, {
    headers: { authorization: `Bearer ${operatorToken(house.installation)}` },
  })
  return { status: response.status, text: await response.text() }
}

test('what no question understands is refused by every route in plain French and English', async () => {
  const wrong: readonly (readonly (readonly [string, string])[])[] = [
    [['whatever', '1']],
    [['from', 'yesterday']],
    [['limit', '-1']],
    [['limit', '1e9']],
    [['limit', '1.5']],
    [['limit', 'NaN']],
    [
      ['channel', 'web'],
      ['channel', 'phone'],
    ],
    [['cursor', '-1']],
    [['cursor', '1e400']],
    [['cohort', 'plan:\u0000']],
    [['segment', 'x'.repeat(25_000)]],
    [['segment', 'x'.repeat(200_000)]],
    [
      ['from', '2026-05-01T00:00:00Z'],
      ['to', '2026-05-01T00:00:00+05:30'],
    ],
  ]
  for (const { route } of questions) {
    const takes = new Set(Object.keys((route.query as unknown as { shape: object }).shape))
    for (const said of wrong) {
      if (said.some(([name]) => name !== 'whatever' && !takes.has(name))) continue
      const { status, text } = await asking(route, said)
      const { messages } = JSON.parse(text) as { messages: { en: string; fr: string } }
      const about = `${route.name} ${JSON.stringify(said).slice(0, 80)} ${status} ${text.slice(0, 300)}`
      assert.ok(status === 400 || status === 404 || status === 431, about)
      assert.notEqual(messages.en, messages.fr, about)
      assert.doesNotMatch(messages.fr, /expected|Invalid|Too (big|small)|Unrecognized/, about)
      assert.doesNotMatch(messages.en, /Invalid|Too (big|small)|Unrecognized|expected \w+ to/, about)
    }
  }
})

test('a period of all times and one to come are answered by every route as its contract says', async () => {
  const periods = [
    ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
    ['2200-02-01T00:00:00+05:30', '2200-02-01T00:00:00.001+05:30'],
  ] as const
  const wanted = questions.filter(({ route }) => 'from' in (route.query as unknown as { shape: object }).shape)
  for (const [from, to] of periods) {
    await Promise.all(
      wanted.map(async ({ route }) => {
        const { status, text } = await asking(route, [
          ['from', from],
          ['to', to],
        ])
        assert.equal(status, 200, `${route.name} ${from} ${text.slice(0, 300)}`)
        const read = route.answer?.safeParse(JSON.parse(text))
        assert.ok(read?.success !== false, `${route.name} ${from} ${read?.error?.message}`)
      }),
    )
  }
})

test('who may not see the data itself is told no list, and no activity, of too few customers', async () => {
  const key = await house.createKey('secret')
  const told = async <R extends Route>(route: R, query: CallOf<R>['query']): Promise<ReplyOf<R>> =>
    (await house.call(route, { query } as never, { authorization: `Bearer ${key}` })).answer
  const variants = await ask(exploring.askVariants, { limit: 5000 })
  const rare = variants.rows.find(row => row.cases === 1)!
  const list = await told(exploring.listCases, { variant: rare.variant })
  assert.deepEqual([list.total, list.hidden, list.rows], [0, true, []])
  const graph = await told(followGraph, { variant: rare.variant })
  assert.deepEqual([graph.activities, graph.follows, graph.cases], [[], [], 0])
})

test('no path that is hidden for being rare is what the others leave of the visits', async () => {
  const key = await house.createKey('secret')
  const whole = await ask(followGraph, {})
  for (const filter of [{}, { cohort: 'persona:family' }, { first: 'A' }]) {
    const { answer: graph } = await house.call(followGraph, { query: filter } as never, {
      authorization: `Bearer ${key}`,
    })
    for (const { name, events, starts, ends } of graph.activities) {
      for (const [side, pole] of [
        ['from', ends],
        ['to', starts],
      ] as const) {
        const told = graph.follows.filter(one => one[side] === name).reduce((all, one) => all + one.count, 0)
        const left = events - told - (pole ?? 0)
        // What is left is of nobody, or of as many visits as the smallest group has customers.
        assert.ok(left === 0 || left >= 5, `${name} ${side} ${left}`)
      }
    }
  }
  assert.ok(whole.follows.length > 0)
})
