import { type ClickHouse, sql } from '../../engines/clickhouse/index.ts'
import { type Keeping, keptVisits } from '../filtering/kept-visits.ts'
import { countedUpTo } from './counted-up-to.ts'

export type TouchpointChannel = {
  readonly touchpoint: number
  readonly channel: number
  readonly visits: string
  readonly customers: string
}

/** By which channels was each touchpoint visited? */
export function countTouchpointChannels(
  clickhouse: ClickHouse,
  keeping: Keeping,
  minimumGroup: number,
): Promise<readonly TouchpointChannel[]> {
  return clickhouse.rows<TouchpointChannel>(sql`
    select touchpoint, channel, count() as visits, ${countedUpTo(minimumGroup)} as customers
    from (${keptVisits(keeping, ['touchpoint', 'channel'])})
    group by touchpoint, channel`)
}
