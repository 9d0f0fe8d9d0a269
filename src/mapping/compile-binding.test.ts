import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { test } from 'node:test'
import { startClickHouse } from '../engines/clickhouse/embedded.ts'
import { connectClickHouse, join, sql, u32 } from '../engines/clickhouse/index.ts'
import { durableTable } from '../engines/clickhouse/settings.ts'
import { type BindingRule, bindingRuleShape } from '../vocabulary/binding.ts'
import { bindingCases, plainEvent } from '../vocabulary/binding-cases.ts'
import { matches, type RuleEvent, winnerFor } from '../vocabulary/binding-match.ts'
import { compileCondition, compileRules } from './compile-binding.ts'

async function openEvents() {
  const directory = mkdtempSync(joinPath(tmpdir(), 'parcours-binding-'))
  const server = await startClickHouse(directory, { info() {}, warn() {}, error() {} })
  const clickhouse = connectClickHouse({ socketPath: server.socketPath }, durableTable)
  await clickhouse.define(`
    create table events (
      n UInt32, name LowCardinality(String), kind LowCardinality(String), channel LowCardinality(String),
      device LowCardinality(String), source LowCardinality(String), case_key String,
      occurred_at DateTime64(3, 'UTC'), score Nullable(Float32),
      texts Map(LowCardinality(String), String), numbers Map(LowCardinality(String), Float64)
    ) engine = MergeTree order by n`)
  const columns = [
    'n',
    'name',
    'kind',
    'channel',
    'device',
    'source',
    'case_key',
    'occurred_at',
    'score',
    'texts',
    'numbers',
  ]
  return {
    clickhouse,
    insert: (events: readonly RuleEvent[]) =>
      clickhouse.insert(
        'events',
        columns,
        events.map((event, n) => [
          n,
          event.type,
          event.kind,
          event.channel,
          event.device,
          event.source,
          event.case,
          event.occurredAt.toISOString().slice(0, 23).replace('T', ' '),
          event.score,
          event.texts,
          event.numbers,
        ]),
      ),
    [Symbol.asyncDispose]: async () => {
      await clickhouse[Symbol.asyncDispose]()
      await server.keeper.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const eventOf = (change: Partial<RuleEvent>): RuleEvent => ({ ...plainEvent, ...change })

test('a rule means the same in the page and in the store', async t => {
  await using store = await openEvents()
  await store.insert(bindingCases.map(one => eventOf(one.event)))
  const questions = bindingCases.map(
    ({ when }, n) => sql`select n, toUInt8(${compileCondition(when)}) as matched from events where n = ${u32(n)}`,
  )
  // All in one statement, in slices: a slice shows that many rules stand side by side in one query.
  const answers = new Map<number, number>()
  for (let from = 0; from < questions.length; from += 20) {
    const slice = questions.slice(from, from + 20)
    for (const row of await store.clickhouse.rows<{ n: number; matched: number }>(join(slice, sql` union all `))) {
      answers.set(row.n, row.matched)
    }
  }
  for (const [n, one] of bindingCases.entries()) {
    await t.test(one.says, () => {
      assert.equal(matches(one.when, eventOf(one.event)), one.matches, 'in TypeScript')
      assert.equal(answers.get(n) === 1, one.matches, 'in ClickHouse')
    })
  }
})

test('an event goes to one touchpoint, the same in both', async () => {
  await using store = await openEvents()
  const rule = (id: string, touchpoint: string, more: object): BindingRule =>
    bindingRuleShape.parse({ id, touchpoint, when: { field: 'channel', op: 'eq', value: 'web' }, ...more })
  const both = {
    all: [
      { field: 'channel', op: 'eq', value: 'web' },
      { field: 'kind', op: 'eq', value: 'page' },
    ],
  }
  const rules = [
    rule('b3', 'late', {}),
    rule('b2', 'early', {}),
    rule('b4', 'precise', { when: both, validUntil: '2026-03-02' }),
    rule('b5', 'urgent', {
      priority: 200,
      when: { field: 'properties.plan', op: 'eq', value: 'or' },
      validFrom: '2026-03-05',
    }),
    rule('b1', 'unplaced', { priority: 900 }),
  ]
  const numbers = new Map([
    ['late', 11],
    ['early', 12],
    ['precise', 13],
    ['urgent', 14],
  ])
  const placed = rules.filter(one => numbers.has(one.touchpoint))
  const events = [
    eventOf({ channel: 'app', texts: {} }),
    eventOf({}),
    eventOf({ kind: 'track' }),
    eventOf({ occurredAt: new Date('2026-03-05T12:00:00Z') }),
    // The days of a rule are those of the workspace: in Paris these two are a day later than in London.
    eventOf({ occurredAt: new Date('2026-03-01T23:30:00Z') }),
    eventOf({ occurredAt: new Date('2026-03-04T23:30:00Z') }),
  ]
  await store.insert(events)
  for (const [zone, expected] of [
    ['UTC', [0, 13, 12, 14, 13, 12]],
    ['Europe/Paris', [0, 13, 12, 14, 12, 14]],
  ] as const) {
    const answered = await store.clickhouse.rows<{ won: number }>(
      sql`select ${compileRules(rules, numbers, zone)} as won from events order by n`,
    )
    const thought = events.map(event => {
      const { winner } = winnerFor(placed, event, zone)
      return winner ? numbers.get(winner.touchpoint) : 0
    })
    assert.deepEqual(thought, expected, zone)
    assert.deepEqual(
      answered.map(row => row.won),
      expected,
      zone,
    )
  }
  const none = await store.clickhouse.rows<{ won: number }>(
    sql`select ${compileRules([], numbers, 'UTC')} as won from events`,
  )
  assert.deepEqual(new Set(none.map(row => row.won)), new Set([0]))
})
