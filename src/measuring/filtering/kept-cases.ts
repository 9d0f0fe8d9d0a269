import { join, type Sql, sql } from '../../engines/clickhouse/index.ts'
import type { Keeping } from './kept-visits.ts'

/** What is told of each visit of a case, and where a row of `traces` keeps it. */
const columns = {
  touchpoint: sql`touchpoints`,
  moment: sql`at`,
  channel: sql`channels`,
  case_number: sql`cases`,
  wait: sql`waits`,
  case_ended: sql`ended`,
  case_span: sql`spans`,
  case_last: sql`lasts`,
  score: sql`scores`,
  construct: sql`constructs`,
  figure: sql`figures`,
  // Rows written before visits could fail have none here.
  failed: sql`arrayResize(failed, length(touchpoints))`,
} as const
export type CasePart = keyof typeof columns

/**
 * Cases, one row each: `customer_id` and, for each part asked, the array of its kept visits in order, under the
 * part's name. A case of which the filter keeps no visit is not there.
 */
export function keptCases(keeping: Keeping, [first, ...more]: readonly [CasePart, ...CasePart[]]): Sql {
  const arrays = [first, ...more].map(part => columns[part])
  // One array needs no tuples around its values, which cost as much as reading them.
  const zipped = more.length === 0 ? columns[first] : sql`arrayZip(${join(arrays, sql`, `)})`
  const named =
    more.length === 0
      ? sql`visits as ${name(first)}`
      : join(
          [first, ...more].map((part, index) => sql`tupleElement(visits, ${position(index)}) as ${name(part)}`),
          sql`, `,
        )
  // Where every visit is kept, none needs to be looked at to know it: that is half of what this takes.
  const whole = !keeping.cuts && !keeping.judges
  const kept = whole
    ? { visits: zipped, cases: sql`cases` }
    : { visits: sql`arrayFilter((visit, kept) -> kept, ${zipped}, keeps)`, cases: sql`kept_cases` }
  return sql`
    select customer_id, ${named}
    from (
      ${whole ? sql`` : sql`with ${keeping.visits} as keeps, arrayFilter((number, kept) -> kept, cases, keeps) as kept_cases`}
      select
        customer_id,
        arrayJoin(arraySplit(
          (visit, number, before) -> number != before,
          ${kept.visits},
          ${kept.cases},
          arrayShiftRight(${kept.cases}, 1)
        )) as visits
      from traces_raw final
      where ${keeping.rows}
    )
    where notEmpty(visits)`
}

const names: Readonly<Record<CasePart, Sql>> = {
  touchpoint: sql`touchpoints`,
  moment: sql`moments`,
  channel: sql`channels`,
  case_number: sql`case_numbers`,
  wait: sql`waits`,
  case_ended: sql`case_ended`,
  case_span: sql`case_spans`,
  case_last: sql`case_lasts`,
  score: sql`scores`,
  construct: sql`constructs`,
  figure: sql`figures`,
  failed: sql`failures`,
}
const name = (part: CasePart) => names[part]
const positions = [sql`1`, sql`2`, sql`3`, sql`4`, sql`5`, sql`6`, sql`7`, sql`8`, sql`9`, sql`10`]
const position = (index: number) => positions[index]!
