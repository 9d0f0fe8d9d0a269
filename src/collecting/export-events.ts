import type { exportEvents as exportEventsRoute } from '../contract/collecting-events.ts'
import type { InputOf } from '../contract/route.ts'
import { every, instant, type Sql, sql, u32, u64s } from '../engines/clickhouse/index.ts'
import { sql as postgresSql } from '../engines/postgres/index.ts'
import type { Context, LeavingFile } from '../feature.ts'
import { asCsvLog, asXesLog, type LeavingMessage } from './event-log.ts'
import { openExportedCustomers } from './exported-customers.ts'
import { type ExportedRow, messageOfEvent } from './message-of-event.ts'
import { openSealed } from './open-sealed.ts'

const customersAtOnce = 500
const lettersAtOnce = 64_000
/** As many as an import reads, some left for those that a log has anyway. */
const mostColumns = 1_900

/**
 * All events as JSON Lines in Segment's shape, customer by customer, each in the order of time: importing them elsewhere
 * gives the same events. Or as an event log, CSV or XES, of what customers did, without personal values. Who may not
 * read personal data gets pseudonyms, the same at every export.
 */
export async function exportEvents(
  context: Context,
  { query }: InputOf<typeof exportEventsRoute>,
): Promise<AsyncIterable<string> | LeavingFile> {
  const { postgres, workspace, clickhouse } = context
  const mayRead = context.may('personal.read')
  await postgres.transaction(transaction =>
    context.post(transaction, {
      kind: 'events.exported',
      workspace: workspace.number,
      actor: context.actor,
      details: { from: query.from ?? null, to: query.to ?? null, personal: mayRead },
    }),
  )
  const { format = 'jsonl', ...period } = query
  if (format === 'jsonl') return asLines(leavingMessages(context, period, mayRead))
  const read = () => leavingMessages(context, period, false)
  if (format === 'xes')
    return { name: 'events.xes', contentType: 'application/xml; charset=utf-8', content: asXesLog(read) }
  const named = await clickhouse.rows<{ name: string }>(sql`
    select distinct arrayJoin(arrayConcat(mapKeys(texts), mapKeys(numbers))) as name
    from events
    where workspace_id = ${u32(workspace.number)} and kind in ('track', 'page', 'screen') and ${within(period)}
    order by name
    limit ${u32(mostColumns)}`)
  const names = named.map(({ name }) => String(name))
  return { name: 'events.csv', contentType: 'text/csv; charset=utf-8', content: asCsvLog(read(), names) }
}

async function* asLines(messages: AsyncIterable<readonly LeavingMessage[]>): AsyncGenerator<string> {
  let text = ''
  for await (const block of messages) {
    for (const { message } of block) {
      text += `${JSON.stringify(message)}\n`
      if (text.length < lettersAtOnce) continue
      yield text
      text = ''
    }
  }
  if (text !== '') yield text
}

type Period = Pick<InputOf<typeof exportEventsRoute>['query'], 'from' | 'to'>

/** The messages that give all events again, in blocks as they are read. */
async function* leavingMessages(
  context: Context,
  period: Period,
  withPersonal: boolean,
): AsyncGenerator<readonly LeavingMessage[]> {
  const { postgres, workspace } = context
  let last = '0'
  for (;;) {
    const rows = await postgres.rows(postgresSql<{ customer: string }>`
      select customer
      from collecting.customers
      where workspace_id = ${workspace.number} and customer > ${last}::bigint
      order by customer
      limit ${customersAtOnce}`)
    if (rows.length === 0) return
    last = rows.at(-1)!.customer
    const customers = await openExportedCustomers(
      context,
      rows.map(row => BigInt(row.customer)),
    )
    for await (const block of readEvents(context, period, customers.anchors)) {
      const sealed = withPersonal
        ? await openSealed(
            context,
            block.filter(row => row[14] === 1).map(row => ({ anchor: BigInt(row[0]), message: row[1] })),
          )
        : new Map<string, Record<string, string>>()
      yield block.map(row => {
        const anchor = BigInt(row[0])
        return {
          customer: customers.anchorOf(anchor)?.customer ?? anchor,
          message: messageOfEvent(row, customers, sealed.get(row[1]) ?? {}),
        }
      })
    }
  }
}

/** The events of these anchors in the order of their customers' numbers and of time. */
function readEvents(
  context: Context,
  period: Period,
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
      and ${within(period)}
    order by transform(anchor, ${numbers}, ${owners}, toUInt64(0)), occurred_at, position, message_id`,
    { timeoutMs: 600_000, settings: { max_bytes_before_external_sort: 500_000_000 } },
  )
}

function within({ from, to }: Period): Sql {
  return every([
    sql`1`,
    ...(from === undefined ? [] : [sql`occurred_at >= ${instant(new Date(from))}`]),
    ...(to === undefined ? [] : [sql`occurred_at < ${instant(new Date(to))}`]),
  ])
}
