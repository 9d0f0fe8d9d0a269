import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { inParis, logShapes, type Step, story } from '../../../test/cli/foreign-shapes.ts'
import { type OpenImportOptions, openImport } from './open-import.ts'

// The same small log, written as the well-known logs and exports are written. Whoever brings one of them must find the
// graph that a plain count gives, without saying anything of its columns.

const now = new Date('2026-11-22T00:00:00Z')

/** Counts in one pass over steps in the order of time, ties in the order of the file. */
function graphOf(steps: readonly Step[]) {
  const sorted = steps.map((step, index) => ({ ...step, index })).sort((a, b) => a.at - b.at || a.index - b.index)
  const lived = new Map<string, string[]>()
  for (const { case: key, activity } of sorted) lived.set(key, [...(lived.get(key) ?? []), activity])
  const count = (words: readonly string[]) => {
    const counts: Record<string, number> = {}
    for (const word of words.toSorted()) counts[word] = (counts[word] ?? 0) + 1
    return counts
  }
  const cases = [...lived.values()]
  return {
    cases: cases.length,
    events: steps.length,
    follows: count(cases.flatMap(names => names.slice(1).map((name, index) => `${names[index]} → ${name}`))),
    starts: count(cases.map(names => names[0]!)),
    ends: count(cases.map(names => names.at(-1)!)),
    variants: new Set(cases.map(names => names.join('\n'))).size,
  }
}

/** The instants of each case in the order of the file; files of cases tell one after the other. */
const timesByCase = (steps: readonly Step[]) =>
  [...Map.groupBy(steps, step => step.case).values()].map(own => own.map(({ at }) => at).join()).toSorted()

/** An instant as exactly as the file writes it; days begin when they begin in Paris. */
function asWritten(at: number, unitMs: number): number {
  if (unitMs < 86_400_000) return Math.floor(at / unitMs) * unitMs
  const midnight = Math.floor(inParis(at) / unitMs) * unitMs
  return midnight - (inParis(midnight - 7_200_000) - (midnight - 7_200_000))
}

async function read(name: string, bytes: Buffer) {
  await using opened = await openImport({ name, stream: Readable.from([bytes]) }, { now, timeZone: 'Europe/Paris' })
  const steps: Step[] = []
  const properties: Record<string, unknown>[] = []
  const bad: string[] = []
  const ids = new Set<string>()
  for await (const result of opened.events()) {
    if (!result.ok) bad.push(`${result.line} ${result.column} ${result.value} ${result.reason}`)
    else {
      const { event, caseKey } = result
      ids.add(event.messageId)
      properties.push({ ...event.properties })
      const key = caseKey || (event.userId ?? event.anonymousId)!
      steps.push({ case: key, activity: event.event!, at: Date.parse(event.timestamp!) })
    }
  }
  return { opened, steps, bad, ids, properties }
}

for (const shape of logShapes) {
  test(`${shape.log} is read as it is`, async () => {
    const bytes = Buffer.from(shape.write(story))
    const { opened, steps, bad, ids } = await read(shape.file, bytes)
    const { mapping } = opened
    const moment = mapping.moments[0]
    assert.deepEqual(
      {
        case: mapping.case,
        customer: mapping.userId ?? mapping.anonymousId,
        event: moment && ('fixed' in moment.name ? `=${moment.name.fixed}` : moment.name.columns.join()),
        time: mapping.moments.map(({ time }) => time).join(),
      },
      { customer: undefined, case: undefined, ...shape.sees },
      JSON.stringify(opened.guess.columns.map(({ name, role }) => `${name}=${role}`)),
    )
    assert.deepEqual(bad.slice(0, 3), [])
    const expected = story.map(step => ({
      case: step.case,
      activity: shape.sees.event.startsWith('=') ? shape.sees.event.slice(1) : step.activity,
      at: asWritten(step.at, shape.unitMs ?? 1),
    }))
    assert.deepEqual(graphOf(steps), graphOf(expected))
    assert.equal(ids.size, story.length, 'every event has an id of its own')
    assert.deepEqual(timesByCase(steps), timesByCase(expected))
  })
}

test('which of day and month comes first is decided by the whole file, however late it is proved', async () => {
  const day = (number: number) => String(1 + number).padStart(2, '0')
  const lines = Array.from(
    { length: 6000 },
    (_, index) => `${index >> 2},A,03/${day(Math.floor(index / 400))}/2019 10:00`,
  )
  const bytes = Buffer.from(`case,activity,time\n${lines.join('\n')}\n`)
  const source = () => ({ name: 'log.csv', stream: Readable.from([bytes]), again: async () => source() })
  await using opened = await openImport(source(), { now })
  assert.deepEqual([opened.mapping.moments[0]?.format, opened.guess.unproved], ['month_first', []])
  // The first fortnight alone proves nothing: the day is taken to come first, and that is said.
  const few = Buffer.from(`case,activity,time\n${lines.slice(0, 3000).join('\n')}\n`)
  await using doubtful = await openImport({ name: 'log.csv', stream: Readable.from([few]) }, { now })
  assert.deepEqual([doubtful.mapping.moments[0]?.format, doubtful.guess.doubts[0]], ['day_first', 'day_before_month'])
})

test('starts and completions both count, until somebody keeps one of them or makes them part of the name', async () => {
  const text =
    'case,activity,lifecycle:transition,time\n1,A,start,2019-01-01 10:00\n1,A,complete,2019-01-01 11:00\n1,B,complete,2019-01-01 12:00\n'
  const names = async (choice: OpenImportOptions['choice']) => {
    const source = { name: 'log.csv', stream: Readable.from([Buffer.from(text)]) }
    await using opened = await openImport(source, { now, ...(choice && { choice }) })
    const told = opened.guess.notes.map(({ code }) => code).join()
    const events: string[] = []
    for await (const result of opened.events()) if (result.ok) events.push(result.event.event!)
    return [told, ...events]
  }
  assert.deepEqual(await names(undefined), ['lifecycle', 'A', 'A', 'B'])
  assert.deepEqual(await names({ only: { column: 'lifecycle:transition', values: ['complete'] } }), ['', 'A', 'B'])
  assert.deepEqual(await names({ event: ['activity', 'lifecycle:transition'] }), [
    '',
    'A start',
    'A complete',
    'B complete',
  ])
})

test('what has no end yet counts at its start, and which time is used is told', async () => {
  const text =
    'case,activity,start_time,end_time\n1,A,2019-01-01 10:00,2019-01-01 11:00\n1,B,2019-01-01 12:00,\n1,C,2019-01-01 12:30,2019-01-01 13:00\n'
  const { steps, opened } = await read('log.csv', Buffer.from(text))
  assert.deepEqual(
    steps.map(({ at }) => new Date(at).toISOString().slice(11, 16)),
    ['10:00', '11:00', '12:00'],
  )
  assert.deepEqual(opened.guess.notes, [{ code: 'two_times', used: 'end_time', other: 'start_time' }])
})
