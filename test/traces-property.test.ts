import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { createKey, createWorkspace, sourceByName } from '../src/admitting/index.ts'
import * as collecting from '../src/contract/collecting.ts'
import * as bindings from '../src/contract/map-bindings.ts'
import * as mapping from '../src/contract/mapping.ts'
import { sql } from '../src/engines/postgres/index.ts'
import type { Context, Workspace } from '../src/feature.ts'
import { type MeasuredJourney, measuredJourneys } from '../src/mapping/index.ts'
import { eventNames } from '../src/measuring/traces/event-names.ts'
import { rebuildAll } from '../src/measuring/traces/rebuild-traces.ts'
import { channelCodes } from '../src/vocabulary/channel.ts'
import { customerIdFromNumber } from '../src/vocabulary/id.ts'
import { constructs } from '../src/vocabulary/score.ts'
import { openHouse, type TestHouse } from './kit.ts'
import { settleAll } from './settle-all.ts'
import { type DrawnJourney, type DrawnMessage, deliveries, drawnJourney, interventions } from './traces/lives.ts'
import { livedEvents, type ReferenceRule, referenceTraces, storedTraces } from './traces/reference.ts'

const runs = Number(process.env.PARCOURS_TRACE_RUNS ?? 4)
const words = { channels: channelCodes, constructs }

let house: TestHouse
before(async () => {
  house = await openHouse()
})
after(() => house[Symbol.asyncDispose]())

let workspaces = 0
/** A workspace whose map has the drawn journey's rules on its first three touchpoints. */
async function openWorkspace(drawn: DrawnJourney): Promise<{ workspace: Workspace; key: string }> {
  const workspace = await createWorkspace(house.installation, {
    key: `lives-${++workspaces}`,
    name: 'Lives',
    timeZone: 'Europe/Paris',
    locale: 'fr',
    measurementConsent: 'opt-out',
    actor: { kind: 'system' },
  })
  const context: Context = { ...house.context, workspace }
  const source = await sourceByName(context, 'Lives', 'web')
  const { key } = await createKey(context, { kind: 'write', sourceId: source.id })
  const params = { workspace: workspace.key }
  const { answer } = await house.call(mapping.createMap, { params, body: { from: 'discovery-to-return' } })
  for (const [index, merge] of drawn.merges.entries()) {
    const rule = {
      id: `bnd_${workspaces}_${index}`,
      touchpoint: answer.library.touchpoints[index]!.id,
      when: isNamed(`E${index}`),
      merge: { window: merge.window, by: [...merge.by] },
      visit: { outcome: { failedWhen: { field: 'properties.page', op: 'eq' as const, value: 'p2' } } },
    }
    const saved = await house.call(bindings.saveBinding, { params: { ...params, binding: rule.id }, body: { rule } })
    assert.equal(saved.status, 200, JSON.stringify(saved.answer))
  }
  const set = await house.call(mapping.setJourney, {
    params: { ...params, journey: answer.journey.id },
    body: {
      set: {
        caseRule: {
          correlationKey: drawn.correlationKey,
          startWhen: drawn.startWhen === null ? null : isNamed(drawn.startWhen),
          endWhen: drawn.endWhen === null ? null : isNamed(drawn.endWhen),
          abandonAfter: `PT${drawn.abandonAfterHours}H`,
        },
      },
    },
  })
  assert.equal(set.status, 200, JSON.stringify(set.answer))
  return { workspace, key }
}

const codeOf = (channel: string) => (channelCodes as readonly string[]).indexOf(channel)
const isNamed = (name: string) => ({ field: 'type', op: 'eq' as const, value: name })
const beginning = Date.now() - 50 * 86_400_000

function messageOf({ id, message }: { id: number; message: DrawnMessage }, workspace: Workspace) {
  const { kind, browser, user, name, minute, order, caseKey, page, csat, channel } = message
  return {
    type: kind,
    ...(kind === 'alias' ? { previousId: `user-${message.previous}` } : { event: `E${name}` }),
    ...(browser === null ? {} : { anonymousId: `browser-${browser}` }),
    ...(user === null && kind !== 'alias' ? {} : { userId: `user-${user ?? 0}` }),
    messageId: `${workspace.key}-${id}`,
    timestamp: new Date(beginning + minute * 60_000).toISOString(),
    ...(caseKey === null ? {} : { caseKey }),
    properties: {
      channel,
      ...(order === null ? {} : { order }),
      ...(page === null ? {} : { page }),
      ...(csat === null ? {} : { csat }),
    },
  }
}

/** A member joins two customers, or takes an identifier from one. */
async function intervene(workspace: Workspace, what: 'merge' | 'split', choice: number): Promise<void> {
  const known = await house.postgres.rows(sql<{ customer: string; anchor: string }>`
    select customer, anchor from collecting.identifiers where workspace_id = ${workspace.number} order by anchor`)
  const customers = [...new Set(known.map(row => row.customer))]
  if (customers.length === 0) return
  const one = customers[choice % customers.length]!
  const params = { workspace: workspace.key, customer: customerIdFromNumber(BigInt(one)) }
  if (what === 'merge') {
    const other = customers[(choice + 1) % customers.length]!
    if (other === one) return
    await house.call(collecting.mergeCustomers, { params, body: { other: customerIdFromNumber(BigInt(other)) } })
  } else {
    const own = known.filter(row => row.customer === one)
    const anchor = customerIdFromNumber(BigInt(own[choice % own.length]!.anchor))
    await house.call(collecting.splitCustomer, { params, body: { anchors: [anchor] } })
  }
}

function ruleOfJourney(journey: MeasuredJourney, drawn: DrawnJourney, touchpoints: readonly number[]): ReferenceRule {
  const key = drawn.correlationKey
  return {
    journey: journey.number,
    touchpoint: event => {
      const index = ['E0', 'E1', 'E2'].indexOf(event.name)
      return event.kind === 'track' && index !== -1 ? touchpoints[index]! : 0
    },
    codeOf,
    caseKey: event => (key === null ? '' : key === 'case' ? event.caseKey : (event.properties.order ?? '')),
    starts: drawn.startWhen === null ? null : event => event.name === drawn.startWhen,
    ends: event => event.name === drawn.endWhen,
    fails: event => /^E[012]$/.test(event.name) && event.properties.page === 'p2',
    abandonAfterMs: drawn.abandonAfterHours * 3_600_000,
    merge: number => {
      const measured = journey.touchpoints.find(each => each.number === number)
      return { windowMs: (measured?.mergeSeconds ?? 0) * 1000, by: measured?.mergeBy ?? [] }
    },
  }
}

const ruleOfAllEvents = (names: readonly string[]): ReferenceRule => ({
  journey: 0,
  touchpoint: event => (['track', 'page', 'screen'].includes(event.kind) ? names.indexOf(event.name) + 1 : 0),
  codeOf,
  caseKey: event => event.caseKey,
  starts: null,
  ends: () => false,
  fails: () => false,
  abandonAfterMs: 30 * 86_400_000,
  merge: null,
})

const sorted = <T>(traces: ReadonlyMap<string, T>) => [...traces].sort(([a], [b]) => (a < b ? -1 : 1))

test(`traces are what their definition says, however events arrive (${runs} lives)`, { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(drawnJourney, deliveries, interventions, async (drawn, batches, acts) => {
      const { workspace, key } = await openWorkspace(drawn)
      for (const [index, batch] of batches.entries()) {
        const sent = await house.send(
          key,
          batch.map(each => messageOf(each, workspace)),
        )
        assert.equal(sent.status, 200)
        const due = acts.filter(act => act.after === index)
        // Sometimes everything is let arrive in between, so that later batches change what was measured.
        if (due.length > 0 || index === Math.floor(batches.length / 2)) await settleAll(house)
        for (const act of due) await intervene(workspace, act.what, act.choice)
      }
      await settleAll(house)

      const events = await livedEvents(house, workspace.number)
      assert.equal(events.length, new Set(batches.flat().map(({ id }) => id)).size)
      const [journey] = await measuredJourneys(house.installation, workspace.number)
      const touchpoints = journey!.touchpoints.filter(({ bound }) => bound).map(({ id, number }) => ({ id, number }))
      const bound = await house.call(bindings.listBindings, { params: { workspace: workspace.key } })
      const numbers = [0, 1, 2].map(index => {
        const rule = bound.answer.bindings.find(each => each.id.endsWith(`_${index}`))!
        return touchpoints.find(each => each.id === rule.touchpoint)!.number
      })
      const rules = [
        ruleOfAllEvents(await eventNames(house.installation, workspace.number, false)),
        ruleOfJourney(journey!, drawn, numbers),
      ]
      const stored = []
      for (const rule of rules) {
        const traces = sorted(await storedTraces(house, workspace.number, rule.journey, words))
        assert.deepEqual(traces, sorted(referenceTraces(events, rule)), `journey ${rule.journey}: not as defined`)
        stored.push(traces)
      }
      await rebuildAll(house.installation, workspace.number)
      for (const [index, rule] of rules.entries()) {
        const traces = sorted(await storedTraces(house, workspace.number, rule.journey, words))
        assert.deepEqual(traces, stored[index], `journey ${rule.journey}: a full rebuild differs`)
      }
    }),
    {
      numRuns: runs,
      endOnFailure: true,
      ...(process.env.PARCOURS_SEED ? { seed: Number(process.env.PARCOURS_SEED) } : {}),
    },
  )
})
