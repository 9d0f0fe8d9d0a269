import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Move, removalEffects } from './removal-effects.ts'

/** The moves of ways such as `A>B`, of which so many reached the goal and so many did not. */
function movesOf(ways: readonly (readonly [way: string, reached: number, lost: number])[]): Move[] {
  return ways.flatMap(([way, reached, lost]) => {
    const states = [0, ...[...way.replaceAll('>', '')].map(letter => letter.charCodeAt(0) - 64), 0]
    return states.slice(1).map((to, index) => ({ from: states[index]!, to, amount: reached + lost, reached }))
  })
}
const [A, B, C] = [1, 2, 3]
const near = (actual: number, expected: number, within = 1e-4) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual}, not ${expected}`)

test('removal effects of three ways', () => {
  const { conversion, effects } = removalEffects(
    movesOf([
      ['A>B>C', 1, 0],
      ['A', 0, 1],
      ['B>C', 0, 1],
    ]),
  )
  near(conversion, 1 / 3)
  near(effects.get(A)!, 0.5)
  near(effects.get(B)!, 1)
  near(effects.get(C)!, 1)
})

test('removal effects where ways come back', () => {
  const { conversion, effects } = removalEffects(
    movesOf([
      ['A>B>A', 1, 0],
      ['A>A', 0, 1],
      ['B', 1, 0],
      ['B>A', 0, 1],
    ]),
  )
  near(conversion, 0.5)
  near(effects.get(A)!, 0.6667)
  near(effects.get(B)!, 0.75)
})

test('repeating a touchpoint at once changes no removal effect', () => {
  const once = removalEffects(
    movesOf([
      ['A>B', 2, 1],
      ['B>A', 1, 3],
    ]),
  )
  const often = removalEffects(
    movesOf([
      ['A>A>A>B', 2, 1],
      ['B>B>A', 1, 3],
    ]),
  )
  for (const [state, effect] of once.effects) near(often.effects.get(state)!, effect, 1e-9)
})

test('who begins with the goal converts without any touchpoint', () => {
  const { conversion, effects } = removalEffects(
    movesOf([
      ['', 1, 0],
      ['A', 1, 2],
    ]),
  )
  near(conversion, 0.5)
  near(effects.get(A)!, 0.5)
})

test('without a conversion nothing has an effect, and without a way there is nothing', () => {
  assert.deepEqual([...removalEffects(movesOf([['A', 0, 2]])).effects], [[A, 0]])
  assert.equal(removalEffects([]).conversion, 0)
})
