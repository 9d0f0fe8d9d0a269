import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getAtlas } from '../src/contract/atlas.ts'
import { importMap, publishMap } from '../src/contract/mapping.ts'
import { lookAtMaps } from '../src/measuring/watching/watch-maps.ts'
import { openHouse, type TestHouse } from './kit.ts'

const day = 86_400_000
const names = ['A', 'B', 'C', 'D'] as const

let house: TestHouse
let key: string
before(async () => {
  house = await openHouse()
  key = await house.createKey('secret')
})
after(() => house[Symbol.asyncDispose]())

/** So many customers live a story, some days before now. */
async function live(story: string, customers: number, daysAgo: number): Promise<void> {
  const from = house.installation.now().getTime() - daysAgo * day
  const batch = Array.from({ length: customers }, (_, customer) =>
    [...story].map((event, index) => ({
      type: 'track',
      event,
      userId: `${story}-${daysAgo}-${customer}`,
      messageId: `${story}-${daysAgo}-${customer}-${index}`,
      timestamp: new Date(from + customer * 1000 + index * 60_000).toISOString(),
    })),
  ).flat()
  for (let at = 0; at < batch.length; at += 500) {
    const answer = await house.send(key, batch.slice(at, at + 500))
    assert.equal(answer.status, 200)
  }
}

async function reasons(): Promise<readonly string[]> {
  const { answer } = await house.call(getAtlas, {})
  return answer.journeys[0]!.freshness.reasons.map(one => one.code)
}

test('a map that customers no longer live as when it was published asks to be refreshed, and says why', async () => {
  const told = await house.call(importMap, { query: { dryRun: 'false' }, body: file })
  assert.equal(told.status, 201, JSON.stringify(told.answer))
  await live('ABD', 240, 30)
  const params = { workspace: house.workspace.key, map: 'drifting' }
  const published = await house.call(publishMap, { params, body: { revision: 0, note: '' } })
  assert.equal(published.status, 201, JSON.stringify(published.answer))
  await house.settle()
  await lookAtMaps(house.installation, house.workspace)
  assert.ok(!(await reasons()).includes('drift'))

  house.turnClock(20 * day)
  await live('ABD', 240, 10)
  await house.settle()
  await lookAtMaps(house.installation, house.workspace)
  assert.ok(!(await reasons()).includes('drift'), 'the same life is no drift')

  house.turnClock(2 * day)
  await live('ACD', 480, 1)
  await house.settle()
  await lookAtMaps(house.installation, house.workspace)
  assert.ok((await reasons()).includes('drift'))
})

const file = {
  format: 'parcours.map',
  formatVersion: '1.0',
  exportedAt: '2026-01-01T00:00:00Z',
  defaultLocale: 'en',
  journey: { id: 'drift', name: { en: 'Drift' }, status: 'active', caseRule: { abandonAfter: 'P5D' } },
  map: {
    id: 'drifting',
    phases: [
      {
        id: 'ph1',
        name: { en: 'Only' },
        steps: names.map(name => ({
          id: `s${name}`,
          title: { en: `Step ${name}` },
          placements: [{ id: `p${name}`, touchpoint: name }],
        })),
      },
    ],
  },
  library: { touchpoints: names.map(name => ({ id: name, name: { en: name }, channels: ['web'] })) },
  bindings: names.map(name => ({
    id: `bnd-${name}`,
    touchpoint: name,
    when: { field: 'type', op: 'eq', value: name },
    merge: { window: 'PT0S', by: [] },
  })),
  measures: { included: false },
}
