import type { listCohorts as listCohortsRoute } from '../../contract/measuring.ts'
import type { AnswerOf } from '../../contract/route.ts'
import { sql, u32 } from '../../engines/clickhouse/index.ts'
import type { Context } from '../../feature.ts'

/** A trait with more values than this tells customers apart rather than grouping them. */
const mostValues = 30

/** The traits with few values, and how many customers have each: what measures can be narrowed by. */
export async function listCohorts(context: Context): Promise<AnswerOf<typeof listCohortsRoute>> {
  const { workspace, clickhouse } = context
  const rows = await clickhouse.rows<{ trait: string; value: string; customers: string }>(sql`
    select trait, latest as value, count() as customers
    from (
      select
        toString(known.key) as trait,
        if(places.customer_id = 0, known.anchor, places.customer_id) as customer,
        argMax(known.value, known.observed_at) as latest
      from (select key, anchor, value, observed_at from traits where workspace_id = ${u32(workspace.number)}) as known
      left join (
        select anchor, customer_id from customer_places where workspace_id = ${u32(workspace.number)}
      ) as places on known.anchor = places.anchor
      group by trait, customer
    )
    group by trait, value
    having customers >= ${u32(workspace.minimumGroup)}
    order by trait, customers desc, value
    limit ${u32(mostValues + 1)} by trait`)
  const values = Map.groupBy(rows, row => row.trait)
  return {
    cohorts: rows
      .filter(row => values.get(row.trait)!.length <= mostValues)
      .map(({ trait, value, customers }) => ({
        cohort: `${trait}:${value}`,
        trait,
        value,
        customers: Number(customers),
      })),
  }
}
