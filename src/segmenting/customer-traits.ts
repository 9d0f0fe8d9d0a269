import { type Sql, sql, text, u32 } from '../engines/clickhouse/index.ts'

/** The latest value of a trait for each customer that has it, as `customer` and `latest`. */
export function customerTraits(workspace: number, trait: string): Sql {
  return sql`
    select
      if(places.customer_id = 0, known.anchor, places.customer_id) as customer,
      argMax(known.value, known.observed_at) as latest
    from (
      select anchor, value, observed_at from traits where workspace_id = ${u32(workspace)} and key = ${text(trait)}
    ) as known
    left join (${placesIn(workspace)}) as places on known.anchor = places.anchor
    group by customer`
}

/** Anchors that are not their own customer, and whose they are. */
export function placesIn(workspace: number): Sql {
  return sql`select anchor, customer_id from customer_places where workspace_id = ${u32(workspace)}`
}
