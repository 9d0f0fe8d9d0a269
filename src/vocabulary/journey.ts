import { z } from 'zod'
import { conditionShape } from './binding.ts'
import { durationShape } from './duration.ts'
import { extensible, objectId } from './extensible.ts'
import { labelShape, plainText } from './label.ts'

/**
 * What one journey case is: which events belong together, and when it begins, ends or is given up.
 * - `correlationKey`: the property of events that two events of a case share (`orderId`); `case` for the case key that
 *   events carry, however long nothing happened between; null for the customer, cut where nothing happened for
 *   `abandonAfter` (a weak cut: prefer a key).
 * - `startWhen`, `endWhen`: null begins with the first event, and ends with the last.
 * - `maxDuration`: an event later than this after the beginning opens another case.
 * - `allowParallel`: whether one customer may have several cases open at once.
 */
export const caseRuleShape = extensible({
  correlationKey: plainText(200).min(1).nullable().default(null),
  startWhen: conditionShape.nullable().default(null),
  endWhen: conditionShape.nullable().default(null),
  abandonAfter: durationShape.default('P30D'),
  maxDuration: durationShape.nullable().default(null),
  allowParallel: z.boolean().default(false),
})
export type CaseRule = z.output<typeof caseRuleShape>

/** The rule of a journey that has none yet: a customer's events, cut after thirty days without any. */
export const caseRuleByCustomer: CaseRule = {
  correlationKey: null,
  startWhen: null,
  endWhen: null,
  abandonAfter: 'P30D',
  maxDuration: null,
  allowParallel: false,
}

/** A way a journey case may turn out, told by an event. */
export const outcomeShape = extensible({
  id: objectId,
  name: labelShape,
  good: z.boolean().nullable().default(null),
  when: conditionShape.nullable().default(null),
})

export const journeyStatuses = ['draft', 'active', 'archived'] as const

/**
 * A journey as it is designed: what customers set out to do. One lived instance of it is a *journey case*.
 * A draft is measured like an active journey, so that its authors see real figures before they publish.
 */
export const journeyShape = extensible({
  id: objectId,
  key: plainText(80).nullable().default(null),
  name: labelShape,
  purpose: labelShape.nullable().default(null),
  status: z.enum(journeyStatuses).default('draft'),
  lifeSituation: objectId.nullable().default(null),
  parent: objectId.nullable().default(null),
  owner: plainText(120).nullable().default(null),
  caseRule: caseRuleShape.default(caseRuleByCustomer),
  outcomes: z.array(outcomeShape).max(30).default([]),
})
export type Journey = z.output<typeof journeyShape>

/** What in a customer's life sets the journey off: moving house, a birth, a breakdown. */
export const lifeSituationShape = extensible({
  id: objectId,
  name: labelShape,
  trigger: labelShape.nullable().default(null),
})
