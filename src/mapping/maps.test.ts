import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openHouse, type TestHouse } from '../../test/kit.ts'
import { createWorkspace } from '../admitting/index.ts'
import * as bindings from '../contract/map-bindings.ts'
import * as libraryRoutes from '../contract/map-library.ts'
import * as contract from '../contract/mapping.ts'
import { sql } from '../engines/postgres/index.ts'
import { newId } from '../vocabulary/id.ts'
import { placementsOf, stepsOf } from '../vocabulary/map/journey-map.ts'
import type { MapEdit } from '../vocabulary/map/map-edit.ts'

let house: TestHouse
before(async () => {
  house = await openHouse()
})
after(() => house[Symbol.asyncDispose]())

type Refusal = { readonly code: string; readonly message: string; readonly details: Record<string, never> }

/** The answer of a call that must succeed. */
async function done<T>(call: Promise<{ status: number; answer: T }>): Promise<T> {
  const { status, answer } = await call
  assert.ok(status < 300, `${status} ${JSON.stringify(answer)}`)
  return answer
}

async function refused(call: Promise<{ status: number; answer: unknown }>, status: number): Promise<Refusal> {
  const found = await call
  assert.equal(found.status, status, JSON.stringify(found.answer))
  const answer = found.answer as { problem?: Refusal; error?: Refusal } & Refusal
  return answer.problem ?? answer.error ?? answer
}

const fromTemplate = () => done(house.call(contract.createMap, { body: { from: 'discovery-to-return' } }))
const edit = (map: string, revision: number, edits: MapEdit[], client?: string) =>
  house.call(contract.editMap, {
    params: { workspace: house.workspace.key, map },
    body: { revision, edits, ...(client ? { client } : {}) },
  })
const at = (map: string) => ({ workspace: house.workspace.key, map })
/** Edits of the library as a client writes them: fields with a default may be left out. */
const editLibrary = (edits: readonly object[]) =>
  house.call(libraryRoutes.editLibrary, { body: { edits: edits as never } })

test('a map drawn from a template is whole: phases, steps, touchpoints, departments, in both languages', async () => {
  const whole = await fromTemplate()
  assert.deepEqual(
    whole.map.phases.map(phase => phase.name.fr),
    ['Découverte', 'Apprentissage', 'Achat', 'Réception', 'SAV', 'Retour'],
  )
  assert.equal(whole.library.touchpoints.length, 20)
  assert.equal(Object.keys(whole.touchpointNumbers).length, 20)
  assert.deepEqual(await done(house.call(contract.getMap, { params: at(whole.map.id) })), whole)
  const { journeys } = await done(house.call(contract.listJourneys, {}))
  const face = journeys.find(one => one.journey.id === whole.journey.id)!
  assert.deepEqual([face.maps[0]!.phases, face.maps[0]!.steps], [6, stepsOf(whole.map).length])
})

test('a second map from the same template takes the touchpoints that are there', async () => {
  const [one, two] = [await fromTemplate(), await fromTemplate()]
  const ids = (whole: typeof one) => new Set(whole.library.touchpoints.map(touchpoint => touchpoint.id))
  assert.deepEqual(ids(one), ids(two))
  const { library } = await done(house.call(libraryRoutes.getLibrary, {}))
  assert.equal(library.touchpoints.filter(touchpoint => touchpoint.name.fr === 'Panier').length, 1)
})

test('edits are kept, and undone by the edits that are answered', async () => {
  const whole = await fromTemplate()
  const step = stepsOf(whole.map)[0]!
  const changed = await done(
    edit(whole.map.id, whole.revision, [
      { op: 'setStep', step: step.id, set: { title: { fr: 'Je rêve d’une lampe' } } },
      { op: 'removePhase', phase: whole.map.phases[5]!.id },
    ]),
  )
  assert.equal(changed.revision, whole.revision + 1)
  assert.equal(changed.map.phases.length, 5)
  const undone = await done(edit(whole.map.id, changed.revision, changed.inverse))
  assert.deepEqual(undone.map, whole.map)
})

test('two people edit different cells at once and both are kept; the same cell, the second is told', async () => {
  const { map, revision } = await fromTemplate()
  const step = stepsOf(map)[0]!.id
  const cell = (lane: string, fr: string): MapEdit => ({
    op: 'setCell',
    step,
    lane,
    cell: { lane, text: { fr }, refs: [], span: 1, evidence: [] },
  })
  await done(edit(map.id, revision, [cell('action', 'celle d’Anne')], 'anne'))
  const both = await done(edit(map.id, revision, [cell('people', 'celle de Bruno')], 'bruno'))
  assert.deepEqual(
    stepsOf(both.map)[0]!
      .cells.map(one => one.text?.fr)
      .slice(1),
    ['celle d’Anne', 'celle de Bruno'],
  )
  const told = await refused(edit(map.id, revision, [cell('action', 'trop tard')], 'bruno'), 409)
  assert.equal(told.code, 'changed_meanwhile')
  // Her own editor goes on from where it was, even when it has not heard of its last edit.
  await done(edit(map.id, revision, [cell('action', 'encore Anne')], 'anne'))
  await refused(edit(map.id, revision, [{ op: 'removeStep', step }], 'bruno'), 409)
  await done(edit(map.id, revision + 3, [{ op: 'removeStep', step }], 'bruno'))
  assert.equal(
    (await refused(edit(map.id, revision + 3, [cell('action', 'disparue')], 'anne'), 409)).code,
    'changed_meanwhile',
  )
})

test('all edits of a list are kept, or none', async () => {
  const { map, revision } = await fromTemplate()
  await refused(
    edit(map.id, revision, [
      { op: 'setMap', set: { name: { fr: 'X' } } },
      { op: 'removeStep', step: 'none' },
    ]),
    404,
  )
  await refused(edit(map.id, revision, [{ op: 'setMap', set: { personas: ['nobody'] } }]), 400)
  assert.equal((await done(house.call(contract.getMap, { params: at(map.id) }))).revision, revision)
})

test('publishing tells all that is wrong, and what is published never changes', async () => {
  const whole = await fromTemplate()
  const expected = placementsOf(whole.map).slice(0, 2)
  const orphaned = await done(
    edit(
      whole.map.id,
      whole.revision,
      expected.map(one => ({ op: 'setPlacement', placement: one.id, set: { presence: 'expected', raci: [] } })),
    ),
  )
  const refusal = await house.call(contract.publishMap, {
    params: at(whole.map.id),
    body: { revision: orphaned.revision },
  })
  assert.equal(refusal.status, 400)
  const text = JSON.stringify(refusal.answer)
  for (const placement of expected) assert.ok(text.includes(placement.id), 'the cursor can go to each of them')

  const mended = await done(edit(whole.map.id, orphaned.revision, orphaned.inverse))
  await refused(
    house.call(contract.publishMap, { params: at(whole.map.id), body: { revision: orphaned.revision } }),
    409,
  )
  const version = await done(
    house.call(contract.publishMap, {
      params: at(whole.map.id),
      body: { revision: mended.revision, note: 'Première' },
    }),
  )
  assert.deepEqual([version.number, version.status], [1, 'published'])

  const touchpoint = whole.library.touchpoints[0]!
  await done(editLibrary([{ op: 'set', kind: 'touchpoints', id: touchpoint.id, set: { name: { fr: 'Renommé' } } }]))
  await done(edit(whole.map.id, mended.revision, [{ op: 'removePhase', phase: whole.map.phases[0]!.id }]))
  const published = await done(house.call(contract.getMap, { params: at(whole.map.id), query: { version: 1 } }))
  assert.equal(published.map.phases.length, 6)
  assert.deepEqual(
    published.library.touchpoints.find(one => one.id === touchpoint.id),
    touchpoint,
  )
  assert.equal(published.journey.status, 'draft', 'as it was then')
  assert.equal((await done(house.call(contract.getMap, { params: at(whole.map.id) }))).journey.status, 'active')
  await done(editLibrary([{ op: 'set', kind: 'touchpoints', id: touchpoint.id, set: { name: touchpoint.name } }]))

  const second = await done(
    house.call(contract.publishMap, { params: at(whole.map.id), body: { revision: mended.revision + 1 } }),
  )
  const { versions } = await done(house.call(contract.listVersions, { params: at(whole.map.id) }))
  assert.deepEqual(
    versions.map(one => [one.number, one.status]),
    [
      [2, 'published'],
      [1, 'superseded'],
    ],
  )
  assert.notEqual(second.contentHash, version.contentHash)
  await assert.rejects(house.postgres.run(sql`update mapping.versions set note = 'x'`), /never changes/)
})

test('a version that was tampered with is not shown', async () => {
  const whole = await fromTemplate()
  await done(house.call(contract.publishMap, { params: at(whole.map.id), body: { revision: whole.revision } }))
  await house.postgres.transaction(async transaction => {
    await transaction.run(sql`set local session_replication_role = replica`)
    await transaction.run(sql`
      update mapping.versions set content = jsonb_set(content, '{map,name}', '{"fr":"faux"}')
      where workspace_id = ${house.workspace.number} and map_id = ${whole.map.id}`)
  })
  const told = await refused(house.call(contract.getMap, { params: at(whole.map.id), query: { version: 1 } }), 500)
  assert.equal(told.code, 'map_damaged')
})

test('an exported map, imported in an empty workspace, is exported the same but for its date', async () => {
  const whole = await fromTemplate()
  const touchpoint = whole.library.touchpoints[0]!
  await done(
    house.call(bindings.saveBinding, {
      params: { workspace: house.workspace.key, binding: 'bnd_export' },
      body: {
        rule: { id: 'bnd_export', touchpoint: touchpoint.id, when: { field: 'type', op: 'eq', value: 'Ad Seen' } },
      },
    }),
  )
  const other = await createWorkspace(house.installation, {
    key: 'empty-one',
    name: 'Empty',
    timeZone: 'UTC',
    locale: 'en',
    measurementConsent: 'opt-out',
    actor: { kind: 'system' },
  })
  const file = (await done(house.call(contract.exportMap, { params: at(whole.map.id) }))) as unknown as string
  const dry = await done(
    house.call(contract.importMap, {
      params: { workspace: other.key },
      query: { dryRun: 'true' },
      body: JSON.parse(file),
    }),
  )
  assert.equal(dry.map, null)
  assert.ok(dry.added > 20)
  const imported = await done(
    house.call(contract.importMap, { params: { workspace: other.key }, body: JSON.parse(file) }),
  )
  assert.deepEqual(imported.map!.map, whole.map)
  assert.equal(imported.map!.bindings.length, 1)
  const again = (await done(
    house.call(contract.exportMap, { params: { workspace: other.key, map: whole.map.id } }),
  )) as unknown as string
  const undated = (text: string) => text.replace(/"exportedAt": "[^"]+"/, '')
  assert.equal(undated(again), undated(file))

  const same = await done(house.call(contract.importMap, { params: { workspace: other.key }, body: JSON.parse(file) }))
  assert.deepEqual([same.added, same.collisions], [0, []])
})

test('a file whose ids name other things here is refused until it is said what to do', async () => {
  const whole = await fromTemplate()
  const file = JSON.parse(
    (await done(house.call(contract.exportMap, { params: at(whole.map.id) }))) as unknown as string,
  )
  file.map.phases.length = 2
  file.map.momentsOfTruth = []
  file.library.touchpoints[0].name = { fr: 'Autre chose' }
  const told = await refused(house.call(contract.importMap, { body: file }), 409)
  assert.equal(told.code, 'import_collides')
  assert.equal((await done(house.call(contract.getMap, { params: at(whole.map.id) }))).map.phases.length, 6)

  const kept = await done(house.call(contract.importMap, { body: file, query: { onCollision: 'keep' } }))
  assert.equal(kept.map!.map.phases.length, 6)
  const copied = await done(house.call(contract.importMap, { body: file, query: { onCollision: 'copy' } }))
  assert.notEqual(copied.map!.map.id, whole.map.id)
  assert.equal(copied.map!.map.phases.length, 2)
  assert.ok(
    copied.map!.library.touchpoints.some(
      one => one.name.fr === 'Autre chose' && one.id !== file.library.touchpoints[0].id,
    ),
  )
  const replaced = await done(house.call(contract.importMap, { body: file, query: { onCollision: 'replace' } }))
  assert.equal(replaced.map!.map.phases.length, 2)
  assert.equal(
    (await refused(edit(whole.map.id, whole.revision, [{ op: 'setMap', set: { name: { fr: 'vieux' } } }]), 409)).code,
    'changed_meanwhile',
  )
  const snapshot = await house.postgres.first(sql<{ content: { phases: unknown[] } }>`
    select content from mapping.snapshots where map_id = ${whole.map.id}`)
  assert.equal(snapshot!.content.phases.length, 6, 'what was replaced is kept')
})

test('a newer format, a reference to nothing, a pattern that cannot run: refused, and nothing written', async () => {
  const whole = await fromTemplate()
  const text = (await done(house.call(contract.exportMap, { params: at(whole.map.id) }))) as unknown as string
  const count = () => house.postgres.first(sql<{ n: string }>`select count(*) as n from mapping.library`)
  const before = await count()
  const spoil = (change: (file: ReturnType<typeof JSON.parse>) => void) => {
    const file = JSON.parse(text)
    file.journey.id = newId('jny')
    file.map.id = newId('map')
    file.library.touchpoints.push({ id: newId('tch'), name: { fr: 'En trop' } })
    change(file)
    return house.call(contract.importMap, { body: file })
  }
  assert.equal(
    (
      await refused(
        spoil(file => {
          file.formatVersion = '2.0'
        }),
        400,
      )
    ).code,
    'format_newer',
  )
  assert.equal(
    (
      await refused(
        spoil(file => {
          file.map.phases[0].steps[0].placements[0].touchpoint = 'gone'
        }),
        400,
      )
    ).code,
    'map_invalid',
  )
  assert.equal(
    (
      await refused(
        spoil(file => {
          file.bindings.push({
            id: 'hostile',
            touchpoint: file.library.touchpoints[0].id,
            when: { field: 'type', op: 'regex', value: '(a)\\1' },
          })
        }),
        400,
      )
    ).code,
    'map_invalid',
  )
  assert.deepEqual(await count(), before)
})

test('a map that was never published is deleted, one that was is archived and can come back', async () => {
  const [loose, kept] = [await fromTemplate(), await fromTemplate()]
  assert.deepEqual(await done(house.call(contract.removeMap, { params: at(loose.map.id) })), { outcome: 'deleted' })
  await refused(house.call(contract.getMap, { params: at(loose.map.id) }), 404)
  await done(house.call(contract.publishMap, { params: at(kept.map.id), body: { revision: 0 } }))
  assert.deepEqual(await done(house.call(contract.removeMap, { params: at(kept.map.id) })), { outcome: 'archived' })
  const listed = async () => (await done(house.call(contract.listJourneys, {}))).journeys.map(one => one.journey.id)
  assert.ok(!(await listed()).includes(kept.journey.id))
  await done(house.call(contract.restoreMap, { params: at(kept.map.id), body: {} }))
  assert.ok((await listed()).includes(kept.journey.id))
})

test('a touchpoint of a published version is archived, never lost; one that nothing uses is deleted; both undone', async () => {
  const whole = await fromTemplate()
  await done(house.call(contract.publishMap, { params: at(whole.map.id), body: { revision: 0 } }))
  const used = whole.library.touchpoints[3]!
  const removed = await done(editLibrary([{ op: 'remove', kind: 'touchpoints', id: used.id }]))
  assert.ok(removed.archived.some(one => one.id === used.id))
  const number = removed.touchpointNumbers[used.id]
  assert.equal(
    (await done(house.call(contract.getMap, { params: at(whole.map.id), query: { version: 1 } }))).library.touchpoints
      .length,
    20,
  )
  const back = await done(editLibrary(removed.inverse))
  assert.ok(!back.archived.some(one => one.id === used.id))
  assert.equal(back.touchpointNumbers[used.id], number, 'with the number it has in traces')

  const loose = { id: newId('per'), name: { fr: 'Camille' } }
  await done(editLibrary([{ op: 'add', kind: 'personas', object: loose }]))
  const set = await done(
    editLibrary([
      { op: 'set', kind: 'personas', id: loose.id, set: { name: { fr: 'Dominique' } }, before: { name: loose.name } },
    ]),
  )
  await refused(
    editLibrary([
      { op: 'set', kind: 'personas', id: loose.id, set: { name: { fr: 'Trop tard' } }, before: { name: loose.name } },
    ]),
    409,
  )
  assert.equal(
    (await done(editLibrary(set.inverse))).library.personas.find(one => one.id === loose.id)!.name.fr,
    'Camille',
  )
  const gone = await done(editLibrary([{ op: 'remove', kind: 'personas', id: loose.id }]))
  assert.ok(!gone.library.personas.some(one => one.id === loose.id))
  await refused(editLibrary([{ op: 'set', kind: 'personas', id: loose.id, set: { invented: 1 } }]), 404)
})

test('departments never stand in a circle, and the refusal names it', async () => {
  const [a, b] = ['dep_circle_a', 'dep_circle_b']
  const edits = [
    { op: 'add', kind: 'departments', object: { id: a, name: { fr: 'A' } } },
    { op: 'add', kind: 'departments', object: { id: b, name: { fr: 'B' }, parent: a } },
  ]
  await done(editLibrary(edits))
  const told = await refused(editLibrary([{ op: 'set', kind: 'departments', id: a, set: { parent: b } }]), 400)
  assert.match(JSON.stringify(told), /dep_circle_a → dep_circle_b → dep_circle_a/)
})

test('a future map is a copy that keeps the ids of placements and points at where it starts', async () => {
  const whole = await fromTemplate()
  const future = await done(
    house.call(contract.createMap, {
      body: { from: 'empty', journey: whole.journey.id, kind: 'future', basedOn: whole.map.id },
    }),
  )
  assert.deepEqual([future.map.kind, future.map.basedOn], ['future', whole.map.id])
  assert.deepEqual(placementsOf(future.map), placementsOf(whole.map))
})

test('nothing of another workspace can be reached', async () => {
  const whole = await fromTemplate()
  const other = await createWorkspace(house.installation, {
    key: 'next-door',
    name: 'Next door',
    timeZone: 'UTC',
    locale: 'en',
    measurementConsent: 'opt-out',
    actor: { kind: 'system' },
  })
  const there = { workspace: other.key, map: whole.map.id }
  await refused(house.call(contract.getMap, { params: there }), 404)
  await refused(
    house.call(contract.editMap, { params: there, body: { revision: 0, edits: [{ op: 'setMap', set: {} }] } }),
    404,
  )
  await refused(house.call(contract.publishMap, { params: there, body: { revision: 0 } }), 404)
  await refused(house.call(contract.exportMap, { params: there }), 404)
  await refused(house.call(contract.removeMap, { params: there }), 404)
  await refused(
    house.call(contract.setJourney, { params: { workspace: other.key, journey: whole.journey.id }, body: { set: {} } }),
    404,
  )
  await refused(house.call(bindings.getCoverage, { params: { workspace: other.key, journey: whole.journey.id } }), 404)
})

test('only what changes measures is told to those who measure', async () => {
  const { map } = await fromTemplate()
  const step = stepsOf(map)[0]!.id
  const posted = async () =>
    (await house.postgres.first(sql<{ last: string }>`select last_value as last from server.notices_number_seq`))!.last
  const before = await posted()
  await done(edit(map.id, 0, [{ op: 'setStep', step, set: { title: { fr: 'Mots' } } }]))
  assert.equal(await posted(), before, 'words are not')
  await done(edit(map.id, 1, [{ op: 'removeStep', step }]))
  assert.notEqual(await posted(), before, 'a touchpoint taken off is')
})

test('many hands at once: nothing is lost, nobody waits for ever', async () => {
  const whole = await fromTemplate()
  const { id } = whole.map
  const steps = stepsOf(whole.map)
  const touchpoints = whole.library.touchpoints
  const work = [
    ...steps.map((step, n) =>
      edit(id, 0, [{ op: 'setStep', step: step.id, set: { title: { fr: `Je suis le ${n}` } } }], `c${n}`),
    ),
    ...steps.map((step, n) =>
      edit(
        id,
        0,
        [{ op: 'addPlacement', step: step.id, placement: { ...step.placements[0]!, id: newId('plc') } }],
        `d${n}`,
      ),
    ),
    ...touchpoints.slice(0, 6).map((touchpoint, n) =>
      house.call(bindings.saveBinding, {
        params: { workspace: house.workspace.key, binding: `bnd_many_${n}` },
        body: {
          rule: { id: `bnd_many_${n}`, touchpoint: touchpoint.id, when: { field: 'type', op: 'eq', value: `E${n}` } },
        },
      }),
    ),
    house.call(contract.setJourney, {
      params: { workspace: house.workspace.key, journey: whole.journey.id },
      body: { set: { owner: 'Relation client' } },
    }),
  ]
  for (const { status, answer } of await Promise.all(work)) assert.equal(status, 200, JSON.stringify(answer))
  const after = await done(house.call(contract.getMap, { params: at(id) }))
  assert.equal(after.revision, steps.length * 2)
  assert.deepEqual(
    stepsOf(after.map).map(step => step.title.fr),
    steps.map((_, n) => `Je suis le ${n}`),
  )
  assert.equal(placementsOf(after.map).length, placementsOf(whole.map).length + steps.length)
})
