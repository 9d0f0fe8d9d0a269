import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { type FactorValue, factorColumns, factorRow } from './factor-columns.ts'
import { chooseLogistic, contributionsOf, fitLogistic, probabilityOf } from './logistic-model.ts'
import { areaUnderCurve, brierScore, reliabilityBins } from './prediction-quality.ts'
import { seededRandom } from './seeded-random.ts'

const near = (found: number, expected: number, within: number) =>
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected} ± ${within}`)

test('a planted probability is found again', () => {
  const random = seededRandom(3)
  const rows = Array.from({ length: 6000 }, () => [random() * 4 - 2, random() * 2, random()])
  const outcomes = rows.map(([a, b]) => random() < 1 / (1 + Math.exp(-(-0.5 + 1.2 * a! - 0.8 * b!))))
  const model = chooseLogistic(rows, outcomes)!
  near(model.weights[0]! / model.deviations[0]!, 1.2, 0.1)
  near(model.weights[1]! / model.deviations[1]!, -0.8, 0.12)
  near(model.weights[2]! / model.deviations[2]!, 0, 0.2)
  const row = rows[0]!
  const odds = model.intercept + contributionsOf(model, row).reduce((a, b) => a + b, 0)
  near(1 / (1 + Math.exp(-odds)), probabilityOf(model, row), 1e-12)
})

test('what a single yes or no tells is the odds of its table', () => {
  // 30 of 100 against 10 of 100: with next to no ridge, the log of the ratio of odds.
  const rows = Array.from({ length: 200 }, (_, index) => [index < 100 ? 1 : 0])
  const outcomes = rows.map((_, index) => (index < 100 ? index < 30 : index - 100 < 10))
  const model = fitLogistic(rows, outcomes, 1e-9)!
  near(model.weights[0]! / model.deviations[0]!, Math.log(30 / 70 / (10 / 90)), 1e-6)
})

test('a factor that tells the two apart perfectly leaves the model finite; one outcome alone leaves none', () => {
  const rows = Array.from({ length: 60 }, (_, index) => [index, 5])
  const model = chooseLogistic(
    rows,
    rows.map(([at]) => at! >= 30),
  )!
  assert.ok(model.weights.every(Number.isFinite))
  assert.equal(model.weights[1], 0)
  assert.ok(probabilityOf(model, [59, 5]) > 0.9)
  assert.equal(
    chooseLogistic(
      rows,
      rows.map(() => true),
    ),
    undefined,
  )
  assert.equal(chooseLogistic([], []), undefined)
})

test('the area under the curve is the share of pairs in the right order', () => {
  const told = fc.array(fc.record({ probability: fc.constantFrom(0.1, 0.2, 0.5, 0.9), happened: fc.boolean() }), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(told, predicted => {
      const yes = predicted.filter(each => each.happened)
      const no = predicted.filter(each => !each.happened)
      const found = areaUnderCurve(predicted)
      if (yes.length === 0 || no.length === 0) return assert.equal(found, null)
      const pairs = yes.flatMap(one =>
        no.map(other => (one.probability > other.probability ? 1 : one.probability === other.probability ? 0.5 : 0)),
      )
      near(found!.area, pairs.reduce<number>((a, b) => a + b, 0) / pairs.length, 1e-9)
    }),
  )
})

test('words and missing numbers become columns, the commonest word and the mean left unsaid', () => {
  const customers = Array.from({ length: 60 }, (_, index) => ({
    plan: index < 30 ? 'month' : index < 50 ? 'year' : 'decade',
    age: index % 3 === 0 ? null : 40,
  }))
  const columns = factorColumns(customers)
  assert.deepEqual(
    columns.map(column => [column.kind, column.factor, column.kind === 'word' ? column.word : '']),
    [
      ['number', 'age', ''],
      ['missing', 'age', ''],
      ['word', 'plan', 'year'],
      ['word', 'plan', 'decade'],
    ],
  )
  assert.deepEqual(factorRow(columns, { plan: 'year', age: null }), [40, 1, 1, 0])
  assert.deepEqual(factorRow(columns, { plan: 'never seen', age: 20 }), [20, 0, 0, 0])
})

const telco = join(import.meta.dirname, '../../../../shared/data/churn/telco_customer_churn.csv.gz')
/** These give the answer away, or say nothing but who and where somebody is. */
const leftOut = new Set([
  ...['Churn Label', 'Churn Value', 'Churn Score', 'Churn Reason', 'CLTV', 'CustomerID', 'Count'],
  ...['Country', 'State', 'City', 'Zip Code', 'Lat Long', 'Latitude', 'Longitude'],
])

test('on the telephone company’s customers the area under the curve is 0.84 or more on a held-out fifth', context => {
  if (!existsSync(telco)) return context.skip('the data of the telephone company are not here')
  const told = parse(gunzipSync(readFileSync(telco)), { columns: true, bom: true }) as Record<string, string>[]
  assert.equal(told.length, 7043)
  const customers = told.map(row =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([name]) => !leftOut.has(name))
        .map(([name, text]): [string, FactorValue] => {
          const number = Number(text)
          return [name, text.trim() === '' ? null : Number.isFinite(number) ? number : text]
        }),
    ),
  )
  const left = told.map(row => row['Churn Value'] === '1')
  assert.equal(left.filter(Boolean).length, 1869)
  const heldOut = told.map(row => createHash('sha256').update(row.CustomerID!).digest().readUInt32BE(0) % 5 === 0)
  const columns = factorColumns(customers.filter((_, index) => !heldOut[index]))
  const rows = customers.map(each => factorRow(columns, each))
  const model = chooseLogistic(
    rows.filter((_, index) => !heldOut[index]),
    left.filter((_, index) => !heldOut[index]),
  )!
  const predicted = rows.flatMap((row, index) =>
    heldOut[index] ? [{ probability: probabilityOf(model, row), happened: left[index]! }] : [],
  )
  const { area, low, high } = areaUnderCurve(predicted)!
  context.diagnostic(
    `AUC ${area.toFixed(4)} [${low.toFixed(3)}, ${high.toFixed(3)}] on ${predicted.length}, Brier ${brierScore(predicted).toFixed(4)}, ridge ${model.ridge}`,
  )
  assert.ok(area >= 0.84, String(area))
  const share = predicted.filter(each => each.happened).length / predicted.length
  assert.ok(brierScore(predicted) < 0.75 * share * (1 - share))
  for (const bin of reliabilityBins(predicted)) near(bin.said, bin.happened, 0.12)
})
