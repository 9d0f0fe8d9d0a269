import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openHouse, type TestHouse } from '../../test/kit.ts'
import { findCustomers, getCustomer, getTimeline } from '../contract/collecting.ts'
import { listQuarantine, sourceActivity } from '../contract/collecting-events.ts'
import { sql as clickhouseSql, u32, u64s } from '../engines/clickhouse/index.ts'
import { sql } from '../engines/postgres/index.ts'
import { numberFromCustomerId } from '../vocabulary/id.ts'
import { collecting, eraseCustomer, eraseCustomers } from './index.ts'

const started = Date.now() - 86_400_000
const at = (minutes: number) => new Date(started + minutes * 60_000).toISOString()

describe('Forgetting a customer', () => {
  let house: TestHouse
  let key: string
  let serverKey: string
  before(async () => {
    house = await openHouse()
    key = await house.createKey('write')
    serverKey = await house.createKey('secret', 'Server')
    await house.send(key, [
      { type: 'page', anonymousId: 'needle-browser', timestamp: at(0), messageId: '1' },
      { type: 'track', anonymousId: 'needle-browser', messageId: 'refused' },
      { type: 'track', messageId: 'refused-too', event: 'X', properties: { email: 'needle@example.org' } },
      { type: 'track', messageId: 'refused-other', event: 'Y', properties: { email: 'other@example.org' } },
    ])
    await house.send(serverKey, [
      {
        type: 'identify',
        userId: 'needle-user',
        anonymousId: 'needle-browser',
        timestamp: at(1),
        messageId: '2',
        traits: { email: 'needle@example.org', name: 'Needle Person', city: 'Needleville' },
        context: {
          externalIds: [{ type: 'loyalty', id: 'needle-card' }],
          consent: { categoryPreferences: { marketing: true } },
        },
      },
      {
        type: 'track',
        event: 'Said',
        userId: 'needle-user',
        timestamp: at(2),
        messageId: '3',
        properties: { comment: 'I want to be forgotten' },
      },
      {
        type: 'track',
        event: 'Said',
        userId: 'neighbour',
        anonymousId: 'neighbour-browser',
        timestamp: at(2),
        messageId: '4',
      },
    ])
    await house.settle()
  })
  after(() => house[Symbol.asyncDispose]())

  const find = async (identifier: string) =>
    (await house.call(findCustomers, { body: { identifier } })).answer.customers

  test('everything that is known can be given to the customer first', async () => {
    const [customer] = await find('needle-user')
    const all = await collecting.export!(house.context, numberFromCustomerId(customer!.customer)!)
    const text = JSON.stringify(all)
    for (const needle of [
      'needle-user',
      'needle-browser',
      'needle-card',
      'needle@example.org',
      'Needle Person',
      'I want to be forgotten',
      'marketing',
    ])
      assert.ok(text.includes(needle), needle)
    assert.equal((all.events as unknown[]).length, 3)
  })

  test('a forgotten customer is nowhere any more, in no table of either store', async () => {
    const [customer] = await find('needle-user')
    const known = (
      await house.call(getCustomer, { params: { workspace: house.workspace.key, customer: customer!.customer } })
    ).answer
    const anchors = known.identifiers.map(({ anchor }) => numberFromCustomerId(anchor)!)
    assert.equal(anchors.length, 3)
    await eraseCustomer(house.context, customer!.customer)
    await house.settle()
    for (const identifier of ['needle-user', 'needle-browser', 'needle-card', 'needle@example.org', customer!.customer])
      assert.deepEqual(await find(identifier), [], identifier)
    const params = { workspace: house.workspace.key, customer: customer!.customer }
    assert.equal((await house.call(getCustomer, { params })).status, 404)
    assert.equal((await house.call(getTimeline, { params })).status, 404)
    const quarantine = (await house.call(listQuarantine, {})).answer
    assert.deepEqual(
      quarantine.events.map(event => JSON.parse(event.message).messageId),
      ['refused-other'],
    )
    // Whatever table has an anchor or a customer: new ones are asked too, and must be forgotten or excused here.
    const kept = new Set(['collecting.forgotten', 'collecting.consent_decisions'])
    const columns = await house.postgres.rows(sql<{ name: string; column: string }>`
      select table_schema || '.' || table_name as name, column_name as column
      from information_schema.columns
      where column_name in ('anchor', 'customer', 'one', 'other', 'current_anchor', 'core')
        and table_schema not in ('information_schema', 'pg_catalog') and data_type = 'bigint'`)
    assert.ok(columns.length >= 10)
    for (const { name, column } of columns) {
      if (kept.has(name)) continue
      const row = await house.postgres.first(sql<{ amount: string }>`
        select count(*) as amount from ${sql.table(name)} where ${sql.ref(column)} = any(${anchors.map(String)}::bigint[])`)
      assert.equal(Number(row?.amount), 0, `${name}.${column}`)
    }
    const tables = await house.clickhouse.rows<{ table: string; name: string }>(clickhouseSql`
      select table, name
      from system.columns
      where database = currentDatabase() and name in ('anchor', 'customer_id') and table like '%_raw'`)
    assert.ok(tables.length >= 4)
    for (const { table, name } of tables) {
      const where = name === 'anchor' ? clickhouseSql`anchor` : clickhouseSql`customer_id`
      const from = {
        events_raw: clickhouseSql`events_raw`,
        page_samples_raw: clickhouseSql`page_samples_raw`,
        traits_raw: clickhouseSql`traits_raw`,
        customer_places_raw: clickhouseSql`customer_places_raw`,
        traces_raw: clickhouseSql`traces_raw`,
        contacts_raw: clickhouseSql`contacts_raw`,
        segment_members_raw: clickhouseSql`segment_members_raw`,
      }[table]
      assert.ok(from, `${table} holds customers: it has to be erased too, and named here`)
      const row = await house.clickhouse.first<{ amount: string }>(clickhouseSql`
        select count() as amount from ${from} where workspace_id = ${u32(house.workspace.number)} and ${where} in (${u64s(anchors)})`)
      assert.equal(Number(row?.amount), 0, table)
    }
    const proof = await house.postgres.first(sql<{ amount: string; words: string }>`
      select count(*) as amount, string_agg(method, '') as words
      from collecting.consent_decisions where anchor = any(${anchors.map(String)}::bigint[])`)
    assert.deepEqual([Number(proof?.amount), proof?.words], [1, ''])
    assert.equal((await find('neighbour')).length, 1)
  })

  test('told twice, nothing breaks and nothing comes back', async () => {
    const [customer] = await find('neighbour')
    const number = numberFromCustomerId(customer!.customer)!
    const known = (
      await house.call(getCustomer, { params: { workspace: house.workspace.key, customer: customer!.customer } })
    ).answer
    const anchors = known.identifiers.map(({ anchor }) => numberFromCustomerId(anchor)!)
    await collecting.erase!(house.installation, house.workspace.number, [number, ...anchors])
    await collecting.erase!(house.installation, house.workspace.number, [number, ...anchors])
    await house.settle()
    assert.deepEqual(await find('neighbour'), [])
  })

  test('a list is forgotten together: whoever is unknown is told, others stay, nobody is counted twice', async () => {
    const listed = ['list-a', 'list-b', 'list-c']
    await house.send(
      serverKey,
      [...listed, 'not-listed'].flatMap(userId => [
        { type: 'track', event: 'Seen', userId, anonymousId: `${userId}-browser`, timestamp: at(3) },
        { type: 'track', event: 'Seen', userId, timestamp: at(4) },
      ]),
    )
    await house.settle()
    const ids = await Promise.all(listed.map(async userId => (await find(userId))[0]!.customer))
    // One of them under two of their numbers, one of nobody, one that is no number at all.
    const gone = await eraseCustomers(house.context, [...ids, ids[0]!, 'cus_00000000000000000000000001', 'nobody'])
    assert.deepEqual(gone, { erased: 3, unknown: ['cus_00000000000000000000000001', 'nobody'] })
    await house.settle()
    for (const userId of listed) assert.deepEqual(await find(userId), [], userId)
    assert.equal((await find('not-listed'))[0]?.events, 2)
    const left = await house.clickhouse.first<{ amount: string }>(clickhouseSql`
      select count() as amount from events_raw
      where workspace_id = ${u32(house.workspace.number)} and name = 'Seen'`)
    assert.equal(Number(left?.amount), 2)
    assert.deepEqual(await eraseCustomers(house.context, ids), { erased: 0, unknown: ids })
    await assert.rejects(eraseCustomer(house.context, ids[0]!), { code: 'not_found' })
  })

  test('what arrives later of a forgotten customer is not stored, and counted as not allowed', async () => {
    const before = (await house.call(sourceActivity, { query: {} })).answer.sources.find(
      ({ source }) => source === 'Server',
    )!
    await house.send(serverKey, [
      { type: 'track', event: 'Back', userId: 'needle-user', timestamp: at(10), messageId: '10' },
      { type: 'page', anonymousId: 'needle-browser', timestamp: at(11), messageId: '11' },
      {
        type: 'identify',
        userId: 'needle-user',
        anonymousId: 'new-browser',
        timestamp: at(12),
        messageId: '12',
        traits: { email: 'needle@example.org' },
      },
      {
        type: 'track',
        event: 'Other',
        userId: 'flatmate',
        anonymousId: 'needle-browser',
        timestamp: at(13),
        messageId: '13',
      },
    ])
    await house.settle()
    for (const identifier of ['needle-user', 'needle-browser', 'new-browser', 'needle@example.org'])
      assert.deepEqual(await find(identifier), [], identifier)
    const flatmates = await find('flatmate')
    assert.deepEqual(
      flatmates.map(({ events, identifiers }) => [events, identifiers]),
      [[1, 1]],
    )
    const after = (await house.call(sourceActivity, { query: {} })).answer.sources.find(
      ({ source }) => source === 'Server',
    )!
    assert.equal(after.notMeasured - before.notMeasured, 3)
  })

  test('no file of the analytical store ever held a word of theirs', () => {
    const needles = ['needle@example.org', 'Needle Person', 'needle-user', 'needle-card', 'I want to be forgotten']
    for (const file of readdirSync(join(house.dataDirectory), { recursive: true, withFileTypes: true })) {
      const path = join(file.parentPath, file.name)
      if (!file.isFile() || !/clickhouse|chdb/i.test(path)) continue
      const bytes = readFileSync(path)
      for (const needle of needles) assert.equal(bytes.includes(needle), false, `${needle} in ${path}`)
    }
  })
})
