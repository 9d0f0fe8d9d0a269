import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import {
  type Bound,
  f64,
  f64s,
  i64,
  type Sql,
  sql,
  text,
  texts,
  u8,
  u16,
  u32,
  u64,
  u64s,
  uuid,
  uuids,
} from '../../src/engines/clickhouse/index.ts'
import { migrateClickHouse } from '../../src/engines/clickhouse/migrate.ts'
import { instant } from '../../src/engines/clickhouse/sql.ts'
import { sql as postgresSql } from '../../src/engines/postgres/index.ts'
import { migratePostgres } from '../../src/engines/postgres/migrate.ts'
import { features } from '../../src/server/features.ts'
import type { TestHouse } from '../kit.ts'

/** Texts that have broken a quoting rule somewhere. */
const awkwardTexts = [
  '',
  ' ',
  "'",
  "''",
  '"',
  '`',
  '\\',
  '\\\\',
  "\\'",
  "\\\\'",
  "it's",
  "');",
  'tab\there',
  'line\nbreak',
  'return\r\nline',
  '\b\f\v',
  '\\t\\n\\0\\x41\\u0041',
  '\u0001\u001b\u007f',
  'NULL',
  '\\N',
  'nan',
  '[]',
  "['a','b']",
  '{x:String}',
  '{p0:UInt32}',
  '%s %d %%',
  '$1 ?',
  '--',
  '/* */',
  'été, çà et là',
  '漢字',
  '👩‍👩‍👧‍👦💡',
  'e\u0301',
  '\u202eabc',
  '\ufeffbom',
  '\u2028\u2029',
  'ʼ＇‘’',
  '\u{10ffff}',
  '--boundary\r\nContent-Disposition: form-data; name="query"\r\n\r\nselect 1\r\n',
  'x'.repeat(3_000),
]

/** What is sent by those who look for a place where text becomes SQL. CANARY is a file's path. */
export const hostileTexts = [
  "'; drop table canary; --",
  "\\'; drop table canary; --",
  "' or 1=1 --",
  "' union all select * from file('CANARY') --",
  "x' into outfile 'CANARY.out' --",
  "') format Null; drop table canary",
  '; drop table canary',
  "'; insert into canary values (2); --",
  "{x:String}'; drop table canary; --",
  "' settings max_execution_time = 0 --",
  "'||file('CANARY')||'",
  "' and url('http://127.0.0.1:1/')='",
  "\u0000'; drop table canary; --",
  'ʼ; drop table canary; --',
  '＇; drop table canary; --',
  '%27; drop table canary; --',
  '\\x27; drop table canary; --',
  '1); select pg_sleep(5); --',
  "'; copy canary to 'CANARY.out'; --",
  '$$; drop table canary; $$',
]

const day = new Date('2024-02-29T23:59:59.999Z')
const manyIds = Array.from({ length: 2_000 }, (_, index) => 0xffff_ffff_ffff_ffffn - BigInt(index) * 7919n)

const values: readonly (readonly [string, Bound, unknown])[] = [
  ...awkwardTexts.map(each => [`the text ${JSON.stringify(each.slice(0, 30))}`, text(each), each] as const),
  ['a list of texts', texts(awkwardTexts.slice(0, -1)), awkwardTexts.slice(0, -1)],
  ['a list of one empty text', texts(['']), ['']],
  ['an empty list of texts', texts([]), []],
  [
    'a list longer than an address may be',
    texts(Array.from({ length: 40 }, () => awkwardTexts).flat()),
    Array.from({ length: 40 }, () => awkwardTexts).flat(),
  ],
  ['a text longer than an address may be', text("é'\\\n".repeat(50_000)), "é'\\\n".repeat(50_000)],
  ['u8', u8(255), 255],
  ['u16', u16(65_535), 65_535],
  ['u32', u32(4_294_967_295), 4_294_967_295],
  ['the largest u64', u64(0xffff_ffff_ffff_ffffn), '18446744073709551615'],
  ['a u64 that no double holds', u64(9_007_199_254_740_993n), '9007199254740993'],
  ['a list of u64', u64s([0n, 1n, 9_007_199_254_740_993n]), ['0', '1', '9007199254740993']],
  ['an empty list of u64', u64s([]), []],
  ['two thousand u64', u64s(manyIds), manyIds.map(String)],
  ['i64', i64(-9_007_199_254_740_991), '-9007199254740991'],
  ['f64', f64(0.1), 0.1],
  ['a whole f64', f64(3), 3],
  ['a small f64', f64(5e-324), 5e-324],
  ['a large f64', f64(-1.7e308), -1.7e308],
  ['a list of f64, some of them whole', f64s([1, -2, 0.5, 1e21, 1e-7]), [1, -2, 0.5, 1e21, 1e-7]],
  ['uuid', uuid('61f0c404-5cb3-11e7-907b-a6006ad3dba0'), '61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
  ['a list of uuid', uuids(['61f0c404-5cb3-11e7-907b-a6006ad3dba0']), ['61f0c404-5cb3-11e7-907b-a6006ad3dba0']],
  ['an instant', instant(day), '2024-02-29 23:59:59.999'],
]

/** The promises that both stores keep, however they were reached. */
export function storePromises(open: () => Promise<TestHouse>): void {
  let house: TestHouse
  const seconds = (started: number) => (performance.now() - started) / 1000

  describe('values', () => {
    test('every kind of bound value comes back as it went to ClickHouse', async () => {
      house = await open()
      for (const [what, bound, expected] of values) {
        const row = await house.clickhouse.first<{ value: unknown }>(sql`select ${bound} as value`)
        assert.deepEqual(row?.value, expected, what)
      }
    })

    test('several values of one question do not disturb each other', async () => {
      const rows = await house.clickhouse.rows<{ one: string; other: readonly string[]; number: string }>(sql`
        select ${text("a'\\")} as one, ${texts(["'", '\\'])} as other, ${u64(1n << 63n)} as number`)
      assert.deepEqual(rows, [{ one: "a'\\", other: ["'", '\\'], number: '9223372036854775808' }])
    })

    test('rows come back as they were inserted, and as they are streamed', async () => {
      await house.clickhouse.define(
        `create table if not exists round_trip (number UInt32, value String, more Map(String, Float64), at DateTime64(3, 'UTC')) engine = MergeTree order by number settings ${house.clickhouse.durableTable}`,
      )
      const rows = awkwardTexts.map((value, number) => [
        number,
        value,
        { [value]: number + 0.5 },
        '2024-02-29 23:59:59.999',
      ])
      await house.clickhouse.insert('round_trip', ['number', 'value', 'more', 'at'], rows)
      const question = sql`select number, value, more, toString(at) from round_trip order by number`
      const streamed: unknown[] = []
      for await (const chunk of house.clickhouse.stream<unknown[]>(question)) streamed.push(...chunk)
      assert.deepEqual(streamed, rows)
    })

    test('every kind of bound value comes back as it went to PostgreSQL', async () => {
      const held = awkwardTexts.filter(each => !each.includes('\0'))
      const bytes = Buffer.from([0, 1, 39, 92, 255])
      const row = await house.postgres.first(postgresSql<Record<string, unknown>>`
        select
          ${held}::text[] as texts,
          ${'9223372036854775807'}::bigint as number,
          ${['1', '9007199254740993']}::bigint[] as numbers,
          ${bytes}::bytea as bytes,
          ${JSON.stringify({ value: held })}::jsonb as json,
          ${day}::timestamptz as at,
          ${null}::text as nothing,
          ${Array.from({ length: 5_000 }, (_, index) => `'${index}\\`)}::text[] as many`)
      assert.deepEqual(row, {
        texts: held,
        number: '9223372036854775807',
        numbers: ['1', '9007199254740993'],
        bytes,
        json: { value: held },
        at: day,
        nothing: null,
        many: Array.from({ length: 5_000 }, (_, index) => `'${index}\\`),
      })
    })
  })

  describe('text that would be SQL', () => {
    test('stays text wherever it is bound: the canaries live', async () => {
      const place = mkdtempSync(join(tmpdir(), 'parcours-canary-'))
      const canary = join(place, 'canary')
      writeFileSync(canary, 'sung')
      const { clickhouse, postgres } = house
      await clickhouse.define(`create table if not exists canary (number UInt32) engine = MergeTree order by number`)
      await clickhouse.insert('canary', ['number'], [[1]])
      await postgres.run(postgresSql`create table if not exists public.canary as select 1 as number`)
      for (const each of hostileTexts) {
        const hostile = each.replaceAll('CANARY', canary)
        const uses: Sql[] = [
          sql`select ${text(hostile)} as value`,
          sql`select ${texts([hostile, hostile])}[1] as value`,
          sql`select ${texts([hostile, 'x'.repeat(9_000)])}[1] as value`,
          sql`select map(${text(hostile)}, ${text(hostile)})[${text(hostile)}] as value`,
          sql`select any(one) as value from (select ${text(hostile)} as one) where one = ${text(hostile)}`,
        ]
        for (const use of uses) {
          assert.deepEqual(await clickhouse.rows(use), [{ value: hostile }], hostile)
        }
        await clickhouse.insert('round_trip', ['number', 'value'], [[1_000, hostile]])
        if (hostile.includes('\0')) continue
        const row = await postgres.first(postgresSql<{ value: string }>`select ${hostile}::text as value`)
        assert.equal(row?.value, hostile)
      }
      assert.deepEqual(await clickhouse.rows(sql`select number from canary`), [{ number: 1 }])
      assert.deepEqual(await postgres.rows(postgresSql`select number from public.canary`), [{ number: 1 }])
      assert.deepEqual(readdirSync(place), ['canary'])
      assert.ok(!existsSync(`${canary}.out`))
    })

    test('a plain string is no question', async () => {
      // @ts-expect-error Only what the tag made is SQL; the compiler says so too.
      await assert.rejects(async () => house.clickhouse.rows('select 1'), TypeError)
      // @ts-expect-error And only bound values and pieces of SQL stand in it.
      assert.throws(() => sql`select ${'1'}`, TypeError)
    })
  })

  describe('bounds', () => {
    test('a question that takes too long is cut and said to be too heavy', async () => {
      const started = performance.now()
      await assert.rejects(
        house.clickhouse.rows(sql`select max(sipHash64(number)) from numbers(100000000000)`, { timeoutMs: 1_000 }),
        { code: 'query_too_heavy', status: 503 },
      )
      assert.ok(seconds(started) < 8, `${seconds(started)} s`)
    })

    test('a question that takes too much memory is cut and said to be too heavy', async () => {
      await assert.rejects(
        house.clickhouse.rows(sql`select length(groupArray(number)) from numbers(200000000)`, {
          maxMemoryBytes: 100_000_000,
        }),
        { code: 'query_too_heavy' },
      )
    })

    test('what a failed question had found so far stands in no other answer', async () => {
      const { clickhouse } = house
      const failing = sql`select number, ${text('mine alone')} as mine, throwIf(number = 100000) from numbers(1000000)`
      for (let time = 0; time < 12; time++) {
        await assert.rejects(clickhouse.rows(failing))
        assert.deepEqual(await clickhouse.rows(sql`select ${u32(time)} as number`), [{ number: time }])
        for await (const rows of clickhouse.stream(sql`select 'yours'`)) assert.deepEqual(rows, [['yours']])
      }
      const several = Array.from({ length: 20 }, async (_, number) => {
        if (number % 2 === 0) await assert.rejects(clickhouse.rows(failing))
        assert.deepEqual(await clickhouse.rows(sql`select ${u32(number)} as number`), [{ number }])
      })
      await Promise.all(several)
    })

    test('a long answer can be left midway, again and again, and what follows is not delayed', async () => {
      for (let time = 0; time < 8; time++) {
        let read = 0
        for await (const rows of house.clickhouse.stream<[string]>(sql`select number from numbers(3000000000)`)) {
          read += rows.length
          if (read > 10_000) break
        }
        assert.ok(read > 10_000)
      }
      const started = performance.now()
      assert.deepEqual(await house.clickhouse.rows(sql`select 1 as one`), [{ one: 1 }])
      assert.ok(seconds(started) < 5, `${seconds(started)} s`)
    })

    test('a slow question does not stop another', async () => {
      const slow = house.clickhouse
        .rows(sql`select max(sipHash64(number)) from numbers(100000000000)`, { timeoutMs: 4_000 })
        .then(
          () => assert.fail('the slow question was not slow'),
          () => performance.now(),
        )
      await new Promise(resolve => setTimeout(resolve, 200))
      for (let time = 0; time < 5; time++) await house.clickhouse.rows(sql`select ${u32(time)} as number`)
      await house.clickhouse.insert('round_trip', ['number', 'value'], [[2_000, 'meanwhile']])
      const answered = performance.now()
      assert.ok(answered < (await slow), 'the quick ones waited for the slow one')
    })
  })

  describe('durability', () => {
    test('every table that keeps anything syncs, as read back from the store', async () => {
      const tables = await house.clickhouse.rows<{ name: string; definition: string }>(sql`
        select name, create_table_query as definition
        from system.tables
        where database = currentDatabase() and engine like '%MergeTree' and name not in ('canary')`)
      assert.ok(tables.length >= 5)
      for (const { name, definition } of tables) {
        for (const setting of house.clickhouse.durableTable.split(', ')) {
          assert.ok(definition.includes(setting), `${name} lacks ${setting}`)
        }
      }
      const sessions = await house.clickhouse.rows<{ name: string; value: string }>(sql`
        select name, value from system.settings where name in ('async_insert', 'max_execution_time', 'max_memory_usage')
        order by name`)
      assert.deepEqual(
        sessions.map(({ name, value }) => [name, value]),
        [
          ['async_insert', '0'],
          ['max_execution_time', '30'],
          ['max_memory_usage', '2000000000'],
        ],
      )
      const postgres = await house.postgres.first(postgresSql`
        select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
          current_setting('full_page_writes') as pages`)
      assert.deepEqual(postgres, { fsync: 'on', commit: 'on', pages: 'on' })
    })

    test('migrations run twice do nothing', async () => {
      for (const feature of features) {
        assert.equal(await migratePostgres(house.postgres, feature.name, feature.postgresMigrations ?? []), 0)
        assert.equal(await migrateClickHouse(house.clickhouse, feature.name, feature.clickhouseMigrations ?? []), 0)
      }
    })
  })

  test('an event goes all the way and is told once', async () => {
    const key = await house.createKey('write')
    const message = {
      type: 'track',
      event: "O'Brien \\ 💡",
      anonymousId: 'b-1',
      messageId: 'm-1',
      properties: { n: 1 },
    }
    for (let time = 0; time < 3; time++) assert.equal((await house.send(key, [message])).status, 200)
    await house.settle()
    assert.deepEqual(
      await house.clickhouse.rows(sql`
        select name, numbers['n'] as n from events where workspace_id = ${u32(house.workspace.number)}`),
      [{ name: "O'Brien \\ 💡", n: 1 }],
    )
  })
}
