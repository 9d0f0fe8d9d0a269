import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createSurvey, listSurveyLinks, publishSurvey, saveSurvey } from '../../src/contract/listening.ts'
import { createMap, listBindings, saveBinding } from '../../src/contract/mapping.ts'
import { measureMap } from '../../src/contract/measuring.ts'
import { newId } from '../../src/vocabulary/id.ts'
import { stepsOf } from '../../src/vocabulary/journey-map.ts'
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
