import type { listRequests as listRequestsRoute } from '../contract/collecting.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { sql, u32, u64s } from '../engines/clickhouse/index.ts'
import type { Context } from '../feature.ts'
import { hopsOf } from '../vocabulary/request-hops.ts'
import { customerOf } from './customer-of.ts'

const mostRequests = 100
const mostEvents = 1_000

/** What a customer asked for, each request across its channels: the events that carry the same case, and are several. */
export async function listRequests(
  context: Context,
  { params }: InputOf<typeof listRequestsRoute>,
): Promise<AnswerOf<typeof listRequestsRoute>> {
  const { postgres, clickhouse, workspace } = context
  const customer = await customerOf(postgres, workspace.number, params.customer)
  const anchors = customer.anchors.map(({ anchor }) => anchor)
  const rows = await clickhouse.rows<{ case_key: string; uses: readonly [string, string, string][] }>(sql`
    select
      case_key,
      arraySort(groupArray(${u32(mostEvents)})((toUnixTimestamp64Milli(occurred_at), toString(channel), toString(name)))) as uses
    from events
    where workspace_id = ${u32(workspace.number)} and anchor in (select arrayJoin(${u64s(anchors)}))
      and case_key != '' and kind in ('track', 'page', 'screen')
    group by case_key
    having count() > 1
    order by max(occurred_at) desc
    limit ${u32(mostRequests)}`)
  return {
    requests: rows.map(({ case_key, uses }) => {
      const told = uses.map(([at, channel, name]) => ({ at: Number(at), channel, name }))
      const [first, last] = [told[0]!, told.at(-1)!]
      return {
        case: case_key,
        opened: { at: iso(first.at), channel: first.channel, event: first.name },
        last: { at: iso(last.at), channel: last.channel, event: last.name },
        durationSeconds: (last.at - first.at) / 1000,
        events: told.length,
        hops: hopsOf(told).map(hop => ({ ...hop, from: iso(hop.from), to: iso(hop.to) })),
      }
    }),
  }
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
