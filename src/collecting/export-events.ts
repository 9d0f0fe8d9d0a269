import type { exportEvents as exportEventsRoute } from '../contract/collecting.ts'
import type { InputOf } from '../contract/route.ts'
import { every, instant, sql, u32, u64s } from '../engines/clickhouse/index.ts'
import { sql as postgresSql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { openExportedCustomers } from './exported-customers.ts'
import { type ExportedRow, messageOfEvent } from './message-of-event.ts'
import { openSealed } from './open-sealed.ts'

const customersAtOnce = 500
const lettersAtOnce = 64_000

/**
 * All events as JSON Lines in Segment's shape, customer by customer, each in the order of time. Importing them
 * elsewhere gives the same events. Who may not read personal data gets pseudonyms, the same at every export.
 */
export async function* exportEvents(
  context: Context,
  { query }: InputOf<typeof exportEventsRoute>,
): AsyncGenerator<string> {
  const { postgres, workspace } = context
  const mayRead = context.may('personal.read')
  await postgres.transaction(transaction =>
    context.post(transaction, {
      kind: 'events.exported',
      workspace: workspace.number,
      actor: context.actor,
      details: { from: query.from ?? null, to: query.to ?? null, personal: mayRead },
    }),
  )
  let last = '0'
  let text = ''
  for (;;) {
    const rows = await postgres.rows(postgresSql<{ customer: string }>`
      select customer
      from collecting.customers
      where workspace_id = ${workspace.number} and customer > ${last}::bigint
      order by customer
      limit ${customersAtOnce}`)
    if (rows.length === 0) break
    last = rows.at(-1)!.customer
    const customers = await openExportedCustomers(
      context,
      rows.map(row => BigInt(row.customer)),
    )
    for await (const block of readEvents(context, query, customers.anchors)) {
      const sealed = mayRead
        ? await openSealed(
            context,
            block.filter(row => row[14] === 1).map(row => ({ anchor: BigInt(row[0]), message: row[1] })),
          )
        : new Map<string, Record<string, string>>()
      for (const row of block) {
        text += `${JSON.stringify(messageOfEvent(row, customers, sealed.get(row[1]) ?? {}))}\n`
        if (text.length < lettersAtOnce) continue
        yield text
        text = ''
      }
    }
  }
  if (text !== '') yield text
}

/** The events of these anchors in the order of their customers' numbers and of time. */
function readEvents(
  context: Context,
  query: InputOf<typeof exportEventsRoute>['query'],
  anchors: readonly { readonly anchor: bigint; readonly customer: bigint }[],
): AsyncIterable<readonly ExportedRow[]> {
  const numbers = u64s(anchors.map(({ anchor }) => anchor))
  const owners = u64s(anchors.map(({ customer }) => customer))
  return context.clickhouse.stream<ExportedRow>(
    sql`
    select
      toString(anchor), toString(message_id), toUnixTimestamp64Milli(occurred_at), toUnixTimestamp64Milli(received_at),
      position, kind, name, channel, device, case_key, measurable, source, texts, numbers, sealed
    from events
    where workspace_id = ${u32(context.workspace.number)} and anchor in (select arrayJoin(${numbers}))
      and ${every([
        ...(query.from === undefined ? [] : [sql`occurred_at >= ${instant(new Date(query.from))}`]),
        ...(query.to === undefined ? [] : [sql`occurred_at < ${instant(new Date(query.to))}`]),
      ])}
    order by transform(anchor, ${numbers}, ${owners}, toUInt64(0)), occurred_at, position, message_id`,
    { timeoutMs: 600_000, settings: { max_bytes_before_external_sort: 500_000_000 } },
  )
}
