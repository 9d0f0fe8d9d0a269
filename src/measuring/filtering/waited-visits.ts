import { type Sql, sql } from '../../engines/clickhouse/index.ts'
import { type Keeping, keptVisits, type VisitPart } from './kept-visits.ts'
import type { TimeCount } from './open-time.ts'

/**
 * Visits as `keptVisits` gives them, each with its `wait`: the seconds since the visit before in its case, NaN where
 * there is none. The traces keep it of day and night; by another clock it is counted here.
 */
export function waitedVisits(
  keeping: Keeping,
  asked: readonly Exclude<VisitPart, 'wait'>[],
  time: TimeCount | undefined,
): Sql {
  if (!time) return keptVisits(keeping, ['wait', ...asked])
  const readings = time.readings(sql`at`)
  // Cases stand one after the other, so that the visit before stands before it wherever there is one.
  const waits = sql`arrayMap(
    (told, reading, before) -> if(isNaN(told), toFloat64(nan), ${time.apart(sql`before`, sql`reading`)}),
    waits, ${readings}, arrayShiftRight(${readings}, 1))`
  return keptVisits(keeping, asked, [{ name: sql`wait`, array: waits }])
}
