import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchesRule, type RuleEvent, winnerFor } from '../vocabulary/binding-match.ts'
import { readEvent } from '../vocabulary/event.ts'
import { readInterchange } from '../vocabulary/map/interchange.ts'
import { placementsOf, stepsOf } from '../vocabulary/map/journey-map.ts'
import { mapProblems } from '../vocabulary/map/map-rules.ts'
import type { Message } from '../vocabulary/message.ts'
import type { SampleMessage } from './message.ts'
import { sampleEvents } from './sample-events.ts'
import { purchaseMap, sampleMaps } from './sample-maps.ts'

const files = sampleMaps.map(file => readInterchange(JSON.parse(JSON.stringify(file))))
const purchase = readInterchange(JSON.parse(JSON.stringify(purchaseMap)))

test('both maps are files of the interchange format that could be published as they are', () => {
  for (const file of files) {
    const bound = new Set(file.bindings.map(rule => rule.touchpoint))
    const problems = mapProblems(file.map, { library: file.library, bound })
    assert.ok(!problems.some(one => one.weight === 'error'), JSON.stringify(problems))
    assert.deepEqual(
      [...new Set(problems.map(one => one.code))].filter(code => code !== 'unobservable'),
      [],
    )
  }
})

test('what two maps share is the same in both files, so that importing the second collides with nothing', () => {
  const seen = new Map<string, string>()
  for (const { library, bindings } of sampleMaps) {
    for (const object of [...Object.values(library).flat(), ...(bindings ?? [])] as { id: string }[]) {
      assert.equal(seen.get(object.id) ?? JSON.stringify(object), JSON.stringify(object))
      seen.set(object.id, JSON.stringify(object))
    }
  }
})

test('the purchase is told in the first person, in both languages, with every kind of touchpoint', () => {
  const steps = stepsOf(purchase.map)
  assert.equal(purchase.map.phases.length, 5)
  assert.ok(steps.length >= 8 && steps.length <= 10)
  for (const { title } of steps) {
    assert.match(title.fr!, /^(Je |J’)/)
    assert.match(title.en!, /^I /)
  }
  const kinds = new Set(purchase.library.touchpoints.map(one => one.ownership))
  assert.deepEqual([...kinds].sort(), ['earned', 'owned', 'partner'])
  assert.ok(purchase.library.touchpoints.some(one => one.observability === 'unobservable'))
  everyLabel(sampleMaps, label => assert.ok(label.fr && label.en, JSON.stringify(label)))
})

test('every touchpoint that can be seen is seen, and some events are left for the tray', () => {
  const counts = new Map<string, number>()
  const unclaimed = new Set<string>()
  const conflicts = new Set<string>()
  for (const { messages } of sampleEvents({ customers: 1500, until: new Date('2026-11-21T10:00:00Z') })) {
    for (const message of messages) {
      const event = ruleEventOf(message)
      const rules = purchase.bindings.filter(rule => matchesRule(rule, event))
      if (rules.length === 0) unclaimed.add(message.event ?? message.type)
      if (rules.length > 1) {
        const { winner, losers } = winnerFor(rules, event)
        conflicts.add(`${winner!.touchpoint} before ${losers.map(rule => rule.touchpoint).join()}`)
      }
      for (const rule of rules) counts.set(rule.touchpoint, (counts.get(rule.touchpoint) ?? 0) + 1)
    }
  }
  const observable = placementsOf(purchase.map)
    .map(placement => placement.touchpoint)
    .filter(id => purchase.library.touchpoints.find(one => one.id === id)!.observability !== 'unobservable')
  for (const touchpoint of observable) assert.ok((counts.get(touchpoint) ?? 0) > 5, touchpoint)
  for (const name of ['Newsletter Opened', 'Wishlist Shared', 'Points Viewed']) assert.ok(unclaimed.has(name), name)
  assert.deepEqual([...conflicts], ['tch-advice before tch-chat'], 'one overlap, to be seen under conflicts')
})

function ruleEventOf(message: SampleMessage): RuleEvent {
  const event = readEvent(JSON.parse(JSON.stringify(message)) as Message, undefined)
  return {
    type: event.name,
    kind: event.kind,
    channel: event.channel,
    device: event.device,
    source: '',
    case: event.caseKey,
    occurredAt: new Date(message.timestamp),
    score: event.score ?? null,
    texts: event.texts,
    numbers: event.numbers,
  }
}

function everyLabel(value: unknown, check: (label: { fr?: string; en?: string }) => void): void {
  if (typeof value !== 'object' || value === null) return
  if ('fr' in value || 'en' in value) check(value as { fr?: string; en?: string })
  for (const inner of Object.values(value)) everyLabel(inner, check)
}
