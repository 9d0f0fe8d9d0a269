import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { connectClickHouse } from '../../src/engines/clickhouse/index.ts'
import { durableTable } from '../../src/engines/clickhouse/settings.ts'
import { openLog } from '../../src/engines/log.ts'
import { openStores } from '../../src/engines/open-stores.ts'
import { newDataDirectory } from '../faults/data-directory.ts'
import { openHouse, type TestHouse } from '../kit.ts'
import { storePromises } from './store-promises.ts'

const data = newDataDirectory()
let stores: ChildProcess
let addresses: { readonly databaseUrl: string; readonly clickhouseUrl: string }
let house: TestHouse | undefined

before(async () => {
  stores = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'serve-stores.ts'), data.path],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const [line] = (await once(createInterface(stores.stdout!), 'line')) as [string]
  addresses = JSON.parse(line)
})
after(async () => {
  await house?.[Symbol.asyncDispose]()
  const gone = once(stores, 'exit')
  stores.stdin!.end()
  await gone
  data[Symbol.dispose]()
})

describe('the same stores by URL, started by somebody else', () => {
  storePromises(async () => {
    house = await openHouse({ env: { DATABASE_URL: addresses.databaseUrl, CLICKHOUSE_URL: addresses.clickhouseUrl } })
    // Nothing of its own was started.
    assert.deepEqual(house.house.stores.children(), {})
    return house
  })
})

describe('the check at the start', () => {
  const open = (databaseUrl: string, clickhouseUrl: string) =>
    openStores({ dataDirectory: data.path, databaseUrl, clickhouseUrl, log: openLog('silent') })

  test('a PostgreSQL that does not sync its commits is refused, and says what to turn on', async () => {
    const careless = `${addresses.databaseUrl}&options=${encodeURIComponent('-c synchronous_commit=off')}`
    await assert.rejects(open(careless, addresses.clickhouseUrl), /synchronous_commit off.*Turn both on/s)
  })

  test('a ClickHouse that does not keep the settings of a table is refused, and names them', async () => {
    await using clickhouse = connectClickHouse({ url: addresses.clickhouseUrl }, durableTable)
    await clickhouse.define('drop table settings_check')
    await clickhouse.define('create table settings_check (number UInt8) engine = MergeTree order by number')
    await assert.rejects(
      open(addresses.databaseUrl, addresses.clickhouseUrl),
      /fsync_after_insert = 1.*will not start/s,
    )
    await clickhouse.define('drop table settings_check')
  })

  test('a store that is not there is told at once, by the setting that names it', async () => {
    await assert.rejects(
      open('postgresql://nobody:secret@127.0.0.1:1/none', addresses.clickhouseUrl),
      (error: Error) => /DATABASE_URL .*ECONNREFUSED/.test(error.message) && !error.message.includes('secret'),
    )
    await assert.rejects(open(addresses.databaseUrl, 'http://127.0.0.1:1'), /CLICKHOUSE_URL .*ECONNREFUSED/)
  })
})
