import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gatherRemarks } from './remarks.ts'
import { sketchFromCjml } from './sketch-from-cjml.ts'

function read(text: string) {
  const remarks = gatherRemarks()
  const sketch = sketchFromCjml(text, { language: undefined, locale: 'en' }, remarks)
  return { sketch, remarks: remarks.list(), errors: remarks.list().filter(one => one.weight === 'error') }
}

const good = `
  <cjml>
    <actors>
      <actor id="0" name="Sarah the customer" role="customer"/>
      <actor id="1" name="Front desk" role="service provider"/>
    </actors>
    <touchpoints>
      <action initiatorId="0" time="">I look for the opening hours</action>
      <communicationPoint senderId="1" receiverId="0" channel="email" time="10:00">
        <sender riskCategory="">Sends a confirmation</sender>
        <receiver riskCategory="">I get a confirmation</receiver>
      </communicationPoint>
    </touchpoints>
  </cjml>`

test('actors become personas and departments, actions and communication points become steps with a touchpoint', () => {
  const { sketch, errors } = read(good)
  assert.deepEqual(errors, [])
  assert.deepEqual(
    sketch!.personas.map(one => one.name),
    [{ en: 'Sarah the customer' }],
  )
  const [action, communication] = sketch!.phases[0]!.steps
  assert.equal(action!.title.en, 'I look for the opening hours')
  assert.deepEqual(action!.placements[0]!.told, { kind: 'action', initiator: 'customer' })
  assert.deepEqual(action!.placements[0]!.raci, [])
  assert.equal(communication!.title.en, 'I get a confirmation')
  assert.deepEqual(communication!.placements[0]!.told, { kind: 'communication', initiator: 'company' })
  assert.deepEqual(communication!.placements[0]!.channels, ['email'])
  assert.deepEqual(communication!.placements[0]!.raci, [{ role: 'accountable', department: { en: 'Front desk' } }])
})

test('the broken XML that the public tool writes gives a report with lines, never a crash', () => {
  const asTheToolWrites = `
  <cjml>
    <actors>
    <actor id=0 name=Sarah role=customer/><actor id=1 name=Front desk role=staff/>
    <actors>
    <touchpoints>
        <action initiatorId=0 riskCategory=undefined time=>
        I look for the opening hours
        </action>
    </touchpoints>
  </cjml>
  `
  const { sketch, errors } = read(asTheToolWrites)
  assert.equal(sketch, undefined)
  assert.ok(errors.some(one => /not between quotes/.test(one.en) && one.line === 4))
  assert.ok(errors.some(one => /not closed/.test(one.en)))
  for (const one of errors) assert.ok(one.fr !== '' && one.line !== null)
})

test('an actor that is not there, a touchpoint of no words and another XML are told', () => {
  const missing = read(good.replace('senderId="1"', 'senderId="9"').replace('I look for the opening hours', ''))
  assert.deepEqual(
    missing.errors.map(({ column, value }) => [column, value]),
    [
      ['action', null],
      ['senderId', '9'],
    ],
  )
  assert.match(read('<bpmn/>').errors[0]!.en, /<bpmn>.*<cjml>/)
  assert.match(read('<log><trace/></log>').errors[0]!.en, /event log.*Sources/)
})

test('entities are never expanded', () => {
  const bomb = `<!DOCTYPE cjml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${good}`
  assert.throws(() => read(bomb), { code: 'file_unreadable' })
  assert.ok(read(good.replace('Front desk', '&file;')).errors.length > 0)
})

test('nesting without end, cut files and random bytes end in a report', () => {
  const cases = [
    '<',
    '<cjml',
    '<cjml>',
    `${'<a>'.repeat(10_000)}`,
    '<cjml><actors><actor/></actors>',
    '<cjml>\u0000</cjml>',
  ]
  for (const text of cases) {
    let told = 0
    try {
      told = read(text).errors.length
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'file_unreadable', text.slice(0, 20))
      told = 1
    }
    assert.ok(told > 0, text.slice(0, 20))
  }
})
