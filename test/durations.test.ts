import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as contract from '../src/contract/measuring-durations.ts'
import { listTimed } from '../src/contract/measuring-lists.ts'
import type { CallOf, ReplyOf, Route } from '../src/contract/route.ts'
import { getCalendar, setCalendar } from '../src/contract/workspace-calendar.ts'
import { f64s, sql } from '../src/engines/clickhouse/index.ts'
import { openTime } from '../src/measuring/filtering/open-time.ts'
import { openDays } from '../src/vocabulary/opening/open-days.ts'
import { openSeconds } from '../src/vocabulary/opening/open-stretches.ts'
import { type OpeningCalendar, usualWeeks } from '../src/vocabulary/opening/opening-calendar.ts'
import { seededRandom } from '../src/vocabulary/statistics/seeded-random.ts'
import { dayMs, drawContactLives, type LivedEvent, sendLives } from './contacts/lives.ts'
import { contactsOf, countsOf, inOrder } from './contacts/reference.ts'
import { openHouse, type TestHouse } from './kit.ts'

// How long, how smoothly, and between two steps: against what plain TypeScript finds in the same events.

const lives = drawContactLives(260, 1200)
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
  // As if it were a day after the last event: the latest cases are still open.
  house.turnClock(until + dayMs - Date.now())
})
after(() => house[Symbol.asyncDispose]())

async function ask<R extends Route>(route: R, query: CallOf<R>['query']): Promise<ReplyOf<R>> {
  const { status, answer } = await house.call(route, { query } as never)
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

/** The quantile between neighbours, as a straight line. */
function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = p * (sorted.length - 1)
  const low = Math.floor(at)
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
}
const close = (told: number | null, expected: number, title: string) =>
  assert.ok(
    told !== null && Math.abs(told - expected) <= 1e-6 * Math.max(1, Math.abs(expected)),
    `${title}: ${told} ${expected}`,
  )

const isClosed = (events: readonly LivedEvent[]) => events.at(-1)!.at < until - 29 * dayMs
const spanOf = (events: readonly LivedEvent[]) => (events.at(-1)!.at - events[0]!.at) / 1000
const closed = cases.filter(isClosed)

test('journeys over and still open are told apart, with their quantiles and their waiting', async () => {
  const told = await ask(contract.askDurations, {})
  assert.deepEqual([told.closed.journeys, told.open.journeys], [closed.length, cases.length - closed.length])
  assert.ok(cases.length - closed.length > 0)
  const spans = closed.map(spanOf)
  close(told.closed.median, quantile(spans, 0.5), 'median')
  close(told.closed.p75, quantile(spans, 0.75), 'p75')
  close(told.closed.p90, quantile(spans, 0.9), 'p90')
  close(told.open.medianSoFar, quantile(cases.filter(one => !isClosed(one)).map(spanOf), 0.5), 'open')
  const waits = closed.flatMap(events =>
    events.slice(1).map((event, index) => Math.max(0, (event.at - events[index]!.at) / 1000 - 1800)),
  )
  close(told.waitingShare, waits.reduce((a, b) => a + b, 0) / spans.reduce((a, b) => a + b, 0), 'waiting')
})

const everyDay = (opens: string, closes: string) => [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, opens, closes }))

test('only the time of the workspace’s opening hours counts where the clock is that of them', async () => {
  const { status: none } = await house.call(contract.askDurations, { query: { clock: 'open' } })
  assert.equal(none, 409)
  const always = await ask(contract.askDurations, {})
  assert.deepEqual(always.clock, { counts: 'always', calendar: null })
  const { timeZone } = house.workspace
  const plain = { daysOff: [], holidays: 'none' } as const
  const calendars: readonly OpeningCalendar[] = [
    { ...plain, name: 'Offices', week: usualWeeks.office, holidays: 'alsace-moselle' },
    {
      ...plain,
      name: 'Nights',
      week: [...everyDay('21:30', '02:30'), ...usualWeeks.shop],
      daysOff: [{ day: '2026-03-28', yearly: false, name: 'Stock-taking' }],
    },
  ]
  for (const calendar of calendars) {
    const { answer: kept } = await house.call(getCalendar, {})
    const { status } = await house.call(setCalendar, { body: { revision: kept.revision, calendar: calendar as never } })
    assert.equal(status, 200)
    const between = (from: LivedEvent, to: LivedEvent) =>
      openSeconds(calendar, timeZone, new Date(from.at), new Date(to.at))
    const spans = closed.map(events => between(events[0]!, events.at(-1)!))
    const waits = closed.flatMap(events =>
      events.slice(1).map((event, index) => Math.max(0, between(events[index]!, event) - 1800)),
    )
    const answer = await ask(contract.askDurations, { clock: 'open' })
    assert.deepEqual(answer.clock, { counts: 'open', calendar: calendar.name })
    close(answer.closed.median, quantile(spans, 0.5), `median of ${calendar.name}`)
    close(answer.closed.p90, quantile(spans, 0.9), `p90 of ${calendar.name}`)
    close(
      answer.waitingShare,
      waits.reduce((a, b) => a + b, 0) / spans.reduce((a, b) => a + b, 0),
      `waiting of ${calendar.name}`,
    )
    // Behind the number stand as many journeys, the longest in that very time first.
    const listed = await ask(listTimed, { clock: 'open', limit: 1 })
    assert.equal(listed.total, answer.closed.journeys)
    const longest = closed[spans.indexOf(Math.max(...spans))]!
    const [row] = listed.rows
    assert.deepEqual(
      [row?.started, row?.ended].map(at => Date.parse(at ?? '')),
      [longest[0]!.at, longest.at(-1)!.at],
      calendar.name,
    )
  }
})

test('the store finds the very open time that the rule says, in any zone and at any change of the clocks', async () => {
  const random = seededRandom(7)
  const pick = (below: number) => Math.floor(random() * below)
  const clock = () => `${String(pick(24)).padStart(2, '0')}:${['00', '05', '30', '59'][pick(4)]}`
  const zones = ['Europe/Paris', 'Australia/Lord_Howe', 'Africa/Cairo']
  for (const timeZone of zones) {
    const calendar: OpeningCalendar = {
      name: timeZone,
      week: Array.from({ length: 4 + pick(6) }, () => ({ weekday: 1 + pick(7), opens: clock(), closes: clock() })),
      daysOff: [{ day: '2020-12-24', yearly: true, name: '' }],
      holidays: 'france',
    }
    const [first, last] = [Date.UTC(2025, 2, 1), Date.UTC(2026, 10, 30)]
    const instants = Array.from({ length: 400 }, () => first + pick(last - first))
    const froms = instants.map((at, index) => Math.min(at, instants[(index + 1) % 400]!))
    const tos = instants.map((at, index) =>
      // Far from each other, and within a few days.
      index % 2 === 0 ? Math.max(at, instants[(index + 1) % 400]!) : Math.min(last, froms[index]! + pick(3 * dayMs)),
    )
    const moment = (place: 1 | 2) =>
      place === 1
        ? sql`fromUnixTimestamp64Milli(toInt64(pair.1), 'UTC')`
        : sql`fromUnixTimestamp64Milli(toInt64(pair.2), 'UTC')`
    const time = openTime(openDays(calendar, timeZone, new Date(first), new Date(last)))
    const rows = await house.clickhouse.rows<{ open: number }>(sql`
      select ${time.apart(sql`readings[1]`, sql`readings[2]`)} as open
      from (
        select ${time.readings(sql`[${moment(1)}, ${moment(2)}]`)} as readings
        from (select arrayJoin(arrayZip(${f64s(froms)}, ${f64s(tos)})) as pair)
      )`)
    for (const [index, { open }] of rows.entries()) {
      const expected = openSeconds(calendar, timeZone, new Date(froms[index]!), new Date(tos[index]!))
      assert.ok(Math.abs(open - expected) < 1e-6, `${timeZone} ${froms[index]} ${tos[index]}: ${open} ${expected}`)
    }
  }
})

test('the median with open journeys is that of Kaplan and Meier, to half a per cent', async () => {
  const told = await ask(contract.askDurations, {})
  const all = cases.map(events => ({ span: spanOf(events), closed: isClosed(events) })).sort((a, b) => a.span - b.span)
  let survival = 1
  let median: number | null = null
  for (const span of new Set(all.map(one => one.span))) {
    const atRisk = all.filter(one => one.span >= span).length
    survival *= 1 - all.filter(one => one.span === span && one.closed).length / atRisk
    if (survival <= 0.5 && median === null) median = span
  }
  assert.ok(told.withOpen.median !== null && median !== null)
  assert.ok(Math.abs(told.withOpen.median / median - 1) < 0.01, `${told.withOpen.median} ${median}`)
  const { curve } = told.withOpen
  for (const [index, point] of curve.entries()) {
    assert.ok(point.low <= point.still && point.still <= point.high)
    if (index > 0) assert.ok(point.still <= curve[index - 1]!.still)
  }
})

const failures = ['Call Abandoned', 'Payment Failed']
const visits = cases.flatMap(events =>
  events.map((event, index) => {
    const [before, earlier] = [events[index - 1], events[index - 2]]
    const loop = before?.name === event.name
    const back = !loop && events.slice(0, index).some(one => one.name === event.name)
    const pingpong = earlier?.name === event.name && !loop
    return {
      name: event.name,
      first: index === 0,
      loop,
      back,
      pingpong,
      quick: pingpong && event.at - before!.at <= 5000 && ['web', 'app'].includes(before!.channel),
      forced:
        before !== undefined &&
        before.channel !== event.channel &&
        events.slice(0, index).some(one => failures.includes(one.name) && event.at - one.at <= 30 * 60_000),
    }
  }),
)
const moves = visits.filter(visit => !visit.first).length
const share = (test: (visit: (typeof visits)[number]) => boolean) => visits.filter(test).length

test('what stumbles is what is found visit by visit, in all and place by place', async () => {
  const { friction } = await ask(contract.askDurations, {})
  assert.deepEqual([friction.journeys, friction.visits, friction.moves], [cases.length, visits.length, moves])
  assert.deepEqual(
    [friction.loops?.hits, friction.backtracks?.hits, friction.pingpongs?.hits, friction.rework?.hits],
    [share(one => one.loop), share(one => one.back), share(one => one.pingpong), share(one => one.loop || one.back)],
  )
  assert.equal(
    friction.quickBacks?.hits ?? 0,
    share(one => one.quick),
  )
  assert.equal(
    friction.reworked?.hits,
    cases.filter(events => new Set(events.map(event => event.name)).size < events.length).length,
  )
  for (const place of friction.places) {
    const own = visits.filter(one => one.name === place.activity)
    assert.deepEqual(
      [place.visits, place.loops, place.returns, place.pingpongs],
      [
        own.length,
        own.filter(one => one.loop).length,
        own.filter(one => one.back).length,
        own.filter(one => one.pingpong).length,
      ],
      place.activity,
    )
  }
})

test('the fluidity index is the geometric mean of its five parts', async () => {
  const { fluidity } = await ask(contract.askDurations, {})
  const contacts = lives.flatMap(contactsOf)
  const known = contacts.filter(one => one.reason !== '').length
  const spans = closed.map(spanOf)
  const parts = [
    1 - share(one => one.loop) / moves,
    1 - share(one => one.back) / moves,
    1 - share(one => one.forced) / moves,
    1 - countsOf(contacts, 7, until).back / known,
    Math.min(1, quantile(spans, 0.25) / quantile(spans, 0.5)),
  ]
  close(fluidity.loops, parts[0]!, 'loops')
  close(fluidity.backtracks, parts[1]!, 'backtracks')
  close(fluidity.forcedSwitches, parts[2]!, 'forced')
  close(fluidity.repeatContacts, parts[3]!, 'contacts')
  close(fluidity.time, parts[4]!, 'time')
  close(fluidity.index, parts.reduce((product, part) => product * part, 1) ** (1 / 5), 'index')
  const stumbles = share(one => one.loop || one.back || failures.includes(one.name))
  close(fluidity.smoothVisits, 1 - stumbles / visits.length, 'smooth')
})

test('passages between two steps fall into quarters, by the local week in which they began', async () => {
  const told = await ask(contract.askSpectrum, { start: 'Call Answered', end: 'Help Article Viewed', bins: 'week' })
  const passages = cases.flatMap(events =>
    events
      .slice(1)
      .flatMap((event, index) =>
        events[index]!.name === 'Call Answered' && event.name === 'Help Article Viewed'
          ? [{ left: events[index]!.at, arrived: event.at, seconds: (event.at - events[index]!.at) / 1000 }]
          : [],
      ),
  )
  assert.equal(told.passages, passages.length)
  assert.ok(passages.length > 15)
  const limits = [0.25, 0.5, 0.75].map(p =>
    quantile(
      passages.map(one => one.seconds),
      p,
    ),
  )
  for (const [index, limit] of told.quartiles!.entries()) close(limit, limits[index]!, `quartile ${index}`)
  assert.equal(
    told.overtaken?.hits,
    passages.filter(one => passages.some(other => other.left > one.left && other.arrived < one.arrived)).length,
  )
  const weekOf = (at: number) => {
    const day = new Date(
      `${new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris', dateStyle: 'short' }).format(at)}T00:00:00Z`,
    )
    day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
    return day.toISOString().slice(0, 10)
  }
  const expected = Map.groupBy(
    passages,
    one => `${weekOf(one.left)} ${1 + told.quartiles!.filter(limit => one.seconds > limit).length}`,
  )
  assert.deepEqual(
    new Map(told.bins.map(row => [`${row.bin} ${row.quarter}`, row.passages])),
    new Map([...expected].map(([key, own]) => [key, own.length])),
  )
})

test('an edge that nobody goes, an unknown step and an empty period give no figure and a sentence', async () => {
  const none = await ask(contract.askSpectrum, {
    start: 'Problem Solved',
    end: 'Problem Solved',
    to: '2001-01-01T00:00:00Z',
  })
  assert.deepEqual([none.passages, none.quartiles, none.bins], [0, null, []])
  const { status } = await house.call(contract.askSpectrum, {
    query: { start: 'Nowhere', end: 'Call Answered' },
  } as never)
  assert.equal(status, 404)
  const empty = await ask(contract.askDurations, { to: '2001-01-01T00:00:00Z' })
  assert.deepEqual(
    [empty.closed.journeys, empty.closed.median, empty.withOpen.median, empty.fluidity.index, empty.waitingShare],
    [0, null, null, null, null],
  )
})
