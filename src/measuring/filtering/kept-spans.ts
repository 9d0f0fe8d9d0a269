import { type Sql, sql } from '../../engines/clickhouse/index.ts'
import { type Keeping, keepsWhole, type Narrowing } from './kept-visits.ts'

// What is no visit of a journey (a contact, a session, a view of a page) is narrowed by filters on journeys too: it is
// kept when it falls into a kept journey of its customer, from the first visit of that journey to its last
// (docs/decisions/0016).

const ofJourneys = [
  'only',
  'variant',
  'ending',
  'first',
  'last',
  'through',
  'lasting',
  'attribute',
  'follower',
] as const satisfies readonly (keyof Narrowing)[]

/** Whether a filter says anything of journeys; if not, nothing need be joined with them. */
export function narrowsJourneys(filter: Narrowing): boolean {
  return ofJourneys.some(name => filter[name] !== undefined && filter[name] !== '')
}

/**
 * When customers were on kept journeys, in milliseconds: `customer_id`, `span_began`, `span_ended`. Journeys that
 * overlap are one span, so that the last one begun before an instant tells whether it falls into any. A journey is
 * judged on the visits that the filter leaves, as everywhere, and lasts as long as it did. `among` is a condition on
 * `customer_id`: others need not be held. Each step is a question within the next, as what is named twice in one is
 * planned twice.
 */
export function keptSpans(keeping: Keeping, among: Sql): Sql {
  const keeps = keepsWhole(keeping) ? sql`arrayWithConstant(length(cases), toUInt8(1))` : keeping.visits
  return sql`
    select customer_id, span.1 as span_began, span.2 as span_ended
    from (
      select
        customer_id,
        arrayZip(
          arrayMap(edge -> edge.1, arrayFilter((edge, depth) -> edge.2 = -1 and depth = 1, edges, depths)),
          arrayMap(edge -> edge.1, arrayFilter((edge, depth) -> depth = 0, edges, depths))) as spans
      from (
        select customer_id, edges, arrayCumSum(arrayMap(edge -> -edge.2, edges)) as depths
        from (
          select
            customer_id,
            arraySort(arrayConcat(
              arrayMap(run -> (run[1].1, toInt8(-1)), runs),
              arrayMap(run -> (run[-1].1, toInt8(1)), runs))) as edges
          from (
            select
              customer_id,
              arrayFilter(
                run -> arrayExists(visit -> visit.2 > 0, run),
                arraySplit(
                  (visit, number, before) -> number != before,
                  arrayZip(arrayMap(moment -> toUnixTimestamp64Milli(moment), at), ${keeps}),
                  cases,
                  arrayShiftRight(cases, 1))) as runs
            from traces_raw final
            where ${keeping.rows} and ${among}
          )
        )
      )
    )
    array join spans as span`
}

/**
 * Of these rows, which have a `customer_id`, those that fall into a span: that last from `from` to `to` (milliseconds)
 * and were not over before it began, nor begun after it ended.
 */
export function duringSpans(rows: Sql, spans: Sql, { from, to }: { readonly from: Sql; readonly to: Sql }): Sql {
  return sql`
    select told.*
    from (select *, toInt64(${to}) as until_then from (${rows})) as told
    asof join (${spans}) as lived on told.customer_id = lived.customer_id and told.until_then >= lived.span_began
    where lived.span_ended >= ${from}`
}
