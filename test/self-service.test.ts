import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anchorOf } from '../src/collecting/index.ts'
import * as contract from '../src/contract/measuring-self-service.ts'
import type { CallOf, ReplyOf, Route } from '../src/contract/route.ts'
import { dayMs, drawContactLives, sendLives } from './contacts/lives.ts'
import { contactsOf, isDuring, judge, needsOf, sessionsOf, spansOf } from './contacts/reference.ts'
import { openHouse, type TestHouse } from './kit.ts'

// Whether customers who help themselves manage, against what plain TypeScript finds in the same events.

const lives = drawContactLives(260, 2000)
const until = Math.max(...lives.flat().map(event => event.at))
const judged = lives.flatMap(life => {
  const contacts = contactsOf(life)
  return sessionsOf(life).map(session => ({ ...session, ...judge(session, contacts, 24) }))
})

let house: TestHouse
before(async () => {
  house = await openHouse()
  await sendLives(house, lives)
})
after(() => house[Symbol.asyncDispose]())

async function ask<R extends Route>(route: R, query: CallOf<R>['query']): Promise<ReplyOf<R>> {
  const { status, answer } = await house.call(route, { query } as never)
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

const amounts = (list: typeof judged) =>
  (['resolved', 'leaked', 'unknown'] as const).map(state => list.filter(one => one.state === state).length)

test('sessions are resolved, leaked or unknown as found one by one, in all and by reason', async () => {
  const told = await ask(contract.askSelfService, {})
  const known = judged.filter(one => one.ended <= until - dayMs)
  assert.ok(known.length > 60 && amounts(known).every(amount => amount > 4), String(amounts(known)))
  assert.equal(told.sessions, known.length)
  assert.deepEqual([told.resolved?.hits, told.leaked?.hits, told.unknown?.hits], amounts(known))
  assert.equal(told.tooRecent, judged.length - known.length)
  assert.equal(told.containment?.hits, known.filter(one => one.state !== 'leaked').length)
  assert.equal(told.leakedAtMost?.hits, known.filter(one => one.perhaps).length)
  assert.equal(told.denied, known.filter(one => one.denied).length)
  const [resolved, , unknown] = amounts(known)
  assert.deepEqual(told.success, { low: resolved! / known.length, high: (resolved! + unknown!) / known.length })
  for (const row of told.byReason) {
    const own = known.filter(one => one.reason === row.reason)
    assert.deepEqual(
      [row.sessions, row.resolved?.hits, row.leaked?.hits, row.unknown?.hits],
      [own.length, ...amounts(own)],
    )
  }
})

test('needs settled alone are those without a contact, by reason and whatever the reason', async () => {
  const { autonomy } = await ask(contract.askSelfService, {})
  for (const whatever of [false, true]) {
    const needs = lives
      .flatMap(life => needsOf(sessionsOf(life), contactsOf(life), 7, whatever))
      .filter(need => need.first <= until - 7 * dayMs)
    const told = whatever ? autonomy.whatever : autonomy.byReason
    const alone = needs.filter(need => need.alone)
    assert.deepEqual(
      [told?.atMost?.n, told?.atMost?.hits, told?.solved?.hits],
      [needs.length, alone.length, alone.filter(need => need.solved).length],
    )
  }
})

test('the number and the list behind it are the same, and a period chooses by the end of the session', async () => {
  const period = { from: '2026-03-15T00:00:00Z', to: '2026-04-10T00:00:00Z' }
  const told = await ask(contract.askSelfService, period)
  const own = judged.filter(one => one.ended >= Date.parse(period.from) && one.ended < Date.parse(period.to))
  assert.deepEqual([told.resolved?.hits, told.leaked?.hits, told.unknown?.hits], amounts(own))
  const list = await ask(contract.listSelfService, { ...period, state: 'leaked', limit: 500 })
  assert.equal(list.total, told.leaked!.hits)
  for (const row of list.rows) {
    const hours = (Date.parse(row.asked!) - Date.parse(row.ended)) / 3_600_000
    assert.ok(hours > 0 && hours <= 24)
  }
})

test('sessions and needs are those that end and begin on the journeys that are kept', async () => {
  const query = { through: 'Product Viewed', lasting: 'P2D..', sample: '80' } as const
  const spans = new Map(
    lives.map(life => [
      life[0]!.customer,
      spansOf(life, {
        whole: left => left.some(one => one.name === 'Product Viewed') && left.at(-1)!.at - left[0]!.at >= 2 * dayMs,
      }),
    ]),
  )
  const isDrawn = (customer: string) =>
    anchorOf(house.installation, house.workspace.number, 'user_id', customer) < ((1n << 63n) * 80n) / 100n
  const told = await ask(contract.askSelfService, query)
  const own = judged.filter(
    one => one.ended <= until - dayMs && isDrawn(one.customer) && isDuring(spans.get(one.customer)!, one.ended),
  )
  assert.ok(own.length > 10)
  assert.deepEqual(
    [told.sessions, told.resolved?.hits, told.leaked?.hits, told.unknown?.hits],
    [own.length, ...amounts(own)],
  )
  const list = await ask(contract.listSelfService, { ...query, state: 'leaked', limit: 500 })
  assert.deepEqual([list.total, list.rows.length], [told.leaked!.hits, told.leaked!.hits])
  const needs = lives
    .filter(life => isDrawn(life[0]!.customer))
    .flatMap(life =>
      needsOf(sessionsOf(life), contactsOf(life), 7, true).filter(need =>
        isDuring(spans.get(life[0]!.customer)!, need.first),
      ),
    )
    .filter(need => need.first <= until - 7 * dayMs)
  const { whatever } = told.autonomy
  assert.deepEqual(
    [whatever?.atMost?.n, whatever?.atMost?.hits],
    [needs.length, needs.filter(need => need.alone).length],
  )
})

test('a longer time to ask only moves sessions to those who asked', async () => {
  const told = await ask(contract.askSelfService, { leakHours: 240 })
  const own = lives
    .flatMap(life => sessionsOf(life).map(session => ({ ...session, ...judge(session, contactsOf(life), 240) })))
    .filter(one => one.ended <= until - 10 * dayMs)
  assert.deepEqual([told.sessions, told.leaked?.hits], [own.length, own.filter(one => one.state === 'leaked').length])
})

test('where nobody helps themselves, or where an event is unknown, a sentence says so', async () => {
  const empty = await ask(contract.askSelfService, { from: '2001-01-01T00:00:00Z', to: '2001-02-01T00:00:00Z' })
  assert.deepEqual([empty.sessions, empty.success, empty.autonomy.byReason], [0, null, null])
  const { status, answer } = await house.call(contract.askSelfService, { query: { selfHelp: 'Oracle' } } as never)
  assert.equal(status, 400)
  assert.match((answer as unknown as { message: string }).message, /Oracle/)
})
