import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as contract from '../src/contract/measuring-channels.ts'
import type { CallOf, ReplyOf, Route } from '../src/contract/route.ts'
import { askChannels } from '../src/measuring/asking/ask-channels.ts'
import { askSpectrum } from '../src/measuring/asking/ask-spectrum.ts'
import { askContacts } from '../src/measuring/contacts/ask-contacts.ts'
import { listContacts } from '../src/measuring/contacts/list-contacts.ts'
import { exportList } from '../src/measuring/lists/export-list.ts'
import { listMoves, listPassages } from '../src/measuring/lists/list-moves.ts'
import { dayMs, drawContactLives, type LivedEvent, sendLives } from './contacts/lives.ts'
import { contactsOf, inOrder } from './contacts/reference.ts'
import { openHouse, type TestHouse } from './kit.ts'

// From channel to channel, two at once, at which hours: against what plain TypeScript finds in the same events.

const lives = drawContactLives(260, 1500)
const until = Math.max(...lives.flat().map(event => event.at))
/** Thirty days without an event end a case. */
const cases = lives.flatMap(life => {
  const found: LivedEvent[][] = []
  for (const event of inOrder(life)) {
    const last = found.at(-1)?.at(-1)
    if (last && event.at - last.at <= 30 * dayMs) found.at(-1)!.push(event)
    else found.push([event])
  }
  return found
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

const minuteMs = 60_000
const failures = ['Call Abandoned', 'Payment Failed']
const moves = cases.flatMap(events =>
  events.slice(1).map((event, index) => ({
    from: events[index]!.channel,
    to: event.channel,
    forced: events.slice(0, index + 1).some(one => failures.includes(one.name) && event.at - one.at <= 30 * minuteMs),
  })),
)
const switches = moves.filter(move => move.from !== move.to)

/** How long sessions on different channels overlap, minute by minute is not exact enough: by all of their ends. */
function overlapOf(events: readonly LivedEvent[]): number {
  const sessions = [...Map.groupBy(events, event => event.channel).values()].flatMap(own => {
    const runs: { from: number; to: number }[] = []
    for (const { at } of inOrder(own)) {
      const last = runs.at(-1)
      if (last && at - (last.to - 5 * minuteMs) <= 30 * minuteMs) last.to = at + 5 * minuteMs
      else runs.push({ from: at, to: at + 5 * minuteMs })
    }
    return runs
  })
  const ends = [...new Set(sessions.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b)
  return ends.slice(1).reduce((sum, end, index) => {
    const middle = (end + ends[index]!) / 2
    const open = sessions.filter(({ from, to }) => from <= middle && middle < to).length
    return open >= 2 ? sum + end - ends[index]! : sum
  }, 0)
}

function entropyOf(events: readonly LivedEvent[]): number {
  return [...Map.groupBy(events, event => event.channel).values()].reduce((sum, own) => {
    const p = own.length / events.length
    return sum - p * Math.log2(p)
  }, 0)
}

test('switches, forced ones, simultaneous sessions and entropy are those of the cases', async () => {
  const told = await ask(contract.askChannels, {})
  assert.deepEqual([told.journeys, told.moves, told.switches], [cases.length, moves.length, switches.length])
  assert.deepEqual([...told.failures].sort(), failures)
  assert.equal(told.forced?.hits, switches.filter(move => move.forced).length)
  assert.ok(told.forced!.hits > 5)
  const mixed = cases.filter(events => new Set(events.map(event => event.channel)).size > 1)
  assert.equal(told.switchedJourneys?.hits, mixed.length)
  const expected = Map.groupBy(switches, move => `${move.from} ${move.to}`)
  assert.deepEqual(
    new Map(told.matrix.map(one => [`${one.from} ${one.to}`, one.moves])),
    new Map([...expected].map(([key, own]) => [key, own.length])),
  )
  const overlaps = cases.map(overlapOf)
  assert.equal(told.simultaneous?.hits, overlaps.filter(overlap => overlap > 0).length)
  const spans = cases.map(events => events.at(-1)!.at - events[0]!.at + 5 * minuteMs)
  const share = overlaps.reduce((sum, one) => sum + one, 0) / spans.reduce((sum, one) => sum + one, 0)
  assert.ok(Math.abs(told.overlapShare! - share) < 1e-12, `${told.overlapShare} ${share}`)
  const entropy = cases.map(entropyOf).reduce((sum, one) => sum + one, 0) / cases.length
  assert.ok(Math.abs(told.entropy! - entropy) < 1e-9)
})

test('hours are those of the workspace, on both sides of a change of clocks', async () => {
  const told = await ask(contract.askChannels, {})
  const hourOf = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', hour: '2-digit', hourCycle: 'h23' })
  const expected = Map.groupBy(lives.flat(), event => `${Number(hourOf.format(event.at))} ${event.channel}`)
  assert.deepEqual(
    new Map(told.demand.map(one => [`${one.hour} ${one.channel}`, one.visits])),
    new Map([...expected].map(([key, own]) => [key, own.length])),
  )
})

const contacts = lives.flatMap(contactsOf)

test('channels are compared on the reasons that all of them get, as if in the same mix', async () => {
  for (const outcome of ['quiet', 'settled', 'wait'] as const) {
    const told = await ask(contract.askConsistency, {
      outcome,
      contacts: '["Call Answered", "Chat Ended", "Email Received"]',
    })
    if (outcome !== 'quiet') {
      // Only calls say so: there is nothing to compare them with.
      assert.equal(told.compared, null)
      continue
    }
    const names = ['Call Answered', 'Chat Ended', 'Email Received']
    const own = lives
      .flatMap(life => contactsOf(life.filter(event => names.includes(event.name))))
      .filter(one => one.reason !== '' && one.at <= until - 7 * dayMs)
    const { channels, reasons, q, degrees, p } = told.compared!
    const all = own.filter(one => reasons.includes(one.reason) && channels.some(each => each.channel === one.channel))
    for (const { channel, standardised, n } of channels) {
      const here = all.filter(one => one.channel === channel)
      assert.equal(n, here.length)
      const expected = reasons.reduce((sum, reason) => {
        const cell = here.filter(one => one.reason === reason)
        const quiet = cell.filter(
          one => !one.later.some(other => other.reason === reason && other.at - one.at <= 7 * dayMs),
        )
        return sum + (all.filter(one => one.reason === reason).length / all.length) * (quiet.length / cell.length)
      }, 0)
      assert.ok(Math.abs(standardised - expected) < 1e-12, channel)
    }
    assert.equal(degrees, channels.length - 1)
    assert.ok(q >= 0 && p > 0 && p <= 1)
  }
})

test('the fit of channels counts what says how complex and urgent it is', async () => {
  const told = await ask(contract.askFit, {})
  const judged = contacts.filter(one => one.event.properties.complexity !== undefined)
  assert.deepEqual([told.all, told.judged], [contacts.length, judged.length])
  const expected: Record<string, string[]> = {
    'true false': ['email'],
    'true true': ['phone'],
    'false true': ['chat', 'sms', 'social'],
    'false false': ['web', 'app'],
  }
  const cellOf = (one: (typeof judged)[number]) =>
    `${Number(one.event.properties.complexity) >= 2} ${Number(one.event.properties.urgency) >= 2}`
  assert.equal(told.fit?.hits, judged.filter(one => expected[cellOf(one)]!.includes(one.channel)).length)
  for (const cell of told.cells) {
    const own = judged.filter(one => cellOf(one) === `${cell.complex} ${cell.urgent}`)
    assert.equal(cell.amount, own.length)
    for (const { channel, amount } of cell.channels)
      assert.equal(amount, own.filter(one => one.channel === channel).length)
  }
})

test('an unknown failure, or nothing lived, gives a sentence and no figure', async () => {
  const { status, answer } = await house.call(contract.askChannels, { query: { failures: 'Nowhere' } } as never)
  assert.equal(status, 400)
  assert.match((answer as unknown as { message: string }).message, /Nowhere/)
  const empty = await ask(contract.askChannels, { from: '2001-01-01T00:00:00Z', to: '2001-02-01T00:00:00Z' })
  assert.deepEqual([empty.journeys, empty.switchRate, empty.overlapShare, empty.matrix], [0, null, null, []])
})

test('a cell that is hidden to protect another cannot be listed either, of channels, of contacts and of passages', async () => {
  const context = { ...house.context, workspace: { ...house.workspace, minimumGroup: 45 } }
  const asked = <T>(query: T) => ({ params: { workspace: house.workspace.key }, query, body: undefined }) as never
  const all = await ask(contract.askChannels, {})
  const told = await askChannels(context, asked({}))
  // Some of each: what is kept back, and what is told.
  const some = <T>(cells: readonly T[], isHidden: (cell: T) => boolean) => [
    ...cells.filter(isHidden).slice(0, 3),
    ...cells.filter(cell => !isHidden(cell)).slice(0, 2),
  ]
  const countOf = new Map(all.matrix.map(cell => [`${cell.from} ${cell.to}`, cell.moves]))
  assert.ok(told.matrix.some(cell => cell.moves === null) && told.matrix.length === countOf.size)
  for (const { from, to, moves } of some(told.matrix, cell => cell.moves === null)) {
    const listed = await listMoves(context, asked({ fromChannel: from, toChannel: to, limit: 1 }))
    assert.deepEqual([listed.hidden, listed.total], [moves === null, moves ?? 0], `${from} to ${to}`)
  }
  const fileOf = (cell: { from: string; to: string }) =>
    exportList(
      context,
      asked({
        list: 'measuring.listMoves',
        asked: JSON.stringify({ query: { fromChannel: cell.from, toChannel: cell.to } }),
      }),
    )
  const shown = told.matrix.find(cell => cell.moves !== null)!
  const { content } = await fileOf(shown)
  let file = ''
  for await (const part of content as AsyncIterable<string>) file += part
  const lines = file.trimEnd().split('\r\n')
  assert.equal(lines.length, 1 + shown.moves!)
  assert.match(lines[1]!, /^cus_/)
  await assert.rejects(fileOf(told.matrix.find(cell => cell.moves === null)!), { code: 'segment_too_small' })
  const counted = await askContacts(context, asked({ mergeMinutes: 5 }))
  for (const { reason, channel, contacts } of some(counted.cells, cell => cell.contacts === null)) {
    const behind = { behind: 'contacts', days: 7, mergeMinutes: 5, limit: 1 }
    const query = { ...behind, ofReason: reason || '-', ofChannel: channel }
    const listed = await listContacts(context, asked(query))
    assert.deepEqual([listed.hidden, listed.total], [contacts === null, contacts ?? 0], `${reason} by ${channel}`)
  }
  assert.ok(counted.cells.some(cell => cell.contacts === null))
  const edge = { start: 'Call Answered', end: 'Call Answered', bins: 'month' }
  const spectrum = await askSpectrum(context, asked(edge))
  for (const { bin, quarter, passages } of some(spectrum.bins, cell => cell.passages === null)) {
    const listed = await listPassages(context, asked({ ...edge, bin, quarter, limit: 1 }))
    assert.deepEqual([listed.hidden, listed.total], [passages === null, passages ?? 0], `${bin} ${quarter}`)
  }
})
