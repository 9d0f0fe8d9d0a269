import { z } from 'zod'
import { bindingRuleShape } from '../vocabulary/binding.ts'
import { objectId } from '../vocabulary/extensible.ts'
import { count, inJourney, instant, inWorkspace, share } from './fields.ts'
import { route } from './route.ts'

// Which events are visits of which touchpoints.

const windowDays = z.coerce.number().int().min(1).max(366).default(30)

export const listBindings = route({
  name: 'mapping.listBindings',
  method: 'get',
  path: '/api/w/{workspace}/bindings',
  access: 'map.read',
  summary: 'Lists the binding rules, of one touchpoint or of all.',
  params: inWorkspace,
  query: z.strictObject({ touchpoint: objectId.exactOptional() }),
  answer: z.strictObject({ bindings: z.array(bindingRuleShape) }),
})

export const saveBinding = route({
  name: 'mapping.saveBinding',
  method: 'put',
  path: '/api/w/{workspace}/bindings/{binding}',
  access: 'map.edit',
  summary: 'Saves a binding rule under its id, new or not.',
  params: inWorkspace.extend({ binding: objectId }),
  body: z.strictObject({
    rule: bindingRuleShape,
    /** The rule that was seen, when it is being changed; another one there is refused. */
    before: bindingRuleShape.nullable().exactOptional(),
  }),
  answer: bindingRuleShape,
})

export const removeBinding = route({
  name: 'mapping.removeBinding',
  method: 'delete',
  path: '/api/w/{workspace}/bindings/{binding}',
  access: 'map.edit',
  summary: 'Removes a binding rule; answers it, so that it can be saved again.',
  params: inWorkspace.extend({ binding: objectId }),
  answer: bindingRuleShape,
})

/** What a rule would match over the last days, before it is saved. */
export const bindingPreview = z.strictObject({
  windowDays: count,
  /** Events of the period, those the rule matches, and those it would win. */
  events: count,
  matches: count,
  wins: count,
  /** Rules of the journey that match some of the same events; `loses` is how many of these go to that rule. */
  overlaps: z.array(z.strictObject({ rule: objectId, touchpoint: objectId, events: count, loses: count })),
  /** Share of events that no touchpoint of the journey claims, now and with this rule. */
  unclaimedBefore: share,
  unclaimedAfter: share,
  /** Matching events, the latest first. Properties that the rule does not read are masked. */
  examples: z.array(
    z.strictObject({
      occurredAt: instant,
      type: z.string(),
      channel: z.string(),
      source: z.string(),
      properties: z.record(z.string(), z.string()),
    }),
  ),
})
export type BindingPreview = z.output<typeof bindingPreview>

export const previewBinding = route({
  name: 'mapping.previewBinding',
  method: 'post',
  path: '/api/w/{workspace}/journeys/{journey}/bindings/preview',
  access: 'map.edit',
  summary: 'Says what a rule would match, what it would take from others, and what would still be unclaimed.',
  params: inJourney,
  query: z.strictObject({ days: windowDays }),
  body: z.strictObject({ rule: bindingRuleShape }),
  answer: bindingPreview,
})

/** How far the journey's rules cover the events of the period. */
export const coverage = z.strictObject({
  windowDays: count,
  events: count,
  claimed: count,
  /** Events that more than one rule matches: each counted once, for the rule that won. */
  conflicts: count,
  rules: z.array(z.strictObject({ rule: objectId, touchpoint: objectId, matches: count, wins: count })),
  /** Placements of the current map that are expected, and how many of these have a rule. */
  expected: count,
  expectedBound: count,
  /** The tray: events that no touchpoint of the journey claims, the most frequent first. */
  unclaimed: z.array(
    z.strictObject({
      kind: z.string(),
      type: z.string(),
      channel: z.string(),
      events: count,
      /** Of all events of the period. */
      share,
      lastAt: instant,
    }),
  ),
  /** How many kinds of unclaimed event there are beyond those listed. */
  unclaimedMore: count,
})
export type Coverage = z.output<typeof coverage>

export const getCoverage = route({
  name: 'mapping.getCoverage',
  method: 'get',
  path: '/api/w/{workspace}/journeys/{journey}/coverage',
  access: 'measure.read',
  summary: 'Says how many events the journey’s rules claim, which conflict, and which nobody claims.',
  params: inJourney,
  query: z.strictObject({ days: windowDays, limit: z.coerce.number().int().min(1).max(500).default(100) }),
  answer: coverage,
})
