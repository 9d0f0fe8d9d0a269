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
      with arrayMap(
        (construct, score, kept) -> kept and construct > 0 and not isNaN(score),
        constructs, scores, ${keeping.visits}
      ) as answered
      select customer_id, touchpoint, construct, count() as own_answers, avg(score) as own_mean
      from traces_raw final
      array join
        arrayFilter((touchpoint, answers) -> answers, touchpoints, answered) as touchpoint,
        arrayFilter((construct, answers) -> answers, constructs, answered) as construct,
        arrayFilter((score, answers) -> answers, scores, answered) as score
      where ${keeping.rows}
      group by customer_id, touchpoint, construct
    )
    group by touchpoint, construct`)
}
