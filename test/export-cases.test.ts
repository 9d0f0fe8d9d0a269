import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { newWorkspace } from '../src/contract/admitting-workspaces.ts'
import { listImports, startImport } from '../src/contract/collecting-imports.ts'
import { askVariants } from '../src/contract/exploring.ts'
import { followGraph, tracesState } from '../src/contract/measuring.ts'
import { operatorToken } from '../src/server/caller.ts'
import { logShapes, story } from './cli/foreign-shapes.ts'
import { openHouse, type TestHouse } from './kit.ts'

// The cases that a filter keeps leave as an event log, and come back as the same cases.

let house: TestHouse
before(async () => {
  house = await openHouse()
  const key = await house.createKey('secret')
  const day = 86_400_000
  const names = ['A', 'B & <C>', '=1+1', 'Say "hi", twice']
  const messages = Array.from({ length: 40 }, (_, customer) =>
    Array.from({ length: 2 + (customer % 4) }, (_, index) => ({
      type: 'track',
      event: names[(customer * index + index) % names.length],
      userId: `customer-${customer}`,
      messageId: `${customer}-${index}`,
      // The second half of some is another case.
      timestamp: new Date(Date.UTC(2026, 0, 1 + customer) + index * (customer % 5 === 0 ? 40 : 1) * day).toISOString(),
      properties: { channel: customer % 2 === 0 ? 'web' : 'store' },
    })),
  ).flat()
  assert.equal((await house.send(key, messages)).status, 200)
  await house.settle()
})
after(() => house[Symbol.asyncDispose]())

const headers = () => ({ authorization: `Bearer ${operatorToken(house.installation)}` })

async function taken(query: string): Promise<string> {
  const response = await fetch(`${house.url}/api/w/${house.workspace.key}/cases/export?${query}`, {
    headers: headers(),
  })
  const text = await response.text()
  assert.equal(response.status, 200, text)
  return text
}

async function broughtTo(workspace: string, name: string, text: string): Promise<void> {
  const uploaded = await fetch(`${house.url}/api/w/${workspace}/imports/preview`, {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'application/octet-stream', 'x-file-name': name },
    body: text,
  })
  assert.equal(uploaded.status, 200)
  const { upload } = (await uploaded.json()) as { upload: string }
  const { answer, status } = await house.call(startImport, { params: { workspace, upload }, body: {} })
  assert.equal(status, 202, JSON.stringify(answer))
  for (;;) {
    const imports = (await house.call(listImports, { params: { workspace } })).answer.imports
    const view = imports.find(each => each.id === answer.id)!
    if (view.state !== 'waiting' && view.state !== 'running') {
      assert.equal(view.state, 'done', JSON.stringify(view))
      break
    }
    await pause(50)
  }
  while ((await house.call(tracesState, { params: { workspace } })).answer.waiting > 0) await pause(50)
}

const variantsOf = async (workspace: string, query: object) => {
  const { answer } = await house.call(askVariants, { params: { workspace }, query: { ...query, limit: 5000 } } as never)
  return answer.rows.map(row => [row.activities.join(' > '), row.cases, row.medianSeconds]).sort()
}

for (const [format, query] of [
  ['xes', ''],
  ['csv', ''],
  ['xes', 'channel=store&first=A'],
] as const) {
  test(`cases taken as ${format}${query && ', narrowed,'} come back as the same cases`, async () => {
    const text = await taken(`format=${format}&${query}`)
    const made = await house.call(newWorkspace, {
      body: {
        name: 'Back',
        key: `back-${format}-${query.length}`,
        timeZone: 'Europe/Paris',
        locale: 'fr',
        measurementConsent: 'opt-out',
      },
    })
    assert.equal(made.status, 201)
    await broughtTo(made.answer.key, `cases.${format}`, text)
    const expected = await variantsOf(house.workspace.key, Object.fromEntries(new URLSearchParams(query)))
    assert.ok(expected.length > 1)
    const back = await variantsOf(made.answer.key, {})
    // A spreadsheet must take no name for a formula, so such a name comes back behind an apostrophe.
    const named = back.map(([story, ...rest]) => [String(story).replaceAll("'=", '='), ...rest]).sort()
    assert.deepEqual(named, expected)
  })
}

async function newPlace(key: string): Promise<string> {
  const body = { name: key, key, timeZone: 'Europe/Paris', locale: 'fr', measurementConsent: 'opt-out' } as const
  assert.equal((await house.call(newWorkspace, { body })).status, 201)
  return key
}

const graphOf = async (workspace: string) => {
  const { answer } = await house.call(followGraph, { params: { workspace }, query: { limit: 5000 } })
  const follows = answer.follows.map(({ from, to, count }) => `${from} → ${to}: ${count}`).sort()
  const ends = answer.activities.map(({ name, starts, ends }) => `${name}: ${starts} ${ends}`).sort()
  return { cases: answer.cases, events: answer.events, variants: answer.variants, follows, ends }
}

const eventsOf = async (workspace: string, format: string) => {
  const response = await fetch(`${house.url}/api/w/${workspace}/events?format=${format}`, { headers: headers() })
  assert.equal(response.status, 200)
  return response.text()
}

test('a log brought in leaves as CSV and as XES with its cases, ties, attributes and milliseconds, and comes back alike', async () => {
  const shape = logShapes.find(({ log }) => log.includes('BPI 2012'))!
  const apart = story.map((step, index) => ({ ...step, customer: `c${index % 5}` })).slice(0, 40)
  const noCase = apart.map(
    ({ customer, activity, at }) => `${customer},${JSON.stringify(activity)},${new Date(at).toISOString()},-1.5`,
  )
  for (const [name, text] of [
    ['log.xes', String(shape.write(story))],
    ['clicks.csv', `customer,event,time,value\n${noCase.join('\n').replaceAll('\\"', '""')}\n`],
  ] as const) {
    const first = await newPlace(`first-${name.replace('.', '-')}`)
    await broughtTo(first, name, text)
    const [graph, rows] = [await graphOf(first), (await eventsOf(first, 'csv')).trim().split('\r\n').sort()]
    if (name === 'log.xes') {
      assert.deepEqual([graph.cases, graph.events], [60, story.length])
      assert.ok(rows.some(row => row.includes('case:AMOUNT_REQ')))
    }
    // Without cases, events stand outside the traces: only XES has those.
    for (const format of name === 'log.xes' ? ['csv', 'xes'] : ['xes']) {
      const back = await newPlace(`back-${name.replace('.', '-')}-${format}`)
      await broughtTo(back, `events.${format}`, await eventsOf(first, format))
      assert.deepEqual(await graphOf(back), graph, `${name} ${format}`)
      assert.deepEqual((await eventsOf(back, 'csv')).trim().split('\r\n').sort(), rows, `${name} ${format}`)
    }
  }
})

test('who may not take events away may not take cases away either', async () => {
  const key = await house.createKey('write')
  const response = await fetch(`${house.url}/api/w/${house.workspace.key}/cases/export`, {
    headers: { authorization: `Bearer ${key}` },
  })
  assert.equal(response.status, 403)
})
