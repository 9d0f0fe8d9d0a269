import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { sql } from '../../engines/clickhouse/sql.ts'
import { type Keeping, keptVisits } from '../filtering/kept-visits.ts'

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
 * mean of their own answers.
 */
export function scoreTouchpoints(clickhouse: ClickHouse, keeping: Keeping): Promise<readonly TouchpointScore[]> {
  // The few visits with an answer stand apart, which reads fast; what case they are of stands only beside all of them.
  const answers = keeping.judges
    ? sql`
      select customer_id, touchpoint, construct, count() as own_answers, avg(score) as own_mean
      from (${keptVisits(keeping, ['touchpoint', 'construct', 'score'])})
      where construct > 0 and not isNaN(score)
      group by customer_id, touchpoint, construct`
    : sql`
      with answer.1 as moment, answer.3 as channel
      select
        customer_id, answer.2 as touchpoint, answer.4 as construct, count() as own_answers, avg(answer.5) as own_mean
      from traces_raw final
      array join answers as answer
      where ${keeping.rows} and ${keeping.visit}
      group by customer_id, touchpoint, construct`
  return clickhouse.rows<TouchpointScore>(sql`
    select
      touchpoint,
      construct,
      count() as customers,
      sum(own_answers) as answers,
      avg(own_mean) as mean,
      if(count() > 1, stddevSamp(own_mean), null) as deviation
    from (${answers})
    group by touchpoint, construct`)
}
