import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { type AttributedPath, creditByRule, removalEffects, shapleyCredit } from './attribution.ts'

const path = (text: string, conversions: number, nulls = 0): AttributedPath => ({
  path: text.split('>'),
  conversions,
  nulls,
})
const near = (actual: number, expected: number, within = 1e-4) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual}, not ${expected}`)

test('removal effects of three paths', () => {
  const { conversion, effects, credit } = removalEffects([path('C1>C2>C3', 1), path('C1', 0, 1), path('C2>C3', 0, 1)])
  near(conversion, 1 / 3)
  for (const [name, effect, share] of [
    ['C1', 0.5, 0.2],
    ['C2', 1, 0.4],
    ['C3', 1, 0.4],
  ] as const) {
    near(effects.get(name)!, effect)
    near(credit.get(name)!, share)
  }
})

test('removal effects where paths come back', () => {
  const { conversion, effects } = removalEffects([path('A>B>A', 1), path('A>A', 0, 1), path('B', 1), path('B>A', 0, 1)])
  near(conversion, 0.5)
  near(effects.get('A')!, 0.6667)
  near(effects.get('B')!, 0.75)
})

test('repeating a touchpoint at once changes no removal effect', () => {
  const once = removalEffects([path('A>B', 2, 1), path('B>A', 1, 3)])
  const often = removalEffects([path('A>A>A>B', 2, 1), path('B>B>A', 1, 3)])
  for (const [name, effect] of once.effects) near(often.effects.get(name)!, effect, 1e-9)
})

test('every credit adds up to the conversions', () => {
  const paths = [path('A>B>C', 5, 2), path('B', 3, 9), path('C>A', 2)]
  const credits = [
    ...(['first', 'last', 'linear', 'position'] as const).map(rule => creditByRule(paths, rule)),
    removalEffects(paths).credit,
    shapleyCredit(paths),
  ]
  for (const credit of credits)
    near(
      [...credit.values()].reduce((sum, each) => sum + each, 0),
      10,
      1e-9,
    )
  near(shapleyCredit(paths).get('B')!, 5 / 3 + 3)
})

test('without a conversion nothing has an effect, and without a path there is nothing', () => {
  assert.deepEqual([...removalEffects([path('A', 0, 2)]).effects], [['A', 0]])
  assert.equal(removalEffects([]).conversion, 0)
})

const file = join(import.meta.dirname, '../../../../shared/data/events/attribution_paths.csv.gz')
test('the totals of ten thousand real paths', existsSync(file) ? {} : { skip: `no data at ${file}` }, () => {
  const paths = gunzipSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map(line => {
      const [story, conversions, , nulls] = line.replaceAll('"', '').split(';')
      return { path: story!.split(' > '), conversions: Number(conversions), nulls: Number(nulls) }
    })
  assert.equal(paths.length, 10_000)
  const first = creditByRule(paths, 'first')
  const last = creditByRule(paths, 'last')
  const linear = creditByRule(paths, 'linear')
  assert.deepEqual([first.get('alpha'), first.get('iota'), first.get('delta')], [6308, 4606, 1])
  assert.deepEqual([last.get('alpha'), last.get('eta'), last.get('mi')], [8447, 4167, 2])
  near(linear.get('alpha')!, 7574.719, 0.001)
  near(linear.get('iota')!, 3857.096, 0.001)
  const { conversion, credit } = removalEffects(paths)
  near(conversion, 19_785 / (19_785 + 68_602), 1e-9)
  near(
    [...credit.values()].reduce((sum, each) => sum + each, 0),
    19_785,
    1e-6,
  )
})
