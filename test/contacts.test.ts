import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anchorOf, eraseCustomer } from '../src/collecting/index.ts'
import { askVariants, listCases } from '../src/contract/exploring.ts'
import { askMapContacts, listMapContacts, type MapContactPart } from '../src/contract/map-contacts.ts'
import { importMap } from '../src/contract/mapping.ts'
import { askConsistency, askFit } from '../src/contract/measuring-channels.ts'
import * as contract from '../src/contract/measuring-contacts.ts'
import type { CallOf, ReplyOf, Route } from '../src/contract/route.ts'
import { sql as clickhouseSql } from '../src/engines/clickhouse/index.ts'
import { sql } from '../src/engines/postgres/index.ts'
import { neighbouredContacts } from '../src/measuring/contacts/contact-rows.ts'
import { contactRulesOf } from '../src/measuring/contacts/contact-rule.ts'
import { contactScopeOf } from '../src/measuring/contacts/contact-scope.ts'
import { followedSessions } from '../src/measuring/contacts/session-rows.ts'
import { activitiesOf } from '../src/measuring/filtering/activities.ts'
import { keepingOf } from '../src/measuring/filtering/kept-visits.ts'
import { exportList } from '../src/measuring/lists/export-list.ts'
import { countContactNames } from '../src/measuring/questions/count-contacts.ts'
import { customerIdFromNumber } from '../src/vocabulary/id.ts'
import { dayMs, drawContactLives, type LivedEvent, sendLives } from './contacts/lives.ts'
import { contactsOf, countsOf, isDuring, type Kept, type ReferenceContact, spansOf } from './contacts/reference.ts'
import { openHouse, type TestHouse } from './kit.ts'

// Contacts, and how often they come again, against what plain TypeScript finds in the same events.

const lives = drawContactLives(260, 3000)
const events = lives.flat()
const until = Math.max(...events.map(event => event.at))
const contacts = lives.flatMap(contactsOf)

let house: TestHouse
before(async () => {
  house = await openHouse()
  await sendLives(house, lives)
})
after(() => house[Symbol.asyncDispose]())

async function ask<R extends Route>(
  route: R,
  query: CallOf<R>['query'],
  headers: Record<string, string> = {},
): Promise<ReplyOf<R>> {
  const { status, answer } = await house.call(route, { query } as never, headers)
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

type Window = contract.ContactsAnswer['windows'][number]
type Told = Omit<Window, 'backAtMost' | 'forwardAtMost' | 'tooRecent'>

/** What a window should say of these contacts. */
function agrees(told: Told, own: readonly ReferenceContact[], title: string): void {
  const counts = countsOf(own, told.days, until)
  const known = own.filter(one => one.reason !== '').length
  const pair = (rate: contract.ToldRate) => (rate === null ? [0, 0] : [rate.hits, rate.n])
  const of = (hits: number, n: number) => (n === 0 ? [0, 0] : [hits, n])
  assert.deepEqual(
    {
      back: pair(told.back),
      forward: pair(told.forward),
      firstContact: pair(told.firstContact),
      onceAndDone: pair(told.onceAndDone),
      needs: told.needs,
    },
    {
      back: of(counts.back, known),
      forward: of(counts.forward, counts.eligible),
      firstContact: of(counts.eligible - counts.forwardHere, counts.eligible),
      onceAndDone: of(counts.once, counts.needsEligible),
      needs: counts.needs,
    },
    `${title}, ${told.days} days`,
  )
}

test('contacts that come again are those found one by one, by reason and channel, for 7, 15 and 30 days', async () => {
  const told = await ask(contract.askContacts, {})
  assert.equal(told.contacts, contacts.length)
  assert.equal(told.customers, new Set(contacts.map(one => one.customer)).size)
  assert.equal(told.withReason, contacts.filter(one => one.reason !== '').length)
  assert.equal(told.knownUntil, new Date(until).toISOString())
  for (const window of told.windows) {
    agrees(window, contacts, 'all')
    const counts = countsOf(contacts, window.days, until)
    assert.deepEqual([window.backAtMost?.hits, window.backAtMost?.n], [counts.backAny, contacts.length])
    assert.deepEqual([window.forwardAtMost?.hits, window.forwardAtMost?.n], [counts.forwardAny, counts.eligibleAny])
    assert.equal(window.tooRecent, contacts.length - counts.eligibleAny)
    const { forward, backAtMost, back } = window
    assert.ok(forward && forward.low < forward.value && forward.value < forward.high)
    assert.ok(back && backAtMost && back.hits <= backAtMost.hits)
  }
  for (const row of told.byReason) {
    const own = contacts.filter(one => one.reason === row.reason)
    assert.equal(row.contacts, own.length)
    for (const window of row.windows) agrees(window, own, row.reason)
  }
  for (const row of told.byChannel) {
    const own = contacts.filter(one => one.channel === row.channel)
    for (const window of row.windows) agrees(window, own, row.channel)
  }
  for (const row of told.cells) {
    const own = contacts.filter(one => one.channel === row.channel && one.reason === row.reason)
    assert.equal(row.contacts, own.length)
    for (const window of row.windows) agrees(window, own, `${row.reason} ${row.channel}`)
  }
  const sum = (rows: readonly { contacts: number | null }[]) => rows.reduce((all, row) => all + row.contacts!, 0)
  assert.deepEqual(
    [sum(told.byReason), sum(told.byChannel), sum(told.cells)],
    [contacts.length, contacts.length, contacts.length],
  )
})

test('on a map, contacts stand at the touchpoint where they were made, with how many ask again', async () => {
  const names = ['Call Answered', 'Chat Ended', 'Help Article Viewed']
  const places = names.map((_, index) => ({ touchpoint: `tch-${index}`, placement: `plc-${index}` }))
  const file = {
    ...{ format: 'parcours.map', formatVersion: '1.0', exportedAt: '2026-01-01T00:00:00.000Z', defaultLocale: 'en' },
    // Journeys by conversation overlap in time.
    journey: {
      ...{ id: 'jny-asking', name: { en: 'I ask' }, status: 'active' },
      caseRule: {
        correlationKey: 'conversationId',
        startWhen: null,
        endWhen: null,
        abandonAfter: 'P30D',
        allowParallel: true,
      },
    },
    map: {
      id: 'map-asking',
      name: { en: 'Asking' },
      phases: [
        {
          id: 'pha-1',
          name: { en: 'All' },
          steps: places.map(({ touchpoint, placement }, index) => ({
            id: `stp-${index}`,
            title: { en: names[index] },
            placements: [{ id: placement, touchpoint }],
          })),
        },
      ],
    },
    library: {
      // A chat is expected of what is simple and urgent; a call is not.
      touchpoints: places.map(({ touchpoint }, index) => ({
        id: touchpoint,
        name: { en: names[index] },
        ...(index < 2 ? { complexity: 1, urgency: 3 } : {}),
      })),
    },
    bindings: names.map((name, index) => ({
      id: `bnd-${index}`,
      touchpoint: `tch-${index}`,
      when: { field: 'type', op: 'eq', value: name },
      merge: { window: 'PT0S', by: [] },
    })),
  }
  const brought = await house.call(importMap, { body: file as never })
  assert.equal(brought.status, 201, JSON.stringify(brought.answer))
  await house.settle()
  const [from, to] = [Date.UTC(2026, 1, 20), Date.UTC(2026, 3, 18)]
  const period = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  const filters: readonly [query: Record<string, string>, keeps: (one: LivedEvent) => boolean][] = [
    [{}, () => true],
    [{ only: '["tch-0"]', sample: '40' }, one => one.name === names[0] && isDrawn(one.customer, 0, 40)],
    [{ ...period, channel: 'phone,email' }, one => one.at >= from && one.at < to && one.channel !== 'chat'],
  ]
  for (const [query, keeps] of filters) {
    const { status, answer } = await house.call(askMapContacts, { params: { map: 'map-asking' }, query } as never)
    assert.equal(status, 200, JSON.stringify(answer))
    const told = new Map(answer.touchpoints.map(one => [one.touchpoint, one]))
    for (const [index, name] of names.slice(0, 2).entries()) {
      const visits = events.filter(one => one.name === name && keeps(one))
      const fits = visits.filter(one => ['chat', 'sms', 'social'].includes(one.channel)).length
      const here = new Set(visits.map(one => `${one.customer} ${one.at} ${one.channel}`))
      const own = contacts.filter(one => here.has(`${one.customer} ${one.at} ${one.channel}`))
      const counts = countsOf(own, answer.days, until)
      const amounts = {
        ...{ contacts: own.length, eligible: counts.eligible, forward: counts.forward },
        ...{ eligibleAny: counts.eligibleAny, forwardAny: counts.forwardAny },
        ...{ tooRecent: own.length - counts.eligibleAny },
        ...{ judged: visits.length, fits, misfits: visits.length - fits },
      } as const satisfies Record<MapContactPart, number>
      const title = `${name} ${JSON.stringify(query)}`
      const one = told.get(`tch-${index}`)
      const pair = (rate: contract.ToldRate | undefined) => [rate?.hits ?? 0, rate?.n ?? 0]
      assert.deepEqual(
        [one?.contacts ?? 0, one?.tooRecent ?? 0, pair(one?.repeated), pair(one?.repeatedAtMost), pair(one?.fit)],
        [
          ...[amounts.contacts, amounts.tooRecent, [amounts.forward, amounts.eligible]],
          ...[
            [amounts.forwardAny, amounts.eligibleAny],
            [amounts.fits, amounts.judged],
          ],
        ],
        title,
      )
      for (const [part, amount] of Object.entries(amounts)) {
        const at = { params: { map: 'map-asking', touchpoint: `tch-${index}` } }
        const list = async (more: object) =>
          (await house.call(listMapContacts, { ...at, query: { ...query, part, ...more } } as never)).answer
        const first = await list({ limit: 500 })
        assert.equal(first.total, amount, `${title}: ${part}`)
        assert.equal(first.rows.length, Math.min(500, amount), `${title}: ${part}`)
        if (amount > 500)
          assert.equal((await list({ limit: 500, cursor: first.cursor! })).rows.length, Math.min(500, amount - 500))
        if (part === 'forward')
          for (const row of first.rows) assert.ok(Date.parse(row.after!) - Date.parse(row.at) <= answer.days * dayMs)
      }
    }
    assert.equal(told.has('tch-2'), false, 'helping oneself asks nobody')
  }
  // The same as a file.
  const taken = await exportList(house.context, {
    params: { workspace: house.workspace.key },
    query: {
      list: 'measuring.listMapContacts',
      asked: JSON.stringify({ params: { map: 'map-asking', touchpoint: 'tch-1' }, query: { part: 'contacts' } }),
    },
    body: undefined,
  })
  let lines = ''
  for await (const part of taken.content as AsyncIterable<string>) lines += part
  assert.equal(lines.trimEnd().split('\r\n').length, 1 + contacts.filter(one => one.name === names[1]).length)
  const authorization = `Bearer ${await house.createKey('secret')}`
  const late = { from: new Date(until - 2 * 3_600_000).toISOString() }
  const { answer: few } = await house.call(askMapContacts, { params: { map: 'map-asking' }, query: late } as never, {
    authorization,
  })
  assert.deepEqual(
    few.touchpoints.map(one => one.contacts),
    [null],
  )
  for (const one of few.touchpoints) {
    for (const [part, isHidden] of [
      ['contacts', one.contacts === null],
      ['tooRecent', one.tooRecent === null],
      ['fits', one.fit === null],
    ] as const) {
      const at = { params: { map: 'map-asking', touchpoint: one.touchpoint }, query: { ...late, part } }
      const { answer: list } = await house.call(listMapContacts, at as never, { authorization })
      assert.deepEqual([one.touchpoint, part, list.hidden], [one.touchpoint, part, isHidden])
    }
  }

  // Contacts of a map are those made on its journeys, however these overlap, touchpoint or not.
  let atOnce = 0
  for (const query of [{}, { lasting: 'P1D..' }]) {
    const { rows } = await ask(listCases, { map: 'map-asking', ...query, limit: 500 })
    assert.ok(rows.length < 500)
    const spans = Map.groupBy(rows, row => row.customer)
    const around = contacts.map(one => {
      const number = anchorOf(house.installation, house.workspace.number, 'user_id', one.customer)
      const own = spans.get(customerIdFromNumber(number)) ?? []
      return own.filter(row => Date.parse(row.started) <= one.at && one.at <= Date.parse(row.ended)).length
    })
    atOnce += around.filter(amount => amount > 1).length
    const during = await ask(contract.askContacts, { map: 'map-asking', ...query })
    assert.equal(during.contacts, around.filter(amount => amount > 0).length)
  }
  assert.ok(atOnce > 0)
})

test('a period and a channel choose the contacts that are told, not those around them', async () => {
  const [from, to] = [Date.UTC(2026, 2, 10), Date.UTC(2026, 3, 5)]
  const period = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  const told = await ask(contract.askContacts, { ...period, channel: 'chat,email' })
  const own = contacts.filter(one => one.at >= from && one.at < to && ['chat', 'email'].includes(one.channel))
  assert.equal(told.contacts, own.length)
  for (const window of told.windows) agrees(window, own, 'narrowed')
  // What says nothing of journeys is not joined with any.
  const scope = await contactScopeOf(house.context, {
    ...period,
    channel: 'chat',
    cohort: 'persona:single',
    sample: '5',
  })
  assert.equal(scope.during, undefined)
})

const names = (left: readonly LivedEvent[]) => left.map(visit => visit.name)
const lasts = (left: readonly LivedEvent[]) => left.at(-1)!.at - left[0]!.at
const hasLater = (left: readonly LivedEvent[], a: string, b: string) =>
  names(left).includes(a) && names(left).lastIndexOf(b) > names(left).indexOf(a)
/** Whether the number of a customer is in these hundredths of all numbers. */
const isDrawn = (customer: string, from: number, to: number) => {
  const number = anchorOf(house.installation, house.workspace.number, 'user_id', customer)
  const place = Number((number * 10_000n) / (1n << 63n)) / 100
  return place >= from && place < to
}
const [first, second] = [Date.UTC(2026, 2, 10), Date.UTC(2026, 3, 5)]
const spring = { from: new Date(first).toISOString(), to: new Date(second).toISOString() }
const inSpring = (one: { readonly at: number }) => one.at >= first && one.at < second

type Narrowed = Kept & { readonly own?: (one: { readonly customer: string; at: number; channel: string }) => boolean }
const narrowings: readonly (readonly [string, CallOf<typeof contract.askContacts>['query'], Narrowed])[] = [
  ['what they pass', { through: 'Payment Failed' }, { whole: left => names(left).includes('Payment Failed') }],
  [
    'what never follows, and a property',
    { follower: 'Call Answered !>> Product Viewed', attribute: 'reason:refund' },
    {
      whole: left =>
        !hasLater(left, 'Call Answered', 'Product Viewed') && left.some(visit => visit.properties.reason === 'refund'),
    },
  ],
  ['some activities', { only: '["Payment Failed", "Advice Given"]' }, { visit: one => /^(Pay|Adv)/.test(one.name) }],
  ['nothing that there is', { ending: 'open' }, { whole: () => false }],
  [
    'much at once',
    {
      ...{ ...spring, channel: 'chat,email', first: 'Chat Ended', last: 'Email Received', lasting: '..P30D' },
      ...{ sample: '60:30', cohort: 'persona:single' },
    },
    {
      visit: one => inSpring(one) && ['chat', 'email'].includes(one.channel),
      whole: left =>
        left[0]!.name === 'Chat Ended' && left.at(-1)!.name === 'Email Received' && lasts(left) < 30 * dayMs,
      own: one =>
        inSpring(one) &&
        ['chat', 'email'].includes(one.channel) &&
        isDrawn(one.customer, 30, 90) &&
        one.customer.length % 2 === 1,
    },
  ],
]
for (const [title, query, { own = () => true, ...kept }] of narrowings) {
  test(`contacts are those made on the journeys that are kept by ${title}, in every number and list`, async () => {
    const during = new Map(lives.map(life => [life[0]!.customer, spansOf(life, kept)]))
    const expected = contacts.filter(one => own(one) && isDuring(during.get(one.customer)!, one.at))
    const told = await ask(contract.askContacts, query)
    assert.deepEqual(
      [told.contacts, told.customers, told.withReason],
      [expected.length, new Set(expected.map(one => one.customer)).size, expected.filter(one => one.reason).length],
    )
    for (const window of told.windows) agrees(window, expected, title)
    const sum = (rows: readonly { contacts: number | null }[]) => rows.reduce((all, row) => all + row.contacts!, 0)
    assert.deepEqual([told.byReason, told.byChannel, told.cells].map(sum), Array(3).fill(expected.length))
    const [list, once, consistency, fit] = await Promise.all([
      ask(contract.listContacts, { ...query, limit: 500 }),
      ask(contract.listContacts, { ...query, behind: 'once', days: 30, limit: 1 }),
      ask(askConsistency, query),
      ask(askFit, query),
    ])
    const at = (one: { readonly at: string | number }) => new Date(one.at).toISOString()
    const latest = expected.map(at).sort().reverse().slice(0, 500)
    assert.deepEqual([list.total, list.rows.map(at)], [expected.length, latest])
    assert.equal(once.total, told.windows.find(window => window.days === 30)!.onceAndDone?.hits ?? 0)
    assert.deepEqual([consistency.contacts, fit.all], [expected.length, expected.length])
  })
}

test('the parts into which a filter parts journeys, or a sample customers, are together the whole', async () => {
  const amount = async (query: CallOf<typeof contract.askContacts>['query']) =>
    (await ask(contract.askContacts, query)).contacts!
  for (const parts of [
    [{ follower: 'Chat Ended >> Product Viewed' }, { follower: 'Chat Ended !>> Product Viewed' }],
    [{ sample: '25' }, { sample: '35:25' }, { sample: '40:60' }],
  ]) {
    const amounts = await Promise.all(parts.map(amount))
    assert.ok(amounts.every(each => each > 0))
    assert.equal(
      amounts.reduce((all, each) => all + each),
      contacts.length,
    )
  }
  const { rows } = await ask(askVariants, { limit: 1 })
  for (const { variant, activities } of rows) {
    const isIt = (left: readonly LivedEvent[]) => JSON.stringify(names(left)) === JSON.stringify(activities)
    const own = lives.flatMap(life => {
      const spans = spansOf(life, { whole: isIt })
      return contactsOf(life).filter(one => isDuring(spans, one.at))
    })
    assert.equal(await amount({ variant }), own.length)
  }
})

test('the number and the list behind it are the same', async () => {
  const told = await ask(contract.askContacts, {})
  const window = told.windows.find(one => one.days === 15)!
  for (const [behind, amount] of [
    ['contacts', told.contacts],
    ['back', window.back!.hits],
    ['forward', window.forward!.hits],
    ['eligible', window.forward!.n],
    ['needs', window.needs],
    ['once', window.onceAndDone!.hits],
    ['backAny', window.backAtMost!.hits],
  ] as const) {
    const list = await ask(contract.listContacts, { behind, days: 15, limit: 20 })
    assert.equal(list.total, amount, behind)
    assert.equal(list.rows.length, Math.min(20, amount!))
    if (behind !== 'back') continue
    for (const row of list.rows) assert.ok(Date.parse(row.at) - Date.parse(row.before!) <= 15 * dayMs)
  }
  const cell = told.cells.find(one => one.reason === 'refund' && one.channel === 'phone')!
  const list = await ask(contract.listContacts, { ofReason: 'refund', ofChannel: 'phone', limit: 500 })
  assert.equal(list.total, cell.contacts)
  const unknown = await ask(contract.listContacts, { ofReason: '-' })
  assert.equal(unknown.total, contacts.filter(one => one.reason === '').length)
  const first = await ask(contract.listContacts, { limit: 3 })
  const next = await ask(contract.listContacts, { limit: 3, cursor: first.cursor! })
  assert.deepEqual([next.rows.length, next.rows.some(row => first.rows.some(one => one.at === row.at))], [3, false])
})

test('which events are contacts can be said', async () => {
  const told = await ask(contract.askContacts, {
    contacts: '["Chat Ended", "Product Viewed"]',
    conversation: 'none',
    mergeMinutes: 0,
  })
  const own = events.filter(event => ['Chat Ended', 'Product Viewed'].includes(event.name))
  assert.deepEqual(
    told.definition.events.map(one => [one.name, one.events]).sort(),
    [...Map.groupBy(own, event => event.name)].map(([name, list]) => [name, list.length]).sort(),
  )
  assert.ok(told.definition.chosen)
})

test('nobody is told of fewer than five customers, nor what would give them away', async () => {
  const authorization = `Bearer ${await house.createKey('secret')}`
  const { byReason, byChannel, cells } = await ask(
    contract.askContacts,
    { from: '2026-04-20T00:00:00Z' },
    { authorization },
  )
  const own = contacts.filter(one => one.at >= Date.UTC(2026, 3, 20))
  for (const row of byReason) {
    const customers = new Set(own.filter(one => one.reason === row.reason).map(one => one.customer)).size
    if (customers < 5) assert.equal(row.contacts, null)
  }
  for (const rows of [byReason, byChannel]) assert.notEqual(rows.filter(row => row.contacts === null).length, 1)
  for (const { channel } of byChannel)
    assert.notEqual(cells.filter(row => row.channel === channel && row.contacts === null).length, 1, channel)
  assert.ok(cells.some(row => row.contacts === null))
  const list = await ask(contract.listContacts, { ofReason: 'robot' }, { authorization })
  assert.deepEqual([list.hidden, list.rows.length], [true, 0])
})

const refused: readonly [string, Record<string, unknown>, RegExp][] = [
  ['an event that nobody sent', { contacts: "'; drop table events --" }, /drop table/],
  ['a broken list', { contacts: '["A",' }, /JSON/],
  ['a channel that there is none of', { assisted: 'pigeon' }, /pigeon/],
  [
    'a period that ends before it begins',
    { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
    /period|période/,
  ],
]
for (const [title, query, sentence] of refused) {
  test(`${title} is refused in a sentence`, async () => {
    const { status, answer } = await house.call(contract.askContacts, { query } as never)
    assert.equal(status, 400)
    assert.match((answer as unknown as { message: string }).message, sentence)
  })
}

test('where nothing happened, or no reason is told, there are no rates and no wonder', async () => {
  const empty = await ask(contract.askContacts, { from: '2001-01-01T00:00:00Z', to: '2001-02-01T00:00:00Z' })
  assert.deepEqual([empty.contacts, empty.byReason, empty.windows[0]!.back], [0, [], null])
  const mute = await ask(contract.askContacts, { reason: 'nowhere' })
  assert.deepEqual([mute.withReason, mute.windows[0]!.forward], [0, null])
  assert.ok(mute.windows[0]!.forwardAtMost!.n > 0)
})

test('what the workspace counts as a contact is what every question counts that says nothing else', async () => {
  const plain = await ask(contract.askContacts, {})
  assert.equal(plain.definition.ofWorkspace, false)
  const { answer: first } = await house.call(contract.getContactDefinition, {})
  assert.equal(first.revision, 0)
  const said = { ...first.definition, contacts: ['Call Answered'], mergeMinutes: 20, days: 30 as const }
  const set = (revision: number, definition: contract.ContactDefinition) =>
    house.call(contract.setContactDefinition, { body: { revision, definition } })
  const { answer: kept, status } = await set(0, said)
  assert.deepEqual([status, kept.revision, kept.definition], [200, 1, said])
  const asked = await ask(contract.askContacts, { contacts: 'Call Answered', mergeMinutes: 20 })
  const told = await ask(contract.askContacts, {})
  const { definition, ...figures } = told
  const { definition: other, ...same } = asked
  assert.deepEqual(figures, same)
  assert.deepEqual([definition.ofWorkspace, definition.days, definition.events], [true, 30, other.events])
  assert.notEqual(figures.contacts, plain.contacts)
  // The list behind a repeat looks as far as the workspace says.
  const listed = await ask(contract.listContacts, { behind: 'back', limit: 1 })
  assert.equal(listed.total, told.windows.find(window => window.days === 30)!.back!.hits)
  // A question may still say otherwise.
  const chats = await ask(contract.askContacts, { contacts: 'Chat Ended' })
  assert.deepEqual(
    chats.definition.events.map(event => event.name),
    ['Chat Ended'],
  )
  const stale = await set(0, first.definition)
  assert.deepEqual([stale.status, (stale.answer as unknown as { code: string }).code], [409, 'changed_meanwhile'])
  const unknown = await set(1, { ...said, solved: ['Never Sent'] })
  assert.equal(unknown.status, 400)
  assert.equal((await set(1, first.definition)).status, 200)
  assert.deepEqual(await ask(contract.askContacts, {}), plain)
  const entries = await house.postgres.rows(sql<{ payload: string }>`
    select payload::text as payload from admitting.audit_entries where action = 'contacts.defined' order by number`)
  assert.deepEqual(
    entries.map(entry => (JSON.parse(entry.payload) as { said: string }).said),
    ['contacts, mergeMinutes, days', ''],
  )
})

test('what is written of contacts is what the events say: by another definition, after a late call and an erasure', async () => {
  const scope = { workspace: house.workspace.number, cohort: undefined, segment: undefined }
  const agree = async () => {
    await house.settle()
    const { contacts: rule, help } = await contactRulesOf(house.installation, house.workspace.number)
    assert.ok(rule.written && help.written)
    const read = async (written: boolean) => {
      const [contacts, helping] = [rule, help].map(each => ({ ...each, written })) as [typeof rule, typeof help]
      const asked = await house.clickhouse.rows<{ customer_id: string }>(clickhouseSql`
        select customer_id, at, channel, name, reason, before, after, after_here, before_any, after_any
        from (${neighbouredContacts(contacts, scope)})
        order by all`)
      const helped = await house.clickhouse.rows<{ customer_id: string }>(clickhouseSql`
        select customer_id, reason, began, ended, channel, toUInt8(solved) as solved, same_at, any_at
        from (${followedSessions(helping, contacts, scope)})
        order by all`)
      return { asked, helped, said: await countContactNames(house.clickhouse, contacts, scope, clickhouseSql`1`) }
    }
    const rows = await read(true)
    assert.deepEqual(rows, await read(false))
    return rows
  }
  const before = await agree()
  const { contacts: rule } = await contactRulesOf(house.installation, house.workspace.number)
  const during = keepingOf(
    house.workspace.number,
    0,
    { lasting: 'P2D..' },
    await activitiesOf(house.context, undefined),
  )
  const [some, read] = await Promise.all(
    [true, false].map(written =>
      house.clickhouse.rows(clickhouseSql`
        select customer_id, at, channel, before, after
        from (${neighbouredContacts({ ...rule, written }, { ...scope, during })})
        order by all`),
    ),
  )
  assert.deepEqual(some, read)
  assert.ok(some!.length > 0 && some!.length < before.asked.length)
  assert.ok(before.helped.length > 0)
  const { answer } = await house.call(contract.getContactDefinition, {})
  const definition = { ...answer.definition, contacts: ['Chat Ended'], selfHelp: ['Product Viewed'], mergeMinutes: 0 }
  await house.call(contract.setContactDefinition, { body: { revision: answer.revision, definition } })
  const defined = await agree()
  assert.notEqual(defined.asked.length, before.asked.length)
  const late = { type: 'track', userId: 'late', timestamp: '2026-02-02T10:00:00Z', context: { channel: 'chat' } }
  await house.send(await house.createKey('write'), [{ ...late, event: 'Chat Ended', messageId: 'a-late-chat' }])
  const more = await agree()
  assert.equal(more.asked.length, defined.asked.length + 1)
  const customer = BigInt(defined.asked[0]!.customer_id)
  await eraseCustomer(house.context, customerIdFromNumber(customer))
  const less = await agree()
  assert.ok(!less.asked.some(row => row.customer_id === String(customer)))
})
