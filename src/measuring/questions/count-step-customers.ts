import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { sql, u32s } from '../../engines/clickhouse/sql.ts'
import type { Keeping } from '../kept-visits.ts'

/** How many customers came to any touchpoint of each step? `stepOf` gives the step's place, from 1, by touchpoint. */
export async function countStepCustomers(
  clickhouse: ClickHouse,
  keeping: Keeping,
  stepOf: ReadonlyMap<number, number>,
): Promise<ReadonlyMap<number, number>> {
  if (stepOf.size === 0) return new Map()
  const rows = await clickhouse.rows<{ step: number; customers: string }>(sql`
    select arrayJoin(steps) as step, count() as customers
    from (
      select arrayDistinct(arrayMap(
        touchpoint -> transform(touchpoint, ${u32s([...stepOf.keys()])}, ${u32s([...stepOf.values()])}, toUInt32(0)),
        arrayDistinct(arrayFilter((touchpoint, moment, channel) -> ${keeping.visit}, touchpoints, at, channels))
      )) as steps
      from traces
      where ${keeping.rows}
    )
    group by step`)
  return new Map(rows.map(row => [Number(row.step), Number(row.customers)]))
}
