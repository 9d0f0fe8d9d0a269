import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { instant, sql } from '../../engines/clickhouse/sql.ts'
import type { Keeping } from '../kept-visits.ts'

export type CaseTimes = {
  readonly closed: string
  readonly completed: string
  readonly seconds: readonly (number | null)[]
}

/** How long did closed cases last from their first to their last visit, and how many reached the journey's end? */
export async function timeCases(clickhouse: ClickHouse, keeping: Keeping, closedBefore: Date): Promise<CaseTimes> {
  const row = await clickhouse.first<CaseTimes>(sql`
    select count() as closed, countIf(done) as completed, quantiles(0.5, 0.9)(lasted) as seconds
    from (
      select
        arrayJoin(arrayFilter(
          story -> story.4 and (story.3 or story.2 < ${instant(closedBefore)}),
          arrayZip(
            arrayFilter((moment, prev) -> prev = 0, at, prevs),
            arrayFilter((moment, next) -> next = 0, at, nexts),
            arrayFilter((done, next) -> next = 0, ended, nexts),
            arrayMap(
              number -> has(kept, number),
              arrayFilter((number, next) -> next = 0, cases, nexts)
            )
          )
        )) as story,
        story.3 as done,
        dateDiff('millisecond', story.1, story.2) / 1000 as lasted
      from (
        select *, arrayDistinct(arrayFilter((number, moment, channel) -> ${keeping.visit}, cases, at, channels)) as kept
        from traces
        where ${keeping.rows}
      )
    )`)
  return row ?? { closed: '0', completed: '0', seconds: [null, null] }
}
