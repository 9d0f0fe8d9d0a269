import { type ClickHouse, sql, u8, u32 } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

export type AnsweredCase = {
  /** The answer, −1 to 1, and when it was given, in seconds. */
  readonly felt: number
  readonly felt_at: string
  /** What was lived of the case before. */
  readonly steps: readonly number[]
  readonly channels: readonly number[]
  readonly waits: readonly (number | null)[]
  readonly lasted: string
  readonly figure: number | null
}

/** The last answer of each customer, with what they had lived of that case before it. */
export function listAnsweredCases(
  clickhouse: ClickHouse,
  keeping: Keeping,
  construct: number,
  most: number,
): Promise<readonly AnsweredCase[]> {
  return clickhouse.rows<AnsweredCase>(sql`
    select
      scores[place] as felt,
      toUnixTimestamp(moments[place]) as felt_at,
      arraySlice(touchpoints, 1, place - 1) as steps,
      arraySlice(channels, 1, place - 1) as channels,
      arraySlice(waits, 2, place - 1) as waits,
      dateDiff('second', moments[1], moments[place]) as lasted,
      arrayMax(arrayPushBack(arrayFilter(figure -> not isNaN(figure), arraySlice(figures, 1, place - 1)), toFloat32(-1e30))) as figure
    from (
      select
        *,
        arrayLastIndex((score, construct) -> construct = ${u8(construct)} and not isNaN(score), scores, constructs) as place
      from (${keptCases(keeping, ['touchpoint', 'moment', 'channel', 'wait', 'score', 'construct', 'figure'])})
    )
    where place > 1
    order by felt_at desc, customer_id
    limit 1 by customer_id
    limit ${u32(most)}`)
}
