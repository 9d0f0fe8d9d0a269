import type { Sql } from '../../engines/clickhouse/index.ts'
import type { Installation } from '../../feature.ts'
import { measuredJourneys } from '../../mapping/index.ts'
import { eventNames } from './event-names.ts'
import { ruleOfAllEvents, ruleOfJourney, type TraceRule } from './trace-journey.ts'

type Kept = { readonly rules: readonly TraceRule[]; readonly until: number }
const kept = new WeakMap<object, Map<number, Kept>>()
const keptMs = 3_000

/**
 * The rules by which a workspace's traces are written: one for all events, one for each journey that is measured.
 * `among` says which events are written, as only their names may be new.
 */
export async function rulesOf(
  installation: Installation,
  workspace: number,
  among: Sql | true = true,
): Promise<readonly TraceRule[]> {
  const known = kept.get(installation.postgres) ?? new Map<number, Kept>()
  kept.set(installation.postgres, known)
  const journeys = known.get(workspace)
  const drawn =
    journeys && journeys.until > Date.now()
      ? journeys.rules
      : (await measuredJourneys(installation, workspace)).map(ruleOfJourney)
  if (drawn !== journeys?.rules) known.set(workspace, { rules: drawn, until: Date.now() + keptMs })
  return [ruleOfAllEvents(await eventNames(installation, workspace, among)), ...drawn]
}

/** Says that a map or a binding changed. */
export function forgetRules(installation: Installation, workspace: number): void {
  kept.get(installation.postgres)?.delete(workspace)
}
