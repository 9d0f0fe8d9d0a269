import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gatherPeople, type Person } from '../../../test/access/people.ts'
import { openHouse, type TestHouse } from '../../../test/kit.ts'
import { workspaceByKey } from '../../admitting/index.ts'
import * as admitting from '../../contract/admitting-members.ts'
import * as theAtlas from '../../contract/atlas.ts'
import * as houseStandards from '../../contract/house-standards.ts'
import * as bindingRoutes from '../../contract/map-bindings.ts'
import * as libraryRoutes from '../../contract/map-library.ts'
import * as mapReviews from '../../contract/map-reviews.ts'
import * as mapStates from '../../contract/map-states.ts'
import * as contract from '../../contract/mapping.ts'
import * as touchpointUses from '../../contract/touchpoint-uses.ts'
import { sql } from '../../engines/postgres/index.ts'
import { newId } from '../../vocabulary/id.ts'
import { placementsOf, stepsOf } from '../../vocabulary/map/journey-map.ts'
import { lookAfter } from '../review/watch-freshness.ts'
import { listInbox } from '../talk/inbox.ts'

let house: TestHouse
let people: readonly Person[]
before(async () => {
  house = await openHouse()
  people = (await gatherPeople(house)).people
})
after(() => house[Symbol.asyncDispose]())

/** The answer of a call that must succeed. */
async function done<T>(call: Promise<{ status: number; answer: T }>): Promise<T> {
  const { status, answer } = await call
  assert.ok(status < 300, `${status} ${JSON.stringify(answer)}`)
  return answer
}

async function refused(call: Promise<{ status: number; answer: unknown }>, status: number, code: string) {
  const found = await call
  const answer = found.answer as { code: string; details: Record<string, never> }
  assert.deepEqual([found.status, answer.code], [status, code], JSON.stringify(answer))
  return answer
}

const here = () => ({ workspace: house.workspace.key })
const at = (map: string) => ({ ...here(), map })
const of = (journey: string) => ({ ...here(), journey })
const fromTemplate = () => done(house.call(contract.createMap, { body: { from: 'discovery-to-return' } }))
const getMap = (map: string) => done(house.call(contract.getMap, { params: at(map) }))
const edit = async (map: string, edits: unknown[]) =>
  done(
    house.call(contract.editMap, {
      params: at(map),
      body: { revision: (await getMap(map)).revision, edits: edits as never },
    }),
  )
const publish = async (map: string, note = '') =>
  done(house.call(contract.publishMap, { params: at(map), body: { revision: (await getMap(map)).revision, note } }))
const as = (role: string) => people.find(one => one.is.kind === 'member' && one.is.role === role)!.headers
const memberIdOf = async (role: string) =>
  (await done(house.call(admitting.listMembers, { params: here() }))).members.find(one => one.role === role)!.id

test('a version comes back into the draft by one edit, nothing is lost, and undo brings the draft back', async () => {
  const { map } = await fromTemplate()
  await publish(map.id, 'first')
  const [step] = stepsOf(map)
  await edit(map.id, [
    { op: 'setStep', step: step!.id, set: { title: { en: 'I wander about' } } },
    { op: 'removePhase', phase: map.phases.at(-1)!.id },
  ])
  const changed = await getMap(map.id)
  const plan = await done(house.call(mapStates.prepareReturn, { params: at(map.id), body: { version: 1 } }))
  assert.equal(plan.revision, changed.revision)
  const back = await edit(map.id, [plan.edit])
  const { map: published } = await done(house.call(contract.getMap, { params: at(map.id), query: { version: 1 } }))
  assert.deepEqual(back.map, published)
  const undone = await edit(map.id, [...back.inverse])
  assert.deepEqual(undone.map, changed.map)

  const { snapshots } = await done(house.call(mapStates.listSnapshots, { params: at(map.id) }))
  assert.deepEqual(
    snapshots.map(one => [one.revision, one.note]),
    [[changed.revision, '→ v1']],
  )
  const same = await done(
    house.call(mapStates.prepareReturn, { params: at(map.id), body: { snapshot: changed.revision } }),
  )
  assert.equal(same.edit, null, 'the draft is that state already')
  await refused(house.call(mapStates.prepareReturn, { params: at(map.id), body: { version: 9 } }), 404, 'not_found')
  await refused(house.call(mapStates.prepareReturn, { params: at(map.id), body: { snapshot: 999 } }), 404, 'not_found')
})

test('a snapshot is kept under a note, and is a state to come back to', async () => {
  const { map } = await fromTemplate()
  const kept = await done(
    house.call(mapStates.takeSnapshot, { params: at(map.id), body: { note: 'Before the workshop' } }),
  )
  assert.deepEqual([kept.revision, kept.note], [0, 'Before the workshop'])
  await edit(map.id, [{ op: 'removePhase', phase: map.phases[0]!.id }])
  const { edit: back } = await done(house.call(mapStates.prepareReturn, { params: at(map.id), body: { snapshot: 0 } }))
  assert.deepEqual((await edit(map.id, [back])).map, map)
})

test('a snapshot is compared with the draft', async () => {
  const { map } = await fromTemplate()
  await done(house.call(mapStates.takeSnapshot, { params: at(map.id), body: { note: 'Before' } }))
  const step = stepsOf(map)[0]!
  await edit(map.id, [{ op: 'setStep', step: step.id, set: { title: { fr: 'Autrement' } } }])
  const query = { map: map.id, snapshot: 0, with: map.id }
  const found = await done(house.call(mapStates.compareMaps, { params: here(), query }))
  assert.deepEqual(
    found.states.map(one => [one.version, one.snapshot]),
    [
      [null, 0],
      [null, null],
    ],
  )
  assert.deepEqual([...new Set(found.changes.map(one => one.kind))], ['changed'])
  assert.deepEqual(found.states[0].steps[0]!.title, step.title)
  const gone = house.call(mapStates.compareMaps, { params: here(), query: { ...query, snapshot: 999 } })
  await refused(gone, 404, 'not_found')
})

test('current and future are compared, with the gain that the future expects, on screen and as a table', async () => {
  const { map, journey } = await fromTemplate()
  const [first, second] = stepsOf(map)
  const felt = (valence: number) => ({ persona: null, valence, intensity: 0.5, label: null })
  await edit(map.id, [
    { op: 'setDeclared', step: first!.id, persona: null, emotion: felt(-0.4) },
    { op: 'setDeclared', step: second!.id, persona: null, emotion: felt(0) },
  ])
  const { map: future } = await done(
    house.call(contract.createMap, {
      body: { from: 'empty', kind: 'future', journey: journey.id, basedOn: map.id },
    }),
  )
  await edit(future.id, [
    { op: 'setDesired', step: first!.id, desired: { valence: 0.6, type: 'rassurante', statement: null } },
    { op: 'setStep', step: first!.id, set: { title: { fr: '=HYPERLINK("x")', en: '=1+1' } } },
    { op: 'removeStep', step: second!.id },
  ])
  const query = { map: map.id, with: future.id }
  const found = await done(house.call(mapStates.compareMaps, { params: here(), query }))
  assert.deepEqual(
    found.changes.flatMap(one => (one.gain === null ? [] : [[one.kind, one.element, one.gain]])),
    [
      ['changed', 'step', 1],
      ['removed', 'step', -0.2],
    ],
  )
  assert.deepEqual(found.feeling, { before: -0.2, after: 0.6, gain: 0.8 })
  assert.deepEqual(
    found.states.map(one => [one.kind, one.version, one.steps.length]),
    [
      ['current', null, stepsOf(map).length],
      ['future', null, stepsOf(map).length - 1],
    ],
  )
  const { answer: table } = await house.call(mapStates.exportComparison, {
    params: here(),
    query: { ...query, language: 'fr' },
  })
  const lines = String(table).split('\r\n')
  assert.match(lines[0]!, /^\ufeff?Changement;Élément;/)
  assert.ok(
    lines.some(line => line.startsWith(`modifié;étape;"'=HYPERLINK(""x"")";`)),
    lines.join('\n'),
  )
  assert.ok(
    lines.some(line => line.endsWith(';1')),
    'the gain is a number of the spreadsheet',
  )
  await refused(
    house.call(mapStates.compareMaps, { params: here(), query: { ...query, withVersion: 4 } }),
    404,
    'not_found',
  )
})

test('a future map is published only while it starts from a current map of its journey', async () => {
  const { map, journey } = await fromTemplate()
  const other = await fromTemplate()
  const { map: future } = await done(
    house.call(contract.createMap, {
      body: { from: 'empty', kind: 'future', journey: journey.id, basedOn: map.id },
    }),
  )
  await edit(future.id, [{ op: 'setMap', set: { basedOn: other.map.id } }])
  const refusal = await refused(
    house.call(contract.publishMap, { params: at(future.id), body: { revision: 1 } }),
    400,
    'map_invalid',
  )
  assert.match(JSON.stringify(refusal.details), /future_without_current/)
  await edit(future.id, [{ op: 'setMap', set: { basedOn: map.id } }])
  assert.equal((await publish(future.id)).number, 1)
})

test('a map without a lane that the house asks for is not published, and its authors know beforehand', async () => {
  const lanes = { any: ['emotion' as const], 'discovery-to-return': ['opportunity' as const] }
  await done(house.call(houseStandards.setStandards, { params: here(), body: { lanes } }))
  const { map } = await fromTemplate()
  const missing = (await getMap(map.id)).problems.filter(one => one.code === 'lane_missing')
  assert.deepEqual(
    missing.map(one => [one.weight, one.at[0]?.id, one.fr]),
    [['error', map.id, 'La maison demande à cette carte une ligne « Opportunités » ; elle n’en a pas.']],
  )
  const refusal = await house.call(contract.publishMap, { params: at(map.id), body: { revision: 0 } })
  assert.equal(refusal.status, 400)
  const answer = await edit(map.id, [{ op: 'addLane', lane: { id: 'lan-o', type: 'opportunity' } }])
  assert.deepEqual(
    answer.problems.filter(one => one.weight === 'error'),
    [],
  )
  await publish(map.id)
  await done(house.call(houseStandards.setStandards, { params: here(), body: { lanes: {} } }))
})

test('two touchpoints become one on every draft and in every rule, and two again', async () => {
  const [one, two] = [await fromTemplate(), await fromTemplate()]
  const [from, into] = [one.library.touchpoints[0]!.id, one.library.touchpoints[1]!.id]
  const rule = newId('bnd')
  await done(
    house.call(bindingRoutes.saveBinding, {
      params: { ...here(), binding: rule },
      body: { rule: { id: rule, touchpoint: from, when: { field: 'type', op: 'eq', value: 'Looked' } } },
    }),
  )
  const count = async (map: string, id: string) =>
    placementsOf((await getMap(map)).map).filter(placement => placement.touchpoint === id).length
  const before = [await count(one.map.id, from), await count(two.map.id, from)]
  assert.ok(before.every(amount => amount > 0))
  const intoBefore = await count(one.map.id, into)

  const touchpoint = { ...here(), touchpoint: from }
  const merge = await done(house.call(touchpointUses.mergeTouchpoints, { params: touchpoint, body: { into } }))
  assert.ok(merge.maps >= 2)
  assert.equal(merge.rules, 1)
  assert.deepEqual([await count(one.map.id, from), await count(two.map.id, from)], [0, 0])
  assert.equal(await count(one.map.id, into), intoBefore + before[0]!)
  const listed = await done(house.call(touchpointUses.listTouchpoints, { params: here() }))
  const placesOf = (id: string) => listed.touchpoints.find(use => use.touchpoint.id === id)!
  assert.deepEqual([placesOf(from).archived, placesOf(from).placements.length, placesOf(from).rules], [true, 0, 0])
  assert.equal(placesOf(into).rules, 1)
  assert.deepEqual(
    listed.merges.map(each => [each.id, each.undoneAt]),
    [[merge.id, null]],
  )
  await refused(house.call(touchpointUses.mergeTouchpoints, { params: touchpoint, body: { into } }), 404, 'not_found')

  await done(house.call(touchpointUses.undoMerge, { params: { ...here(), merge: merge.id }, body: {} }))
  assert.deepEqual([await count(one.map.id, from), await count(two.map.id, from)], before)
  assert.equal(await count(one.map.id, into), intoBefore)
  const { bindings } = await done(
    house.call(bindingRoutes.listBindings, { params: here(), query: { touchpoint: from } }),
  )
  assert.deepEqual(
    bindings.map(each => each.id),
    [rule],
  )
  await refused(
    house.call(touchpointUses.undoMerge, { params: { ...here(), merge: merge.id }, body: {} }),
    404,
    'not_found',
  )
})

test('a review is held by a list, decides, names the next day, and the calendar follows', async () => {
  const { map, journey } = await fromTemplate()
  const before = await done(house.call(mapReviews.getReviews, { params: of(journey.id) }))
  assert.deepEqual([before.usual, before.policy.everyMonths, before.reviews.length], [true, 3, 0])
  assert.equal(before.freshness.nextReviewOn, before.nextOn)

  const policy = { everyMonths: 6, triggers: [], checklist: [{ id: 'a', text: { fr: 'Les étapes' } }] }
  const set = await done(house.call(mapReviews.setReviewPolicy, { params: of(journey.id), body: policy }))
  assert.deepEqual([set.usual, set.policy.checklist.length], [false, 1])
  const body = {
    checked: ['a'],
    decisions: [{ id: 'd1', text: 'Place the chat after delivery; tell the shops' }],
    notes: 'Two hours, eight people',
  }
  const held = await done(house.call(mapReviews.holdReview, { params: of(journey.id), body }, as('editor')))
  const [review] = held.reviews
  assert.equal(review!.byName, 'editor of Test')
  assert.notEqual(held.nextOn, before.nextOn)
  assert.equal(held.nextOn, review!.review.nextOn)
  const decision = { ...here(), review: review!.review.id, decision: 'd1' }
  await done(house.call(mapReviews.setDecision, { params: decision, body: { done: true } }))
  const log = await done(house.call(mapReviews.listDecisions, { params: here(), query: { open: 'true' } }))
  assert.deepEqual(log.decisions, [])
  const whole = await done(house.call(mapReviews.listDecisions, { params: here() }))
  assert.deepEqual(
    whole.decisions.map(one => [one.decision.done, one.journey]),
    [[true, journey.id]],
  )
  const calendar = async () =>
    String((await house.call(mapReviews.exportReviewCalendar, { params: here(), query: { language: 'en' } })).answer)
  const file = await calendar()
  const told = file.replaceAll('\r\n ', '')
  assert.match(told, new RegExp(`UID:next-review\\.${journey.id}@parcours`))
  assert.match(told, new RegExp(`DTSTART;VALUE=DATE:${held.nextOn.replaceAll('-', '')}`))
  assert.match(told, /DESCRIPTION:Decided:\\n- Place the chat after delivery\\; tell the shops/)
  assert.match(told, new RegExp(`/maps/${map.id}`))
  house.turnClock(60_000)
  assert.equal(await calendar(), file, 'the same reviews give the same bytes')

  await refused(
    house.call(mapReviews.holdReview, { params: of(journey.id), body: { ...body, heldOn: '2100-01-01' } }),
    400,
    'input_invalid',
  )
  await refused(
    house.call(mapReviews.holdReview, { params: of(journey.id), body: { ...body, nextOn: '2020-01-01' } }),
    400,
    'input_invalid',
  )
})

test('a calendar address belongs to its reader, tells nothing once it is ended or they left', async () => {
  const make = () => done(house.call(mapReviews.createCalendarFeed, { params: here(), body: {} }, as('viewer')))
  const read = (address: string) => fetch(address.replace(house.installation.publicUrl, house.url))
  const [feed, other] = [await make(), await make()]
  const answer = await read(feed.address)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type')!, /^text\/calendar/)
  assert.match(await answer.text(), /^BEGIN:VCALENDAR\r\n/)
  assert.equal((await read(`${feed.address}x`)).status, 404)
  const { feeds } = await done(house.call(mapReviews.listCalendarFeeds, { params: here() }, as('viewer')))
  assert.deepEqual(
    feeds.map(one => one.lastReadAt !== null),
    [true, false],
  )
  assert.deepEqual((await done(house.call(mapReviews.listCalendarFeeds, { params: here() }, as('editor')))).feeds, [])
  await refused(
    house.call(mapReviews.revokeCalendarFeed, { params: { ...here(), feed: feed.id } }, as('editor')),
    404,
    'not_found',
  )
  await done(house.call(mapReviews.revokeCalendarFeed, { params: { ...here(), feed: feed.id } }, as('viewer')))
  assert.equal((await read(feed.address)).status, 404)
  const kept = await house.postgres.rows(sql<{ row: string }>`select f::text as row from mapping.calendar_feeds as f`)
  assert.ok(kept.length > 0 && kept.every(({ row }) => !row.includes(other.address.split('/').at(-1)!)))
  const member = await memberIdOf('viewer')
  await done(house.call(admitting.removeMember, { params: { ...here(), member } }))
  assert.equal((await read(other.address)).status, 404)
})

test('a map untouched for a quarter with rising unknown events is late, and its owner is told once', async () => {
  const { map, journey, library } = await fromTemplate()
  const owner = await memberIdOf('analyst')
  await done(house.call(contract.setJourney, { params: of(journey.id), body: { set: { owner } } }))
  const rule = newId('bnd')
  await done(
    house.call(bindingRoutes.saveBinding, {
      params: { ...here(), binding: rule },
      body: {
        rule: { id: rule, touchpoint: library.touchpoints[3]!.id, when: { field: 'type', op: 'eq', value: 'Known' } },
      },
    }),
  )
  // A quarter goes by; the policy asks for a review once a year.
  await done(house.call(mapReviews.setReviewPolicy, { params: of(journey.id), body: { everyMonths: 12 } }))
  house.turnClock(100 * 86_400_000)
  const now = house.installation.now().getTime()
  const key = await house.createKey('secret')
  const events = (days: number, name: string, amount: number) =>
    Array.from({ length: amount }, (_, index) => ({
      type: 'track',
      event: name,
      userId: `u${index % 20}`,
      messageId: `${name}-${days}-${index}`,
      timestamp: new Date(now - days * 86_400_000 + index * 1000).toISOString(),
    }))
  const sent = await house.send(key, [
    ...events(45, 'Known', 290),
    ...events(45, 'Strange', 10),
    ...events(5, 'Known', 240),
    ...events(5, 'Strange', 60),
  ])
  assert.equal(sent.status, 200, await sent.text())
  await house.settle()

  const workspace = (await workspaceByKey(house.installation, house.workspace.key))!
  await lookAfter(house.installation, workspace)
  await lookAfter(house.installation, workspace)
  const { journeys } = await done(house.call(theAtlas.getAtlas, { params: here() }))
  const found = journeys.find(one => one.journey.id === journey.id)!
  assert.equal(found.owner, 'analyst of Test')
  assert.equal(found.freshness.state, 'late')
  assert.deepEqual(
    found.freshness.reasons.flatMap(one => (one.state === 'late' ? [one.code] : [])),
    ['untouchedWhileUnknownRise'],
  )
  assert.match(found.freshness.reasons[0]!.en, /Nobody touched the map for 100 days, and 20% of events .* against 3%/)
  // Their session ended meanwhile: what awaits them does not.
  const context = { ...house.context, actor: { kind: 'member' as const, memberId: owner, role: 'analyst' as const } }
  const { notices } = await listInbox(context)
  assert.deepEqual(
    notices.map(one => [one.kind, one.map]),
    [['review', map.id]],
  )
  const stranger = journeys.find(one => one.journey.id !== journey.id && one.journey.status !== 'archived')!
  assert.notEqual(stranger.freshness.reasons[0]?.code, 'untouchedWhileUnknownRise', 'only those who live it count')

  // Looked at again, it is up to date.
  await done(house.call(mapReviews.holdReview, { params: of(journey.id), body: {} }))
  const after = await done(house.call(mapReviews.getReviews, { params: of(journey.id) }))
  assert.notEqual(after.freshness.state, 'late')
})

test('the atlas shows where journeys stand, what their steps open into, and what was archived when asked', async () => {
  const [whole, below] = [await fromTemplate(), await fromTemplate()]
  const situation = newId('lif')
  await done(
    house.call(libraryRoutes.editLibrary, {
      body: {
        edits: [
          { op: 'add', kind: 'lifeSituations', object: { id: situation, name: { en: 'I move house' } } },
        ] as never,
      },
    }),
  )
  await done(
    house.call(contract.setJourney, { params: of(whole.journey.id), body: { set: { lifeSituation: situation } } }),
  )
  await done(
    house.call(contract.setJourney, { params: of(below.journey.id), body: { set: { parent: whole.journey.id } } }),
  )
  const [step] = stepsOf(whole.map)
  await edit(whole.map.id, [{ op: 'setStep', step: step!.id, set: { subJourney: below.journey.id } }])
  await publish(below.map.id)
  await done(house.call(contract.removeMap, { params: at(below.map.id) }))
  const atlas = async (archived: 'true' | 'false') =>
    (await done(house.call(theAtlas.getAtlas, { params: here(), query: { archived } }))).journeys
  const known = (await atlas('false')).map(one => one.journey.id)
  assert.ok(known.includes(whole.journey.id) && !known.includes(below.journey.id))
  const all = await atlas('true')
  const face = all.find(one => one.journey.id === whole.journey.id)!.maps[0]!
  assert.deepEqual([face.opens, face.curve.length], [[below.journey.id], stepsOf(whole.map).length])
  const gone = all.find(one => one.journey.id === below.journey.id)!
  assert.deepEqual([gone.journey.parent, gone.maps[0]!.archived], [whole.journey.id, true])
  await done(house.call(contract.restoreMap, { params: at(below.map.id), body: {} as never }))
  assert.ok((await atlas('false')).some(one => one.journey.id === below.journey.id))
})
