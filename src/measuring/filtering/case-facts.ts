import { join, type Sql, sql } from '../../engines/clickhouse/index.ts'
import type { Keeping } from './kept-visits.ts'

/** What the traces say of each case as it stands, and which column says it. */
const columns = {
  story: sql`stories`,
  short_story: sql`short_stories`,
  size: sql`sizes`,
  ended: sql`case_ended`,
  last: sql`case_lasts`,
  seconds: sql`case_seconds`,
  /** The mean satisfaction told in it, NaN for none. */
  satisfaction: sql`case_scores`,
} as const
export type CaseFact = keyof typeof columns

const names: Readonly<Record<CaseFact, Sql>> = {
  story: sql`story`,
  short_story: sql`short_story`,
  size: sql`size`,
  ended: sql`ended`,
  last: sql`last`,
  seconds: sql`seconds`,
  satisfaction: sql`satisfaction`,
}

/**
 * Cases, one row each, with `customer_id` and the facts that are asked. Only where the filter keeps every visit of its
 * rows: of what is left of a case, the traces say nothing.
 */
export function caseFacts(keeping: Keeping, asked: readonly CaseFact[]): Sql {
  const list = (pieces: readonly Sql[]) => join(pieces, sql`, `)
  return sql`
    select customer_id, ${list(asked.map(fact => names[fact]))}
    from traces_raw final
    array join ${list(asked.map(fact => sql`${columns[fact]} as ${names[fact]}`))}
    where ${keeping.rows}`
}
