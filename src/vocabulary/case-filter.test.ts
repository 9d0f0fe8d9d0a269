import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  followings,
  readAttribute,
  readFollowers,
  readLasting,
  readNames,
  readVariant,
  writeAttribute,
  writeFollowers,
  writeNames,
} from './case-filter.ts'

const name = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' })

test('whatever activities are called, a filter of them is read back as it was written', () => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), names =>
      assert.deepEqual(readNames(writeNames(names)), names),
    ),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.constantFrom(...followings), name), { minLength: 1, maxLength: 3 }), all =>
      assert.deepEqual(readFollowers(writeFollowers(all)), all),
    ),
  )
  fc.assert(
    fc.property(name, fc.array(fc.string(), { minLength: 1, maxLength: 3 }), (key, values) =>
      assert.deepEqual(readAttribute(writeAttribute({ name: key, values })), { name: key, values }),
    ),
  )
})

const followers: readonly (readonly [string, unknown])[] = [
  ['Cart Viewed > Order Completed', [['Cart Viewed', '>', 'Order Completed']]],
  ['A >> B', [['A', '>>', 'B']]],
  ['A !> B', [['A', '!>', 'B']]],
  ['A !>> A', [['A', '!>>', 'A']]],
  ['[["A > B", ">", "C"]]', [['A > B', '>', 'C']]],
  ['A', undefined],
  ['[["A", "=", "B"]]', undefined],
  ['[]', undefined],
]
for (const [text, told] of followers)
  test(`“${text}” ${told ? 'is read as what follows what' : 'says nothing of what follows what'}`, () =>
    assert.deepEqual(readFollowers(text), told))

const lengths: readonly (readonly [string, unknown])[] = [
  ['PT1H..P2D', { least: 3600, below: 172_800 }],
  ['..P2D', { least: undefined, below: 172_800 }],
  ['PT0S..', { least: 0, below: undefined }],
  ['P2D..PT1H', undefined],
  ['..', undefined],
  ['P2D', undefined],
  ['x..P2D', undefined],
]
for (const [text, told] of lengths)
  test(`“${text}” ${told ? 'is a range of lengths' : 'is no range of lengths'}`, () =>
    assert.deepEqual(readLasting(text), told))

test('a variant is named by its hash, and after a tilde by that of its order without repetitions', () => {
  assert.deepEqual(readVariant('123'), { hash: 123n, collapsed: false })
  assert.deepEqual(readVariant('~18446744073709551615'), { hash: 2n ** 64n - 1n, collapsed: true })
  for (const text of ['18446744073709551616', '-1', 'v12', '']) assert.equal(readVariant(text), undefined)
})
