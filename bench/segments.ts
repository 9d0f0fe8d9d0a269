import { type ClickHouse, sql, text, texts, u32, u64 } from '../src/engines/clickhouse/index.ts'
import { eventsPerCustomer } from './events-of-customers.ts'

export const segmentTrait = 'segment'
/** Which of them a customer is in is told by what is left of their number when it is divided by three. */
export const segments = ['family', 'single', 'business'] as const

/** Gives every customer of the bench a segment, as a trait. Given twice, it is the same. */
export async function fillSegments(clickhouse: ClickHouse, workspace: number, events: number): Promise<void> {
  await clickhouse.run(sql`
    insert into traits_raw (workspace_id, key, anchor, value, observed_at)
    select
      ${u32(workspace)},
      ${text(segmentTrait)},
      bitAnd(cityHash64('customer', number), 0x7fffffffffffffff) as customer,
      ${texts(segments)}[customer % ${u32(segments.length)} + 1],
      1
    from numbers(${u64(BigInt(Math.ceil(events / eventsPerCustomer)))})`)
}
