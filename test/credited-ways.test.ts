import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { sql, texts, u32s } from '../src/engines/clickhouse/index.ts'
import { type CreditCount, creditWays } from '../src/measuring/questions/count-credits.ts'
import { removalEffects } from '../src/vocabulary/statistics/removal-effects.ts'
import { openHouse, type TestHouse } from './kit.ts'

// The credits of ways, against loops over the ways and against published totals.

/** Cases that went one way. */
type Way = { readonly way: readonly number[]; readonly reached: number; readonly lost: number }

let house: TestHouse
before(async () => {
  house = await openHouse()
})
after(async () => {
  await house[Symbol.asyncDispose]()
})

/** Asks the question over these ways; no two cases are of one customer. */
function credit(ways: readonly Way[], minimumGroup = 0): Promise<readonly CreditCount[]> {
  return creditWays(
    house.installation.clickhouse,
    sql`
      select rowNumberInAllBlocks() as customer_id, way, arrayJoin(outcomes) as reached
      from (
        select
          arrayMap(number -> toUInt16(number), splitByChar(' ', told)) as numbers,
          if(told = '', emptyArrayUInt16(), numbers) as way,
          arrayConcat(arrayWithConstant(won, toUInt8(1)), arrayWithConstant(gone, toUInt8(0))) as outcomes
        from (
          select
            arrayJoin(arrayZip(
              ${texts(ways.map(({ way }) => way.join(' ')))},
              ${u32s(ways.map(({ reached }) => reached))},
              ${u32s(ways.map(({ lost }) => lost))})) as one,
            one.1 as told, one.2 as won, one.3 as gone
        )
      )`,
    minimumGroup,
  )
}

const rules = ['first', 'last', 'linear', 'position', 'shapley'] as const
const lastOf = ({ onward }: CreditCount) => Number(onward.find(([next]) => next === 0)?.[2] ?? 0)
const creditsOf = (row: CreditCount) => [Number(row.first), lastOf(row), row.linear, row.position, row.shapley]
const near = (actual: number, expected: number, what: string, within = 1e-6) =>
  assert.ok(Math.abs(actual - expected) <= within, `${what}: ${actual}, not ${expected}`)

/** The same by loops: what each place of a way gets of its goals. */
function creditByLoops(ways: readonly Way[]): Map<number, number[]> {
  const credits = new Map<number, number[]>()
  for (const { way, reached } of ways) {
    const kinds = new Set(way)
    way.forEach((number, index) => {
      const [isFirst, isLast] = [index === 0, index === way.length - 1]
      const middle = isFirst || isLast ? 0.4 : 0.2 / (way.length - 2)
      const parts = [
        isFirst ? 1 : 0,
        isLast ? 1 : 0,
        1 / way.length,
        way.length <= 2 ? 1 / way.length : middle,
        way.indexOf(number) === index ? 1 / kinds.size : 0,
      ]
      const own = credits.get(number) ?? rules.map(() => 0)
      credits.set(
        number,
        own.map((sum, rule) => sum + reached * parts[rule]!),
      )
    })
  }
  return credits
}

test('each rule gives what loops over the ways give, and adds up to the goals', async () => {
  let seed = 11
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const ways = Array.from({ length: 300 }, () => ({
    way: Array.from({ length: random(7) }, () => 1 + random(5)),
    reached: random(4),
    lost: random(3),
  }))
  const told = await credit(ways)
  const expected = creditByLoops(ways)
  const named = told.filter(({ number }) => number > 0)
  assert.deepEqual(named.map(({ number }) => number).sort(), [...expected.keys()].sort())
  for (const row of named)
    for (const [rule, value] of creditsOf(row).entries())
      near(value, expected.get(row.number)![rule]!, `${rules[rule]} of ${row.number}`)
  const goals = ways.reduce((sum, { way, reached }) => sum + (way.length > 0 ? reached : 0), 0)
  for (const [rule, name] of rules.entries())
    near(
      named.reduce((sum, row) => sum + creditsOf(row)[rule]!, 0),
      goals,
      name,
    )
})

const file = join(import.meta.dirname, '../../shared/data/events/attribution_paths.csv.gz')
test('the totals of ten thousand real ways', existsSync(file) ? {} : { skip: `no data at ${file}` }, async () => {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split(/\r?\n/).slice(1)
  const names: string[] = []
  const numberOf = (name: string) => (names.includes(name) ? names.indexOf(name) + 1 : names.push(name))
  const ways = lines.map(line => {
    const [story, reached, , lost] = line.replaceAll('"', '').split(';')
    return { way: story!.split(' > ').map(numberOf), reached: Number(reached), lost: Number(lost) }
  })
  assert.equal(ways.length, 10_000)
  const told = await credit(ways)
  const of = (name: string) => told.find(({ number }) => names[number - 1] === name)!
  assert.deepEqual(
    ['alpha', 'iota', 'delta'].map(name => Number(of(name).first)),
    [6308, 4606, 1],
  )
  assert.deepEqual(
    ['alpha', 'eta', 'mi'].map(name => lastOf(of(name))),
    [8447, 4167, 2],
  )
  near(of('alpha').linear, 7574.719, 'alpha', 0.001)
  near(of('iota').linear, 3857.096, 'iota', 0.001)
  const { conversion } = removalEffects(
    told.flatMap(({ number, starts, first, onward }) => [
      { from: 0, to: number, amount: Number(starts), reached: Number(first) },
      ...onward.map(([to, amount, reached]) => ({
        from: number,
        to,
        amount: Number(amount),
        reached: Number(reached),
      })),
    ]),
  )
  near(conversion, 19_785 / (19_785 + 68_602), 'conversion', 1e-9)
})
