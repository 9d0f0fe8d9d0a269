import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as views from '../src/contract/saved-views.ts'
import { openHouse } from './kit.ts'

test('a view is saved under a name for everybody, changed, removed, and brought back', async () => {
  await using house = await openHouse()
  const search = { question: 'graph', channel: 'web', apart: ['A', 'B'], looked: 8 }
  const saved = await house.call(views.saveView, { body: { name: '  Web only ', search } })
  assert.equal(saved.status, 201, JSON.stringify(saved.answer))
  assert.equal(saved.answer.name, 'Web only')
  const view = saved.answer.id
  const listed = async () => (await house.call(views.listViews, {})).answer.views
  assert.deepEqual(await listed(), [saved.answer])
  assert.deepEqual((await listed())[0]!.search, search)
  const params = { workspace: house.workspace.key, view }
  const renamed = await house.call(views.changeView, { params, body: { name: 'The web' } })
  assert.deepEqual([renamed.answer.name, renamed.answer.search], ['The web', search])
  const moved = await house.call(views.changeView, { params, body: { search: {} } })
  assert.deepEqual([moved.answer.name, moved.answer.search], ['The web', {}])
  assert.equal((await house.call(views.removeView, { params })).status, 200)
  assert.deepEqual(await listed(), [])
  assert.equal((await house.call(views.changeView, { params, body: { name: 'Gone' } })).status, 404)
  assert.equal((await house.call(views.restoreView, { params })).status, 200)
  assert.deepEqual(
    (await listed()).map(each => each.name),
    ['The web'],
  )
  // After thirty days nothing is left of what was removed.
  await house.call(views.removeView, { params })
  house.turnClock(31 * 86_400_000)
  await house.call(views.saveView, { body: { name: 'Another', search: {} } })
  assert.equal((await house.call(views.restoreView, { params })).status, 404)
})

test('a view without a name, or as large as a book, is refused', async () => {
  await using house = await openHouse()
  for (const body of [
    { name: ' ', search: {} },
    { name: 'Large', search: { first: 'x'.repeat(13_000) } },
    { name: 'Else', search: {}, page: 'settings' },
  ])
    assert.equal((await house.call(views.saveView, { body } as never)).status, 400)
})

test('a map opens by one of its views, and by no other page’s', async () => {
  await using house = await openHouse()
  const save = async (body: { name: string; page: 'map' | 'explore'; search: { map: string } }) =>
    (await house.call(views.saveView, { body })).answer.id
  const [one, other, explored] = [
    await save({ name: 'Families', page: 'map', search: { map: 'map_1' } }),
    await save({ name: 'Students', page: 'map', search: { map: 'map_1' } }),
    await save({ name: 'Graph', page: 'explore', search: { map: 'map_1' } }),
  ]
  const open = (view: string, isDefault = true) =>
    house.call(views.setDefaultView, { params: { workspace: house.workspace.key, view }, body: { isDefault } })
  const first = async () =>
    (await house.call(views.listViews, {})).answer.views.filter(each => each.isDefault).map(each => each.name)
  assert.deepEqual([(await open(one)).status, (await open(other)).status], [200, 200])
  assert.deepEqual(await first(), ['Students'])
  assert.equal((await open(explored)).status, 400)
  // A view that goes and comes back no longer opens the map.
  const params = { workspace: house.workspace.key, view: other }
  await house.call(views.removeView, { params })
  await house.call(views.restoreView, { params })
  assert.deepEqual(await first(), [])
})
