import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../id.ts'
import { labelIn } from '../label.ts'
import { touchpointShape } from '../touchpoint.ts'
import { departmentShape } from './department.ts'
import { journeyMapShape, placementsOf, stepsOf } from './journey-map.ts'
import { emptyLibrary } from './library.ts'
import { mapProblems } from './map-rules.ts'
import { drawTemplate, mapTemplates, type TemplateKey } from './map-template.ts'

const keys = Object.keys(mapTemplates) as TemplateKey[]

for (const key of keys) {
  test(`the template ${key} is a map, in both languages, in the customer’s words`, () => {
    const drawn = drawTemplate(key, 'current', newId)
    assert.deepEqual(journeyMapShape.parse(drawn.map), drawn.map)
    for (const touchpoint of drawn.touchpoints) assert.deepEqual(touchpointShape.parse(touchpoint), touchpoint)
    for (const department of drawn.departments) assert.deepEqual(departmentShape.parse(department), department)
    assert.ok(drawn.map.phases.length >= 5 && drawn.map.phases.length <= 7)
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

for (const key of keys) {
  test(`the template ${key} could be published as it is: nothing but rules is missing`, () => {
    const drawn = drawTemplate(key, 'current', newId)
    const { touchpoints, departments, assets, metrics } = drawn
    const problems = mapProblems(drawn.map, {
      library: {
        ...emptyLibrary,
        touchpoints: [...touchpoints],
        departments: [...departments],
        assets: [...assets],
        metrics: [...metrics],
      },
      bound: new Set(touchpoints.map(touchpoint => touchpoint.id)),
    })
    assert.deepEqual(
      problems.filter(problem => problem.code !== 'unobservable').map(problem => problem.fr),
      [],
    )
  })
}

const trades: readonly TemplateKey[] = ['retail', 'banking', 'telecom', 'public-service', 'healthcare', 'b2b-software']
for (const key of trades) {
  test(`the template ${key} says what its trade knows: feelings, wishes, tools, early signs, moments of truth`, () => {
    const { map, touchpoints, assets, metrics, departments } = drawTemplate(key, 'current', newId)
    const steps = stepsOf(map)
    assert.ok(steps.length >= 11 && steps.length <= 18, `${steps.length} steps`)
    assert.ok(touchpoints.length >= 18)
    for (const step of steps) {
      assert.equal(step.emotion.declared.length, 1, step.title.fr)
      assert.ok(step.emotion.declared[0]!.label)
      for (const cell of step.cells) assert.ok(map.lanes.some(lane => lane.id === cell.lane))
    }
    const feelings = steps.map(step => step.emotion.declared[0]!.valence)
    assert.ok(Math.min(...feelings) <= -0.4 && Math.max(...feelings) >= 0.4, 'a journey has its low and its high')
    assert.ok(steps.filter(step => step.emotion.desired).length >= 5)
    const { momentsOfTruth } = map
    assert.ok(momentsOfTruth.length >= 1 && momentsOfTruth.length <= 2)
    for (const moment of momentsOfTruth) assert.deepEqual([moment.origin, moment.status], ['declared', 'hypothesis'])
    const placements = placementsOf(map)
    assert.ok(placements.filter(placement => placement.presence === 'expected').length >= 2)
    const used = {
      assets: new Set(placements.flatMap(placement => placement.assets)),
      metrics: new Set(placements.flatMap(placement => placement.metrics.map(link => link.metric))),
      departments: new Set(placements.flatMap(placement => placement.raci.map(one => one.department))),
    }
    for (const [kind, list] of Object.entries({ assets, metrics, departments })) {
      assert.deepEqual(
        list.filter(one => !used[kind as keyof typeof used].has(one.id)).map(one => one.name.fr),
        [],
        `no ${kind} is left over`,
      )
    }
    assert.ok(
      touchpoints.some(one => one.ownership === 'partner') && touchpoints.some(one => one.ownership === 'earned'),
    )
    assert.ok(touchpoints.some(one => one.observability === 'unobservable'))
  })

  test(`the template ${key} has its words for feelings in the language it is drawn in`, () => {
    const words = (tongue: 'fr' | 'en') =>
      stepsOf(drawTemplate(key, 'current', newId, tongue).map).map(step => step.emotion.declared[0]!.label)
    assert.notDeepEqual(words('fr'), words('en'))
  })
}

test('the two seed templates have the phases they are known by', () => {
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
