import { workspaceByNumber } from '../admitting/index.ts'
import { join, type Sql, sql, text } from '../engines/clickhouse/sql.ts'
import type { Installation } from '../feature.ts'
import { type BindingRule, givesVisits } from '../vocabulary/binding.ts'
import { inWinningOrder } from '../vocabulary/binding-match.ts'
import { secondsOfDuration } from '../vocabulary/duration.ts'
import type { CaseRule } from '../vocabulary/journey.ts'
import type { Label } from '../vocabulary/label.ts'
import { compileCondition, compileRule, compileRules } from './compile-binding.ts'
import { type MeasuredDefinition, type MeasuredTouchpoint, measuredDefinitions } from './measured-definition.ts'

/** A journey as whoever measures it needs it: what it is, and the same as SQL over the view `events`. */
export type MeasuredJourney = {
  readonly journeyId: string
  /** The key of its traces: per workspace, from 1, never given to another. */
  readonly number: number
  readonly name: Label
  readonly touchpoints: readonly MeasuredTouchpoint[]
  readonly caseRule: CaseRule
  readonly abandonAfterSeconds: number
  readonly maxDurationSeconds: number | null
  /** False where no rule leads to a touchpoint of the map: nothing that arrives can be a visit, or an answer about one. */
  readonly isBound: boolean
  readonly sql: {
    /** UInt32: the number of the touchpoint that the event is a visit of, 0 for none. */
    readonly touchpoint: Sql
    /** UInt32: the number of the touchpoint that the event is an answer about, 0 for none; null where none is bound. */
    readonly answer: Sql | null
    /** UInt8: whether the event says that the visit failed. */
    readonly failed: Sql
    /** String: what events of one case share; empty where the case is the customer's or the event has no key. */
    readonly caseKey: Sql
    /** UInt8: whether the event begins, or ends, a case; null where any event may. */
    readonly starts: Sql | null
    readonly ends: Sql | null
    /** UInt8 each: whether the event tells that outcome. */
    readonly outcomes: readonly { readonly id: string; readonly good: boolean | null; readonly tells: Sql }[]
  }
}

/** The journeys of a workspace that are measured, by number. */
export async function measuredJourneys(
  installation: Pick<Installation, 'postgres'>,
  workspaceNumber: number,
): Promise<readonly MeasuredJourney[]> {
  const workspace = await workspaceByNumber(installation, workspaceNumber)
  if (!workspace) return []
  const definitions = await measuredDefinitions(installation.postgres, workspaceNumber)
  return definitions.map(definition => compileDefinition(definition, workspace.timeZone))
}

export function compileDefinition(definition: MeasuredDefinition, timeZone: string): MeasuredJourney {
  const { journey, number, touchpoints } = definition
  const rules = definition.rules.filter(givesVisits)
  const answers = definition.rules.filter(rule => !givesVisits(rule))
  const { caseRule } = journey
  const numbers = new Map(touchpoints.map(touchpoint => [touchpoint.id, touchpoint.number]))
  return {
    journeyId: journey.id,
    number,
    name: journey.name,
    touchpoints,
    caseRule,
    abandonAfterSeconds: secondsOfDuration(caseRule.abandonAfter)!,
    maxDurationSeconds: caseRule.maxDuration === null ? null : secondsOfDuration(caseRule.maxDuration)!,
    isBound: definition.rules.some(rule => numbers.has(rule.touchpoint)),
    sql: {
      touchpoint: compileRules(rules, numbers, timeZone),
      answer: answers.length === 0 ? null : compileRules(answers, numbers, timeZone),
      failed: compileFailure(rules, timeZone),
      caseKey: compileCaseKey(caseRule.correlationKey),
      starts: caseRule.startWhen && sql`toUInt8(${compileCondition(caseRule.startWhen)})`,
      ends: caseRule.endWhen && sql`toUInt8(${compileCondition(caseRule.endWhen)})`,
      outcomes: journey.outcomes.flatMap(({ id, good, when }) =>
        when === null ? [] : [{ id, good, tells: sql`toUInt8(${compileCondition(when)})` }],
      ),
    },
  }
}

/** Whether the rule that wins the event says that it is a failure. */
function compileFailure(rules: readonly BindingRule[], timeZone: string): Sql {
  if (!rules.some(rule => rule.visit?.outcome?.failedWhen)) return sql`toUInt8(0)`
  const branches = inWinningOrder(rules).map(rule => {
    const failedWhen = rule.visit?.outcome?.failedWhen
    return sql`${compileRule(rule, timeZone)}, ${failedWhen ? sql`toUInt8(${compileCondition(failedWhen)})` : sql`toUInt8(0)`}`
  })
  return sql`multiIf(${join(branches, sql`, `)}, toUInt8(0))`
}

function compileCaseKey(key: string | null): Sql {
  if (key === null) return sql`''`
  if (key === 'case') return sql`case_key`
  const property = text(key.replace(/^(properties|correlation)\./, ''))
  return sql`multiIf(
    mapContains(texts, ${property}), texts[${property}],
    mapContains(numbers, ${property}), toString(numbers[${property}]),
    '')`
}
