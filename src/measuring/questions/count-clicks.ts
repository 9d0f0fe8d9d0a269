import { type ClickHouse, type Sql, sql, u32 } from '../../engines/clickhouse/index.ts'
import { clickKinds } from '../../vocabulary/page-sample.ts'

export type ElementCount = {
  readonly path: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly views: string
  readonly customers: string
}

/** Where does each element of a page stand, and how many views had it? */
export function placeElements(clickhouse: ClickHouse, views: Sql): Promise<readonly ElementCount[]> {
  return clickhouse.rows<ElementCount>(sql`
    select
      toString(path) as path,
      quantileExact(left_edge) as x,
      quantileExact(top_edge) as y,
      quantileExact(wide) as width,
      quantileExact(high) as height,
      uniqExact(view_id) as views,
      uniqExact(customer_id) as customers
    from (${views})
    array join elements as path, xs as left_edge, ys as top_edge, widths as wide, heights as high
    where path != ''
    group by path
    order by views desc, path
    limit 500`)
}

export type ClickCount = {
  readonly path: string
  readonly kind: number
  readonly clicks: string
  readonly views: string
  readonly customers: string
}

/** How often was each element clicked, by kind of click? A tap is a click. */
export function countClicks(clickhouse: ClickHouse, views: Sql): Promise<readonly ClickCount[]> {
  return clickhouse.rows<ClickCount>(sql`
    select
      toString(elements[place + 1]) as path,
      if(told_kind = ${u32(clickKinds.indexOf('tap'))}, ${u32(clickKinds.indexOf('click'))}, told_kind) as kind,
      sum(amount) as clicks, uniqExact(view_id) as views, uniqExact(customer_id) as customers
    from (${views})
    array join click_elements as place, click_kinds as told_kind, click_amounts as amount
    group by path, kind`)
}

export type CellCount = {
  readonly path: string
  readonly size: number
  readonly x: string
  readonly y: string
  readonly clicks: string
}

const fine = 25
const coarse = 125

/**
 * Where inside each element was it clicked? In fine cells where enough customers clicked; what is left in coarse ones,
 * and then in the whole element, whoever is left.
 */
export function countCells(clickhouse: ClickHouse, views: Sql, minimum: number): Promise<readonly CellCount[]> {
  const least = u32(minimum)
  return clickhouse.rows<CellCount>(sql`
    with
      fine_cells as (
        select
          toString(elements[place + 1]) as path,
          intDiv(click_x, ${u32(fine)}) as cell_x,
          intDiv(click_y, ${u32(fine)}) as cell_y,
          sum(amount) as amount,
          groupUniqArray(customer_id) as whose
        from (${views})
        array join
          click_elements as place, click_xs as click_x, click_ys as click_y, click_kinds as kind, click_amounts as amount
        where kind <= ${u32(clickKinds.indexOf('tap'))}
        group by path, cell_x, cell_y
      ),
      coarse_cells as (
        select
          path,
          intDiv(cell_x, ${u32(coarse / fine)}) as wide_x,
          intDiv(cell_y, ${u32(coarse / fine)}) as wide_y,
          sum(amount) as left_amount,
          groupUniqArrayArray(whose) as left_whose
        from fine_cells
        where length(whose) < ${least}
        group by path, wide_x, wide_y
      )
    select path, ${u32(fine)} as size, cell_x * ${u32(fine)} as x, cell_y * ${u32(fine)} as y, amount as clicks
    from fine_cells
    where length(whose) >= ${least}
    union all
    select path, ${u32(coarse)}, wide_x * ${u32(coarse)}, wide_y * ${u32(coarse)}, left_amount
    from coarse_cells
    where length(left_whose) >= ${least}
    union all
    select path, 1000, 0, 0, sum(left_amount)
    from coarse_cells
    where length(left_whose) < ${least}
    group by path`)
}
