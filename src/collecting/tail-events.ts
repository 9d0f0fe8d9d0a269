import { instant, sql, u32, u64s } from '../engines/clickhouse/index.ts'
import { sql as postgresSql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { customerIdFromNumber } from '../vocabulary/id.ts'
import { type TailedEvent, watch } from './tail.ts'

const shownAtFirst = 50
const heartbeatMs = 15_000
/** A reader that does not keep up misses the oldest; the figures of the source count them all. */
const mostWaiting = 1_000

/** The last events received, then each new one, as Server-Sent Events. Ends as soon as the reader leaves. */
export function tailEvents(context: Context): AsyncIterable<string> {
  return { [Symbol.asyncIterator]: () => openTail(context) }
}

function openTail(context: Context): AsyncIterator<string> {
  let waiting: TailedEvent[] = []
  let wake: (() => void) | undefined
  let ended = false
  let before: Promise<readonly TailedEvent[]> | undefined
  const shown = new Set<string>()
  const unwatch = watch(context, context.workspace.number, events => {
    waiting = [...waiting, ...events].slice(-mostWaiting)
    wake?.()
  })
  const heard = () =>
    new Promise<void>(resolve => {
      const timer = setTimeout(done, heartbeatMs)
      function done() {
        clearTimeout(timer)
        wake = undefined
        resolve()
      }
      wake = done
    })
  const end = async () => {
    ended = true
    unwatch()
    wake?.()
    return { done: true as const, value: undefined }
  }
  return {
    next: async () => {
      try {
        if (!before) {
          before = lastReceived(context)
          const events = await before
          for (const event of events) shown.add(event.id)
          // Something at once, so that the reader knows that the line is open.
          return { done: false, value: `: open\n\n${written(events)}` }
        }
        if (waiting.length === 0 && !ended) await heard()
        if (ended) return { done: true, value: undefined }
        const events = waiting.filter(event => !shown.has(event.id))
        waiting = []
        return { done: false, value: events.length === 0 ? ': still here\n\n' : written(events) }
      } catch (error) {
        await end()
        throw error
      }
    },
    return: end,
  }
}

function written(events: readonly TailedEvent[]): string {
  return events.map(event => `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`).join('')
}

type Row = {
  anchor: string
  id: string
  received: string
  occurred: string
  kind: string
  name: string
  channel: string
  source: string
}

/** The last events received, the oldest first. Looks back further and further, as receipt is not in the key. */
async function lastReceived(context: Context): Promise<readonly TailedEvent[]> {
  const { postgres, clickhouse, workspace } = context
  const last = await postgres.first(postgresSql<{ at: Date | null }>`
    select max(last_received_at) as at from collecting.source_days where workspace_id = ${workspace.number}`)
  if (!last?.at) return []
  let rows: readonly Row[] = []
  for (const backMs of [60_000, 3_600_000, 86_400_000, 400 * 86_400_000]) {
    const since = new Date(last.at.getTime() - backMs)
    rows = await clickhouse.rows<Row>(sql`
      select
        anchor, toString(message_id) as id, toUnixTimestamp64Milli(received_at) as received,
        toUnixTimestamp64Milli(occurred_at) as occurred, kind, name, channel, source
      from events_raw
      where workspace_id = ${u32(workspace.number)} and received_at >= ${instant(since)}
      order by received_at desc, position desc
      limit 1 by id
      limit ${u32(shownAtFirst)}`)
    if (rows.length >= shownAtFirst) break
  }
  const places = await clickhouse.rows<{ anchor: string; customer_id: string }>(sql`
    select anchor, customer_id
    from customer_places
    where workspace_id = ${u32(workspace.number)}
      and anchor in (select arrayJoin(${u64s(rows.map(row => BigInt(row.anchor)))}))`)
  const customers = new Map(places.map(row => [row.anchor, row.customer_id]))
  return rows
    .map(row => ({
      id: row.id,
      receivedAt: new Date(Number(row.received)).toISOString(),
      at: new Date(Number(row.occurred)).toISOString(),
      kind: row.kind,
      name: row.name,
      channel: row.channel,
      source: row.source,
      customer: customerIdFromNumber(BigInt(customers.get(row.anchor) ?? row.anchor)),
    }))
    .reverse()
}
