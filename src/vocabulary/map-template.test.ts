import assert from 'node:assert/strict'
import { test } from 'node:test'
import { departmentShape } from './department.ts'
import { newId } from './id.ts'
import { journeyMapShape, stepsOf } from './journey-map.ts'
import { labelIn } from './label.ts'
import { drawTemplate, mapTemplates, type TemplateKey } from './map-template.ts'
import { touchpointShape } from './touchpoint.ts'

const keys = Object.keys(mapTemplates) as TemplateKey[]

for (const key of keys) {
  test(`the template ${key} is a map, in both languages, in the customer’s words`, () => {
    const drawn = drawTemplate(key, 'current', newId)
    assert.deepEqual(journeyMapShape.parse(drawn.map), drawn.map)
    for (const touchpoint of drawn.touchpoints) assert.deepEqual(touchpointShape.parse(touchpoint), touchpoint)
    for (const department of drawn.departments) assert.deepEqual(departmentShape.parse(department), department)
    assert.equal(drawn.map.phases.length, 6)
    for (const phase of drawn.map.phases) assert.ok(phase.steps.length > 0)
    for (const step of stepsOf(drawn.map)) {
      assert.match(labelIn(step.title, 'fr').text, /^(J’|Je )/)
      assert.match(labelIn(step.title, 'en').text, /^I /)
      for (const tongue of ['fr', 'en'] as const) assert.equal(labelIn(step.title, tongue).fallback, false)
      assert.ok(step.placements.length > 0)
    }
    const used = new Set(stepsOf(drawn.map).flatMap(step => step.placements.map(placement => placement.touchpoint)))
    assert.deepEqual(
      [...used].sort(),
      drawn.touchpoints.map(touchpoint => touchpoint.id).sort(),
      'no touchpoint is left over',
    )
  })
}

test('the two templates have the phases they are known by', () => {
  const names = (key: TemplateKey) => drawTemplate(key, 'current', newId).map.phases.map(phase => phase.name.fr)
  assert.deepEqual(names('discovery-to-return'), ['Découverte', 'Apprentissage', 'Achat', 'Réception', 'SAV', 'Retour'])
  assert.equal(names('awareness-to-loyalty')[0], 'Prise de conscience')
  assert.equal(names('awareness-to-loyalty')[5], 'Fidélisation')
})

test('a label falls back to the other language and says so', () => {
  assert.deepEqual(labelIn({ fr: 'Achat' }, 'en'), { text: 'Achat', fallback: true })
  assert.deepEqual(labelIn({ fr: 'Achat', en: 'Purchase' }, 'en'), { text: 'Purchase', fallback: false })
  assert.deepEqual(labelIn({ fr: '', en: 'Purchase' }, 'fr'), { text: 'Purchase', fallback: true })
})
