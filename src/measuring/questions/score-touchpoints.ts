import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { sql } from '../../engines/clickhouse/sql.ts'
import type { Keeping } from '../kept-visits.ts'

export type TouchpointScore = {
  readonly touchpoint: number
  readonly construct: number
  readonly customers: string
  readonly answers: string
  readonly mean: number
  readonly deviation: number | null
}

/**
 * How satisfied were those who answered about each touchpoint, construct by construct? One customer counts once: the
 * mean of their own answers. Few visits carry an answer, so these are picked out before anything is grouped.
 */
export function scoreTouchpoints(clickhouse: ClickHouse, keeping: Keeping): Promise<readonly TouchpointScore[]> {
  return clickhouse.rows<TouchpointScore>(sql`
    select
      touchpoint,
      construct,
      count() as customers,
      sum(own_answers) as answers,
      avg(own_mean) as mean,
      if(count() > 1, stddevSamp(own_mean), null) as deviation
    from (
      select customer_id, answer.1 as touchpoint, answer.2 as construct, count() as own_answers, avg(answer.3) as own_mean
      from (
        select
          customer_id,
          ${keeping.visits} as keeps,
          arrayMap((construct, score, kept) -> construct > 0 and kept and not isNaN(score), constructs, scores, keeps) as answered,
          arrayZip(
            arrayFilter((touchpoint, answers) -> answers, touchpoints, answered),
            arrayFilter((construct, answers) -> answers, constructs, answered),
            arrayFilter((score, answers) -> answers, scores, answered)
          ) as answers
        from traces
        where ${keeping.rows} and arrayExists(construct -> construct > 0, constructs)
      )
      array join answers as answer
      group by customer_id, touchpoint, construct
    )
    group by touchpoint, construct`)
}
