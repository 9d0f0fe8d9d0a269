import { type ClickHouse, type Sql, sql, u32 } from '../../engines/clickhouse/index.ts'
import { bandCount } from '../../vocabulary/page-sample.ts'

/** By twentieth of the page, from 0 to 20: how many views saw down to there, whose, and how long that part was in sight. */
export type ReachCount = {
  readonly band: number
  readonly views: string
  readonly customers: string
  readonly seconds: number
}

/** How far is a page seen, and what of it is looked at? */
export function countReach(clickhouse: ClickHouse, views: Sql): Promise<readonly ReachCount[]> {
  return clickhouse.rows<ReachCount>(sql`
    select
      band,
      countIf(reach >= band * ${u32(1000 / bandCount)}) as views,
      uniqExactIf(customer_id, reach >= band * ${u32(1000 / bandCount)}) as customers,
      sum(bands[band + 1]) / 1000 / count() as seconds
    from (
      select reach, bands, customer_id, arrayJoin(range(${u32(bandCount + 1)})) as band
      from (${views})
    )
    group by band
    order by band`)
}
