import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { expectedOfNew, expectedPurchases, fitPurchaseModel, logLikelihood, stillCustomer } from './purchase-model.ts'

const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const near = (actual: number, expected: number, within: number) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual}, not ${expected}`)

test('what the published model expects', () => {
  near(expectedPurchases(published, { repeats: 2, lastAt: 30.43, observed: 38.86 }, 39), 1.226, 0.001)
  const expected: readonly (readonly [number, number])[] = [
    [0.1429, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31.8571, 1.0405],
    [32, 1.0437],
    [78, 1.8576],
  ]
  for (const [time, amount] of expected) near(expectedOfNew(published, time), amount, 0.005)
})

test('a customer who bought long ago and often is likelier to have left than one who bought seldom', () => {
  const often = stillCustomer(published, { repeats: 10, lastAt: 10, observed: 40 })
  const seldom = stillCustomer(published, { repeats: 1, lastAt: 10, observed: 40 })
  assert.ok(often < seldom && seldom < 1)
  assert.equal(stillCustomer(published, { repeats: 0, lastAt: 0, observed: 40 }), 1)
})

const file = join(import.meta.dirname, '../../../../shared/data/events/cdnow_customers_summary.csv.gz')
test(
  'the model of 2,357 real customers is the published one',
  existsSync(file) ? {} : { skip: `no data at ${file}` },
  () => {
    const histories = gunzipSync(readFileSync(file))
      .toString('utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map(line => {
        const [, repeats, lastAt, observed] = line.split(',').map(Number)
        return { repeats: repeats!, lastAt: lastAt!, observed: observed! }
      })
    assert.equal(histories.length, 2357)
    near(logLikelihood(published, histories), -9582.43, 0.01)
    const { r, alpha, a, b } = fitPurchaseModel(histories)
    near(r, 0.243, 0.001)
    near(alpha, 4.414, 0.01)
    near(a, 0.793, 0.005)
    near(b, 2.426, 0.02)
  },
)
