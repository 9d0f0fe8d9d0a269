import { type ClickHouse, type Sql, sql, u32, u32s } from '../../engines/clickhouse/index.ts'
import type { Keeping, VisitPart } from '../filtering/kept-visits.ts'
import type { TimeCount } from '../filtering/open-time.ts'
import { waitedVisits } from '../filtering/waited-visits.ts'
import { countedUpTo } from './counted-up-to.ts'

/** The waits before a step, counted from 1. Times in seconds. */
export type StepWait = {
  readonly step: number
  readonly waited: string
  /** Distinct customers, counted no further than asked. */
  readonly customers: string
  readonly wait_seconds: readonly (number | null)[]
}

/**
 * The visits by which customers came to a step from another one, or from off the map, in the same case: those whose
 * wait is the wait before the step. `stepOf` gives a step by touchpoint; without `time`, day and night count.
 */
export function visitsInto(
  keeping: Keeping,
  stepOf: ReadonlyMap<number, number>,
  asked: readonly Exclude<VisitPart, 'touchpoint' | 'prev' | 'wait'>[],
  time: TimeCount | undefined,
): Sql {
  const known = sql`${u32s([...stepOf.keys()])}, ${u32s([...stepOf.values()])}, toUInt32(0)`
  return sql`
    select *, transform(touchpoint, ${known}) as step
    from (${waitedVisits(keeping, ['touchpoint', 'prev', ...asked], time)})
    where step > 0 and prev != 0 and transform(prev, ${known}) != step and not isNaN(wait)`
}

/** How long had customers waited when they came to each step from elsewhere? */
export function waitBeforeSteps(
  clickhouse: ClickHouse,
  keeping: Keeping,
  stepOf: ReadonlyMap<number, number>,
  minimumGroup: number,
  time: TimeCount | undefined,
): Promise<readonly StepWait[]> {
  return clickhouse.rows<StepWait>(sql`
    select
      step,
      count() as waited,
      ${countedUpTo(minimumGroup)} as customers,
      quantilesExactInclusive(0.5, 0.9)(wait) as wait_seconds
    from (${visitsInto(keeping, stepOf, [], time)})
    group by step
    limit ${u32(10_000)}`)
}

/** The waits before a touchpoint, in seconds. */
export type TouchpointWait = {
  readonly touchpoint: number
  readonly waited: string
  readonly wait_seconds: readonly (number | null)[]
}

/** How long had customers waited when they came to each touchpoint, by another clock than that of day and night? */
export function waitAtTouchpoints(
  clickhouse: ClickHouse,
  keeping: Keeping,
  time: TimeCount,
): Promise<readonly TouchpointWait[]> {
  return clickhouse.rows<TouchpointWait>(sql`
    select touchpoint, count() as waited, quantilesExactInclusive(0.5, 0.9)(wait) as wait_seconds
    from (${waitedVisits(keeping, ['touchpoint'], time)})
    where not isNaN(wait)
    group by touchpoint`)
}
