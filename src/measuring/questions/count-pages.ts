import { type ClickHouse, type Sql, sql, u32 } from '../../engines/clickhouse/index.ts'
import { clickKinds } from '../../vocabulary/page-sample.ts'
import { hasClick } from '../filtering/sampled-views.ts'

/** What one page is like at one width. `…_by` are the customers behind a figure. */
export type PageCount = {
  readonly template: string
  readonly viewport: string
  readonly views: string
  readonly customers: string
  readonly clicks: string
  readonly clicks_by: string
  readonly rage: string
  readonly rage_by: string
  readonly dead: string
  readonly dead_by: string
  readonly error: string
  readonly error_by: string
  readonly quick: string
  readonly quick_by: string
  readonly reach: number
  readonly seconds: number
  readonly height: number
}

const kind = (name: (typeof clickKinds)[number]) => clickKinds.indexOf(name)

/** How often was each page seen, and in how many views was it clicked in fury, in vain, or left at once? */
export function countPages(clickhouse: ClickHouse, views: Sql): Promise<readonly PageCount[]> {
  const [rage, dead, error] = [hasClick(kind('rage')), hasClick(kind('dead')), hasClick(kind('error'))]
  return clickhouse.rows<PageCount>(sql`
    select
      toString(template) as template, toString(viewport) as viewport,
      count() as views,
      uniqExact(customer_id) as customers,
      sum(own_clicks) as clicks,
      uniqExactIf(customer_id, own_clicks > 0) as clicks_by,
      countIf(${rage}) as rage,
      uniqExactIf(customer_id, ${rage}) as rage_by,
      countIf(${dead}) as dead,
      uniqExactIf(customer_id, ${dead}) as dead_by,
      countIf(${error}) as error,
      uniqExactIf(customer_id, ${error}) as error_by,
      countIf(quick_back > 0) as quick,
      uniqExactIf(customer_id, quick_back > 0) as quick_by,
      avg(reach) / 1000 as reach,
      avg(arraySum(bands)) / 1000 as seconds,
      quantileExact(height) as height
    from (
      select *, arraySum((amount, kind) -> if(kind <= ${u32(kind('tap'))}, amount, 0), click_amounts, click_kinds) as own_clicks
      from (${views})
    )
    group by template, viewport
    order by views desc, template, viewport`)
}
