import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createSurvey, publishSurvey, saveSurvey } from '../../src/contract/listening.ts'
import { listBindings, saveBinding } from '../../src/contract/map-bindings.ts'
import { createMap } from '../../src/contract/mapping.ts'
import { measureMap } from '../../src/contract/measuring.ts'
import { crossAnswers, listCrossed } from '../../src/contract/measuring-crossing.ts'
import { listSurveyLinks } from '../../src/contract/survey-links.ts'
import { newId } from '../../src/vocabulary/id.ts'
import { stepsOf } from '../../src/vocabulary/map/journey-map.ts'
import { openHouse, type TestHouse } from '../kit.ts'

let house: TestHouse
before(async () => {
  house = await openHouse()
})
after(() => house[Symbol.asyncDispose]())

test('an answer to a code on a parcel moves the curve at the delivery, and makes no journey', async () => {
  const whole = (await house.call(createMap, { body: { from: 'discovery-to-return' } })).answer
  const step = stepsOf(whole.map).find(({ placements }) => placements.length > 0)!
  const touchpoint = step.placements[0]!.touchpoint
  const binding = newId('bnd')
  const rule = {
    touchpoint,
    when: { field: 'type', op: 'eq' as const, value: 'Order Delivered' },
  }
  const bound = await house.call(saveBinding, {
    params: { workspace: house.workspace.key, binding },
    body: { rule: { ...rule, id: binding } as never },
  })
  assert.equal(bound.status, 200, JSON.stringify(bound.answer))
  const key = await house.createKey('secret')
  const now = house.installation.now().getTime()
  const delivered = Array.from({ length: 12 }, (_, at) => ({
    type: 'track',
    event: 'Order Delivered',
    userId: `C-${at}`,
    messageId: `delivered-${at}`,
    timestamp: new Date(now - 86_400_000).toISOString(),
  }))
  assert.equal((await house.send(key, delivered)).status, 200)
  await house.settle()
  const measured = async () => {
    await house.settle()
    const query = {
      from: new Date(now - 30 * 86_400_000).toISOString(),
      to: new Date(house.installation.now().getTime() + 86_400_000).toISOString(),
    }
    const params = { workspace: house.workspace.key, map: whole.map.id }
    const { customers, cases, touchpoints, steps } = (await house.call(measureMap, { params, query })).answer
    const here = touchpoints.find(one => one.touchpoint === touchpoint)!
    return {
      journeys: [customers.value, cases.value, here.customers.value, here.visits.value],
      said: here.satisfaction.find(({ construct }) => construct === 'satisfaction'),
      curve: steps.find(one => one.step === step.id)!.emotion,
    }
  }
  const before = await measured()
  assert.deepEqual(before.journeys, [12, 12, 12, 12])
  assert.equal(before.said, undefined)

  const made = (await house.call(createSurvey, { body: { template: 'one-question' } })).answer
  const params = { workspace: house.workspace.key, survey: made.id }
  const saved = await house.call(saveSurvey, {
    params,
    body: { revision: made.revision, survey: made.survey, kind: made.kind, touchpoint } as never,
  })
  assert.equal(saved.status, 200, JSON.stringify(saved.answer))
  const published = await house.call(publishSurvey, { params, body: { revision: saved.answer.revision } })
  assert.equal(published.status, 200, JSON.stringify(published.answer))
  const { bindings } = (
    await house.call(listBindings, { params: { workspace: house.workspace.key }, query: { touchpoint } })
  ).answer
  assert.deepEqual(
    bindings.map(({ gives }) => gives ?? 'visit'),
    ['visit', 'answer'],
  )
  const [link] = (await house.call(listSurveyLinks, { params })).answer.links
  const answer = async (score: number) => {
    const form = new URLSearchParams({ page: 'first', asked: 'score comment', 'q:score': String(score) })
    const sent = await fetch(`${house.url}${new URL(link!.address).pathname}`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    })
    assert.equal(sent.status, 303)
  }
  const until = async (answers: number) => {
    for (const deadline = Date.now() + 60_000; ; await pause(100)) {
      const told = await measured()
      if (told.said?.answers === answers) return told
      assert.ok(Date.now() < deadline, `${told.said?.answers} answers are told`)
    }
  }
  for (let person = 0; person < 6; person++) await answer(person < 3 ? 4 : 5)
  const pleased = await until(6)
  assert.ok(pleased.curve.mean! > 0.5)
  assert.deepEqual(pleased.journeys, before.journeys)
  await answer(2)
  const lower = await until(7)
  assert.ok(lower.curve.mean! < pleased.curve.mean!, 'two of five lowers the curve')
  assert.deepEqual(lower.journeys, before.journeys, 'and nobody lived a journey for it')
})

test('answers are told by the way that was gone before them, its touchpoints and its length, and the list is those who were counted', async () => {
  const whole = (await house.call(createMap, { body: { from: 'awareness-to-loyalty' } })).answer
  const [first, second] = stepsOf(whole.map).flatMap(({ placements }) => placements.map(one => one.touchpoint))
  for (const [touchpoint, value] of [
    [first, 'Order Placed'],
    [second, 'Help Asked'],
  ] as const) {
    const binding = newId('bnd')
    const rule = { id: binding, touchpoint, when: { field: 'type', op: 'eq' as const, value } }
    const params = { workspace: house.workspace.key, binding }
    assert.equal((await house.call(saveBinding, { params, body: { rule: rule as never } })).status, 200)
  }
  const key = await house.createKey('secret')
  const now = house.installation.now().getTime()
  const at = (hours: number) => new Date(now - hours * 3_600_000).toISOString()
  // Twelve order and are happy; fourteen have to ask for help too, a day long, and are not. Two answer without a journey.
  const lived = Array.from({ length: 26 }, (_, number) => {
    const of = { type: 'track', userId: `crossed-${number}` }
    const needsHelp = number >= 12
    return [
      { ...of, event: 'Order Placed', messageId: `placed-${number}`, timestamp: at(30) },
      ...(needsHelp ? [{ ...of, event: 'Help Asked', messageId: `help-${number}`, timestamp: at(6) }] : []),
    ]
  }).flat()
  const said = Array.from({ length: 28 }, (_, number) => ({
    type: 'track',
    userId: `crossed-${number}`,
    event: 'Survey Answered',
    messageId: `said-${number}`,
    timestamp: at(2),
    properties: {
      survey: 'svy_crossed',
      surveyVersion: '1',
      question: 'score',
      score: number < 12 ? 10 : 2,
      scaleMin: 0,
      scaleMax: 10,
      construct: 'nps',
    },
  }))
  assert.equal((await house.send(key, [...lived, ...said])).status, 200)
  await house.settle()
  const params = { workspace: house.workspace.key, map: whole.map.id }
  const asked = { survey: 'svy_crossed', question: 'score' }
  const cross = async (query: object) =>
    (await house.call(crossAnswers, { params, query: { ...asked, ...query } as never })).answer
  const ways = await cross({ by: 'variant' })
  assert.deepEqual([ways.told, ways.all], [26, 28])
  assert.deepEqual(
    ways.groups.map(({ names, n, score, hidden }) => [names.length, n, score?.value, hidden]),
    [
      [2, 14, -100, false],
      [1, 12, 100, false],
    ],
  )
  const [long, short] = ways.groups.map(group => group.key)
  const compared = await cross({ by: 'variant', first: short!, second: long! })
  assert.equal(compared.difference?.means, true)
  assert.deepEqual(
    (await cross({ by: 'touchpoint' })).groups.map(({ n, score }) => [n, Math.round(score!.value)]),
    [
      [26, -8],
      [14, -100],
    ],
  )
  assert.deepEqual(
    (await cross({ by: 'duration' })).groups.map(({ n, seconds }) => [n, seconds]),
    [
      [14, [86_400, 86_400]],
      [12, [0, 0]],
    ],
  )
  const list = async (group: string, query: object = {}) =>
    (await house.call(listCrossed, { params, query: { ...asked, by: 'variant', key: group, ...query } as never }))
      .answer
  const behind = await list(long!, { limit: 10 })
  assert.deepEqual([behind.total, behind.rows.length, behind.cursor], [14, 10, '10'])
  assert.deepEqual([...new Set(behind.rows.map(({ answer }) => answer))], [2])
  assert.deepEqual(behind.rows[0]?.activities, [first, second])
  assert.equal((await list(long!, { limit: 10, cursor: '10' })).rows.length, 4)
  // Only those of the last hour: nobody.
  assert.deepEqual((await cross({ by: 'variant', from: at(1) })).groups, [])
})
