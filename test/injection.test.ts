import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as collecting from '../src/contract/collecting.ts'
import * as events from '../src/contract/collecting-events.ts'
import * as bindings from '../src/contract/map-bindings.ts'
import * as mapping from '../src/contract/mapping.ts'
import * as measuring from '../src/contract/measuring.ts'
import type { Route } from '../src/contract/route.ts'
import { sql, u32 } from '../src/engines/clickhouse/index.ts'
import { sql as postgresSql } from '../src/engines/postgres/index.ts'
import { hostileTexts } from './engines/store-promises.ts'
import { openHouse, type TestHouse } from './kit.ts'

const place = mkdtempSync(join(tmpdir(), 'parcours-canary-'))
const canary = join(place, 'canary')
const hostile = hostileTexts.map(each => each.replaceAll('CANARY', canary))

let house: TestHouse
let map: string
let touchpoint: string
let journey: string
before(async () => {
  writeFileSync(canary, 'sung')
  house = await openHouse()
  await house.clickhouse.define('create table canary (number UInt32) engine = MergeTree order by number')
  await house.clickhouse.insert('canary', ['number'], [[1]])
  await house.postgres.run(postgresSql`create table public.canary as select 1 as number`)
  const { answer } = await house.call(mapping.createMap, { body: { from: 'discovery-to-return' } })
  map = answer.map.id
  journey = answer.journey.id
  touchpoint = answer.library.touchpoints[0]!.id
})
after(() => house[Symbol.asyncDispose]())

const period = { from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' }

/** Refused with a sentence, or answered: never a bug, never a statement that broke. */
async function ask(route: Route, input: object, what: string): Promise<number> {
  const params = { workspace: house.workspace.key, map, journey, touchpoint, customer: 'cus_0000000000001' }
  const given = input as { params?: object }
  const { status, answer } = await house.call(route, { ...input, params: { ...params, ...given.params } } as never)
  assert.ok(status < 500, `${route.name} ${what}: ${status} ${JSON.stringify(answer)}`)
  return status
}

test('hostile names and values come in as events, whole, and are measured', async () => {
  const key = await house.createKey('secret')
  const messages = hostile.flatMap((each, index) => [
    {
      type: 'track',
      event: each,
      userId: each,
      messageId: each,
      caseKey: each,
      properties: { [each]: each, channel: each },
    },
    { type: 'identify', anonymousId: each, messageId: `i${each}`, traits: { [each]: each, plan: each, email: each } },
    {
      type: 'page',
      name: each,
      anonymousId: `b${index}`,
      messageId: `p${each}`,
      context: { page: { path: each, url: each }, campaign: { source: each } },
    },
  ])
  const sent = await house.send(key, messages)
  assert.equal(((await sent.json()) as { accepted: number }).accepted, messages.length)
  await house.settle()
  const names = await house.clickhouse.rows<{ name: string }>(sql`
    select distinct toString(name) as name from events where workspace_id = ${u32(house.workspace.number)} and kind = 'track'`)
  assert.deepEqual(
    names.map(({ name }) => name).sort(),
    [...new Set(hostile.map(each => each.trim().replaceAll('\0', '')))].sort(),
  )
})

test('hostile filters, searches, rules, edits and cursors are values or refusals', async () => {
  const status: Record<number, number> = {}
  const tried = async (route: Route, input: object, what: string) => {
    const given = await ask(route, input, what)
    status[given] = (status[given] ?? 0) + 1
  }
  for (const [index, each] of hostile.entries()) {
    const short = each.slice(0, 190)
    for (const cohort of [`plan:${short}`, `${short.replaceAll(':', ' ')}:x`, short]) {
      await tried(measuring.measureMap, { query: { ...period, cohort } }, cohort)
      await tried(measuring.listBehind, { query: { ...period, cohort, behind: 'visits', cursor: short } }, cohort)
      await tried(measuring.followGraph, { query: { ...period, cohort } }, cohort)
    }
    await tried(measuring.measureMap, { query: { ...period, channel: short } }, short)
    await tried(measuring.measureMap, { query: { from: short, to: period.to } }, short)
    await tried(measuring.followGraph, { query: { ...period, map: short, limit: short } }, short)
    await tried(collecting.findCustomers, { body: { identifier: each } }, each)
    await tried(collecting.findCustomers, { body: { cursor: short } }, each)
    await tried(collecting.getCustomer, { params: { customer: short.slice(0, 40) } }, short)
    await tried(collecting.getTimeline, { query: { channel: short, cursor: short } }, short)
    await tried(events.listQuarantine, { query: { reason: short.slice(0, 60), cursor: short } }, short)
    await tried(bindings.listBindings, { query: { touchpoint: short } }, short)
    for (const when of [
      { field: 'type', op: 'eq', value: each },
      { field: `properties.${short}`, op: 'contains', value: each },
      { field: `properties.${short}`, op: 'in', value: [each, each] },
      { field: `properties.${short}`, op: 'startsWith', value: each },
      { field: 'type', op: 'glob', value: short },
      { field: 'type', op: 'regex', value: short },
      { field: each, op: 'eq', value: 1 },
      { field: 'type', op: each, value: 1 },
    ]) {
      const rule = { id: `bnd_${index}`, touchpoint, when, merge: { window: 'PT1M', by: [`properties.${short}`] } }
      await tried(bindings.previewBinding, { body: { rule } }, JSON.stringify(when))
      if (when.op === 'contains') {
        await tried(bindings.saveBinding, { params: { binding: rule.id }, body: { rule } }, JSON.stringify(when))
      }
    }
    const caseRule = { correlationKey: short, startWhen: { field: 'type', op: 'eq', value: each }, abandonAfter: 'P1D' }
    await tried(mapping.setJourney, { body: { set: { caseRule } } }, short)
  }
  await house.settle()
  await tried(measuring.measureMap, { query: period }, 'at the end')
  await tried(bindings.getCoverage, { query: {} }, 'at the end')
  // Both happen: what is a value is asked, what is a name is refused.
  assert.ok((status[200] ?? 0) > 200 && (status[400] ?? 0) > 50, JSON.stringify(status))
})

test('the canaries live', async () => {
  assert.deepEqual(await house.clickhouse.rows(sql`select number from canary`), [{ number: 1 }])
  assert.deepEqual(await house.postgres.rows(postgresSql`select number from public.canary`), [{ number: 1 }])
  assert.deepEqual(readdirSync(place), ['canary'])
  const settings = await house.clickhouse.rows<{ value: string }>(sql`
    select value from system.settings where name = 'max_execution_time'`)
  assert.deepEqual(settings, [{ value: '30' }])
})
