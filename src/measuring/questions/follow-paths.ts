import { type ClickHouse, type Sql, sql, u16, u32 } from '../../engines/clickhouse/index.ts'
import type { PathStep } from '../../vocabulary/statistics/path-columns.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'
import { countedUpTo } from './counted-up-to.ts'

export type PathAnchors = {
  /** Paths begin at its first visit, read backwards at its last; without one, where the case begins or ends. */
  readonly from: number | undefined
  /** Paths end at its first visit after the anchor; cases that never come there are left out. */
  readonly to: number | undefined
  /** Whether they are read backwards: what came before. */
  readonly before: boolean
  /** An activity repeated at once is told once. */
  readonly collapsed: boolean
  readonly depth: number
}

/** Where do cases go, activity after activity, from an anchor on: at each depth, from what to what, how many? */
export async function followPaths(
  clickhouse: ClickHouse,
  keeping: Keeping,
  anchors: PathAnchors,
  minimumGroup: number,
): Promise<readonly PathStep[]> {
  const rows = await clickhouse.rows<{ depth: number; came: number; went: number; cases: string; customers: string }>(
    sql`
    select
      step.3 as depth,
      step.1 as came,
      step.2 as went,
      count() as cases,
      ${countedUpTo(minimumGroup)} as customers
    from (${pathsOf(keeping, anchors)})
    array join
      arraySlice(
        arrayZip(path, arrayPushBack(arrayPopFront(path), toUInt16(0)), arrayEnumerate(path)),
        1,
        ${u32(anchors.depth)}
      ) as step
    group by depth, came, went`,
  )
  return rows.map(row => ({
    depth: row.depth,
    from: row.came,
    to: row.went,
    cases: Number(row.cases),
    customers: Number(row.customers),
  }))
}

function pathsOf(keeping: Keeping, { from, to, before, collapsed }: PathAnchors): Sql {
  const told = collapsed ? sql`arrayCompact(touchpoints)` : sql`touchpoints`
  const whole = before ? sql`arrayReverse(${told})` : told
  const begun = from === undefined ? sql`whole` : sql`arraySlice(whole, indexOf(whole, ${u16(from)}))`
  const has = from === undefined ? sql`1` : sql`has(whole, ${u16(from)})`
  if (to === undefined)
    return sql`
      select customer_id, ${begun} as path
      from (select customer_id, ${whole} as whole from (${keptCases(keeping, ['touchpoint'])}))
      where ${has}`
  // The end is looked for after the anchor: a path from an activity to itself comes back to it. Where no anchor is named
  // a case may begin with its end.
  const rest = from === undefined ? sql`begun` : sql`arrayPopFront(begun)`
  return sql`
    select customer_id, arraySlice(begun, 1, place + ${u32(from === undefined ? 0 : 1)}) as path
    from (
      select customer_id, ${begun} as begun, indexOf(${rest}, ${u16(to)}) as place
      from (select customer_id, ${whole} as whole from (${keptCases(keeping, ['touchpoint'])}))
      where ${has}
    )
    where place > 0`
}
