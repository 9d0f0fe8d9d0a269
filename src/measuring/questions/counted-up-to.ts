import { type Sql, sql, u8 } from '../../engines/clickhouse/index.ts'

/** Distinct customers, counted no further than it takes to know that there are enough of them to be shown. */
export function countedUpTo(minimumGroup: number): Sql {
  return minimumGroup < 100 ? sql`toUInt64(uniqUpTo(${u8(minimumGroup)})(customer_id))` : sql`uniqExact(customer_id)`
}

/** The same in two stages: a state of each part, and the count of the states joined. */
export function countingUpTo(minimumGroup: number): { readonly state: Sql; readonly merge: (states: Sql) => Sql } {
  const most = u8(Math.min(minimumGroup, 100))
  return minimumGroup < 100
    ? {
        state: sql`uniqUpToState(${most})(customer_id)`,
        merge: states => sql`toUInt64(uniqUpToMerge(${most})(${states}))`,
      }
    : { state: sql`uniqExactState(customer_id)`, merge: states => sql`uniqExactMerge(${states})` }
}
