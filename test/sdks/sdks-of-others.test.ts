import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { findCustomers, getCustomer, getTimeline } from '../../src/contract/collecting.ts'
import { openChromium } from '../browser/chromium.ts'
import type { TestHouse } from '../kit.ts'
import { type Fault, openFaultyProxy } from './faulty-proxy.ts'
import { type ExpectedEvent, happenedAt, type Sender, senders, traits } from './senders.ts'
import { openParcoursTarget, type StoredEvent } from './target.ts'

let browser: Browser | undefined
let target: Awaited<ReturnType<typeof openParcoursTarget>>

before(async () => {
  browser = await openChromium()
  target = await openParcoursTarget()
})
after(async () => {
  await browser?.close()
  await target?.[Symbol.asyncDispose]()
})

let runs = 0

/** Whoever was named by the calls is one customer, with what was said of them; their words are sealed, not lost. */
async function assertOneCustomer(house: TestHouse, mark: string, sender: Sender): Promise<void> {
  const found = await Promise.all(
    [`u-${mark}`, `old-${mark}`].map(identifier => house.call(findCustomers, { body: { identifier, limit: 5 } })),
  )
  const customers = found.flatMap(({ answer }) => answer.customers.map(({ customer }) => customer))
  assert.equal(customers.length, 2, JSON.stringify(found))
  assert.equal(new Set(customers).size, 1)
  const params = { workspace: house.workspace.key, customer: customers[0]! }
  const { answer } = await house.call(getCustomer, { params })
  const known = Object.fromEntries(answer.traits.map(({ key, value }) => [key, value]))
  assert.deepEqual({ plan: known.plan, email: known.email }, traits)
  const { answer: timeline } = await house.call(getTimeline, { params, query: { limit: 100 } })
  assert.equal(timeline.events.length, sender.expected(mark).length)
  const ordered = timeline.events.find(({ name }) => name === 'Order Completed')
  assert.equal(ordered?.sealed.comment, 'Merci, à bientôt')
}

/** Sends by `sender` to `url` and gives what is stored once as much as expected is there, and a moment has passed. */
async function storedOf(sender: Sender, url: string): Promise<{ stored: readonly StoredEvent[]; mark: string }> {
  const mark = `${++runs}-${Math.random().toString(36).slice(2, 7)}`
  const source = `${sender.name} ${mark}`
  const writeKey = await target.keyFor(source)
  const wanted = sender.expected(mark).length
  const end = Date.now() + 60_000
  {
    await using _ = await sender.start({ url, writeKey, mark }, browser)
    while ((await target.storedEvents(source)).length < wanted && Date.now() < end) await pause(100)
    // Whatever is still repeated has the time to arrive.
    await pause(300)
  }
  return { stored: await target.storedEvents(source), mark }
}

/** The rows without the port of the page, in an order of their own. */
function rows(events: readonly (ExpectedEvent | StoredEvent)[]): readonly ExpectedEvent[] {
  return events
    .map(({ kind, name, texts, numbers }) => ({
      kind,
      name,
      texts: Object.fromEntries(
        Object.entries(texts)
          .map(([key, text]) => [key, text.replace(/http:\/\/localhost:\d+/, '{site}')] as const)
          .sort(([one], [other]) => (one < other ? -1 : 1)),
      ),
      numbers,
    }))
    .sort((one, other) => (one.kind < other.kind ? -1 : 1))
}

const faults: readonly (readonly [string, readonly Fault[]])[] = [
  ['the connection is reset', ['reset']],
  ['the server fails twice', ['error-500', 'error-500']],
  ['the server asks to come back in a second', ['too-many']],
  ['the body is cut on its way', ['cut']],
  ['the answer is lost after the commit', ['lost-answer']],
  ['the body comes in drops', ['slow']],
]

for (const sender of senders) {
  describe(sender.name, { concurrency: 4 }, () => {
    test('delivers every call, each stored as it was said', async context => {
      if (sender.runsIn === 'Chromium' && !browser) return context.skip('no Chromium on this machine')
      const begunAt = Date.now()
      const { stored, mark } = await storedOf(sender, target.url)
      assert.deepEqual(rows(stored), rows(sender.expected(mark)))
      for (const { at } of stored) {
        if (sender.runsIn === 'Node') assert.equal(at, happenedAt.toISOString())
        else assert.ok(Date.parse(at) >= begunAt && Date.parse(at) <= Date.now(), at)
      }
    })

    test('makes one customer of the ids it names, with their traits and their own words sealed', async context => {
      if (sender.runsIn === 'Chromium' && !browser) return context.skip('no Chromium on this machine')
      const { mark } = await storedOf(sender, target.url)
      await assertOneCustomer(target.house, mark, sender)
    })

    for (const [what, sequence] of faults) {
      test(`has each event stored once when ${what}`, async context => {
        if (sender.runsIn === 'Chromium' && !browser) return context.skip('no Chromium on this machine')
        await using proxy = await openFaultyProxy(target.url, sequence)
        const { stored, mark } = await storedOf(sender, proxy.url)
        assert.equal(proxy.faults.length, 0, 'every fault happened')
        assert.deepEqual(rows(stored), rows(sender.expected(mark)))
        for (const status of proxy.answersToCut) assert.equal(status, 400)
      })
    }
  })
}
