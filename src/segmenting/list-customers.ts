import { describeCustomers } from '../collecting/index.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type * as contract from '../contract/segmenting.ts'
import { sql, u32, u64 } from '../engines/clickhouse/index.ts'
import type { Context, LeavingFile } from '../feature.ts'
import { customerIdFromNumber, numberFromCustomerId } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { membersOf, sizeOf } from './members.ts'
import { rowOf, toldSize } from './store.ts'

/** The customers of a segment by their numbers, page by page; of fewer than may be shown, none. */
export async function listSegmentCustomers(
  context: Context,
  { params, query }: InputOf<typeof contract.listSegmentCustomers>,
): Promise<AnswerOf<typeof contract.listSegmentCustomers>> {
  const { clickhouse, postgres, workspace } = context
  await rowOf(postgres, workspace.number, params.segment)
  const total = await sizeOf(clickhouse, workspace.number, params.segment)
  if (toldSize(context, total) === null) return { total: 0, hidden: true, rows: [], cursor: null }
  const after = (query.cursor && numberFromCustomerId(query.cursor)) || 0n
  const found = await clickhouse.rows<{ customer: string }>(sql`
    select customer
    from (${membersOf(workspace.number, params.segment)})
    where customer > ${u64(after)}
    order by customer
    limit ${u32(query.limit + 1)}`)
  const page = found.slice(0, query.limit).map(row => BigInt(row.customer))
  const last = page.at(-1)
  return {
    total,
    hidden: false,
    rows: await describeCustomers(context, page),
    cursor: found.length > query.limit && last !== undefined ? customerIdFromNumber(last) : null,
  }
}

/** @throws problem `not_found`; `segment_too_small` where its customers may not be told. */
export async function exportSegment(
  context: Context,
  { params }: InputOf<typeof contract.exportSegment>,
): Promise<LeavingFile> {
  const { clickhouse, postgres, workspace } = context
  await rowOf(postgres, workspace.number, params.segment)
  const total = await sizeOf(clickhouse, workspace.number, params.segment)
  if (toldSize(context, total) === null) throw problem('segment_too_small', { minimum: workspace.minimumGroup })
  await postgres.transaction(transaction =>
    context.post(transaction, {
      kind: 'events.exported',
      workspace: workspace.number,
      actor: context.actor,
      details: { segment: params.segment, personal: false },
    }),
  )
  const rows = clickhouse.stream<readonly [string]>(sql`
    select customer from (${membersOf(workspace.number, params.segment)}) order by customer`)
  return { name: 'segment.csv', contentType: 'text/csv; charset=utf-8', content: asCsv(rows) }
}

async function* asCsv(parts: AsyncIterable<readonly (readonly [string])[]>): AsyncIterable<string> {
  yield 'customer\n'
  for await (const rows of parts) yield rows.map(([customer]) => `${customerIdFromNumber(BigInt(customer))}\n`).join('')
}
