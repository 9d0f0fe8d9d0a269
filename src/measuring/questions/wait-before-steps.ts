import { type ClickHouse, type Sql, sql, u32, u32s } from '../../engines/clickhouse/index.ts'
import { type Keeping, keptVisits, type VisitPart } from '../filtering/kept-visits.ts'
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
 * wait is the wait before the step. `stepOf` gives a step by touchpoint.
 */
export function visitsInto(
  keeping: Keeping,
  stepOf: ReadonlyMap<number, number>,
  asked: readonly Exclude<VisitPart, 'touchpoint' | 'prev' | 'wait'>[],
): Sql {
  const known = sql`${u32s([...stepOf.keys()])}, ${u32s([...stepOf.values()])}, toUInt32(0)`
  return sql`
    select *, transform(touchpoint, ${known}) as step
    from (${keptVisits(keeping, ['touchpoint', 'prev', 'wait', ...asked])})
    where step > 0 and prev != 0 and transform(prev, ${known}) != step and not isNaN(wait)`
}

/** How long had customers waited when they came to each step from elsewhere? */
export function waitBeforeSteps(
  clickhouse: ClickHouse,
  keeping: Keeping,
  stepOf: ReadonlyMap<number, number>,
  minimumGroup: number,
): Promise<readonly StepWait[]> {
  return clickhouse.rows<StepWait>(sql`
    select
      step,
      count() as waited,
      ${countedUpTo(minimumGroup)} as customers,
      quantilesExactInclusive(0.5, 0.9)(wait) as wait_seconds
    from (${visitsInto(keeping, stepOf, [])})
    group by step
    limit ${u32(10_000)}`)
}
