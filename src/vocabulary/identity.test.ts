import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Identifier, type Link, partitionIdentifiers } from './identity.ts'

const [u1, u2, u3, a1, a2, a3] = [10n, 20n, 30n, 101n, 102n, 103n]
const identifiers: readonly Identifier[] = [
  { anchor: u1, kind: 'user_id' },
  { anchor: u2, kind: 'user_id' },
  { anchor: u3, kind: 'user_id' },
  { anchor: a1, kind: 'anonymous_id' },
  { anchor: a2, kind: 'anonymous_id' },
  { anchor: a3, kind: 'anonymous_id' },
]
const together = (one: bigint, other: bigint, at: number): Link => ({ one, other, rule: 'together', at })

function groups(links: readonly Link[]): string {
  const { places } = partitionIdentifiers(identifiers, links)
  return JSON.stringify([...places].map(([anchor, { customer }]) => [String(anchor), String(customer)]).sort())
}

function customerOf(links: readonly Link[], anchor: bigint): bigint {
  return partitionIdentifiers(identifiers, links).places.get(anchor)!.customer
}

test('two devices of one known person are one customer, named by the known id', () => {
  const links = [together(a1, u1, 1), together(a2, u1, 2)]
  assert.equal(customerOf(links, a1), u1)
  assert.equal(customerOf(links, a2), u1)
  assert.equal(customerOf(links, a3), a3)
})

test('two known people on one browser are never joined: the browser belongs to the first', () => {
  const links = [together(a1, u1, 5), together(a1, u2, 9)]
  const partition = partitionIdentifiers(identifiers, links)
  assert.equal(partition.places.get(a1)?.customer, u1)
  assert.equal(partition.places.get(u2)?.customer, u2)
  assert.deepEqual(
    partition.refused.map(({ reason }) => reason),
    ['two_known'],
  )
})

test('an alias of the site joins two known ids, and the core of each stays its own', () => {
  const links: Link[] = [together(a1, u1, 1), together(a2, u2, 2), { one: u1, other: u2, rule: 'alias', at: 3 }]
  const { places } = partitionIdentifiers(identifiers, links)
  assert.deepEqual(
    [a1, a2, u1, u2].map(anchor => places.get(anchor)?.customer),
    [u1, u1, u1, u1],
  )
  assert.deepEqual(
    [a1, a2].map(anchor => places.get(anchor)?.core),
    [u1, u2],
  )
})

test('a merge taken back leaves exactly what was there before', () => {
  const before = [together(a1, u1, 1), together(a2, u2, 2)]
  const merged: Link[] = [...before, { one: u1, other: u2, rule: 'manual', at: 9 }]
  assert.notEqual(groups(merged), groups(before))
  assert.equal(groups(merged.slice(0, 2)), groups(before))
})

test('more than twenty devices in ninety days are not one person', () => {
  const devices = Array.from(
    { length: 25 },
    (_, index): Identifier => ({ anchor: BigInt(1000 + index), kind: 'anonymous_id' }),
  )
  const links = devices.map(({ anchor }, index) => together(anchor, u1, index))
  const { places, refused } = partitionIdentifiers([...identifiers, ...devices], links)
  assert.equal(devices.filter(({ anchor }) => places.get(anchor)?.customer === u1).length, 20)
  assert.equal(refused.length, 5)
})

test('who is who does not depend on the order of arrival', () => {
  const anchors = identifiers.map(({ anchor }) => anchor)
  const link = fc
    .record({
      one: fc.constantFrom(...anchors),
      other: fc.constantFrom(...anchors),
      rule: fc.constantFrom('together' as const, 'alias' as const, 'manual' as const),
      at: fc.integer({ min: 0, max: 5 }),
    })
    .filter(({ one, other }) => one !== other)
  fc.assert(
    fc.property(
      fc
        .uniqueArray(link, {
          maxLength: 8,
          selector: ({ one, other }) => (one < other ? `${one}-${other}` : `${other}-${one}`),
        })
        .chain(links => fc.tuple(fc.constant(links), fc.shuffledSubarray(links, { minLength: links.length }))),
      ([links, shuffled]) => groups(links) === groups(shuffled),
    ),
    { numRuns: 500 },
  )
})
