/**
 * What anybody could write in an afternoon, and the measure of what the product's promises cost: an HTTP server that
 * parses the same batches and inserts them, grouped, into the same embedded ClickHouse with the same syncing. No ledger
 * of what was seen, no customers, no sealing, no inbox: a batch is answered when the store has it.
 */
import { createServer } from 'node:http'
import { startClickHouse } from '../src/engines/clickhouse/embedded.ts'
import { connectClickHouse } from '../src/engines/clickhouse/index.ts'
import { durableTable } from '../src/engines/clickhouse/settings.ts'
import { openLog } from '../src/engines/log.ts'
import type { SentEvent } from './events-of-customers.ts'

export type BareFacts = { readonly url: string }

const [dataDirectory] = process.argv.slice(2) as [string]
const engine = await startClickHouse(dataDirectory, openLog('warn'))
const clickhouse = connectClickHouse({ socketPath: engine.socketPath }, durableTable)
await clickhouse.define(`
  create table events (
    user_id String,
    anonymous_id String,
    message_id String,
    occurred_at DateTime64(3, 'UTC'),
    received_at DateTime64(3, 'UTC'),
    name LowCardinality(String),
    channel LowCardinality(String),
    properties String
  )
  engine = MergeTree
  order by (user_id, anonymous_id, occurred_at)
  settings ${durableTable}`)

const columns = ['user_id', 'anonymous_id', 'message_id', 'occurred_at', 'received_at', 'name', 'channel', 'properties']
const mostInOneInsert = 20_000

type Waiting = {
  readonly lines: readonly string[]
  readonly done: () => void
  readonly failed: (error: unknown) => void
}
const waiting: Waiting[] = []
let inserting = false

async function insertWaiting(): Promise<void> {
  if (inserting) return
  inserting = true
  while (waiting.length > 0) {
    const group: Waiting[] = []
    for (let amount = 0; waiting.length > 0 && amount < mostInOneInsert; amount += group.at(-1)!.lines.length)
      group.push(waiting.shift()!)
    try {
      await clickhouse.insertLines('events', columns, group.flatMap(each => each.lines).join('\n'))
      for (const each of group) each.done()
    } catch (error) {
      for (const each of group) each.failed(error)
    }
  }
  inserting = false
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', () => {
    const { batch } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { batch: SentEvent[] }
    const receivedAt = new Date().toISOString()
    const lines = batch.map(event =>
      JSON.stringify([
        event.userId ?? '',
        event.anonymousId,
        event.messageId,
        event.timestamp,
        receivedAt,
        event.event,
        (event.context as { channel: string }).channel,
        JSON.stringify(event.properties),
      ]),
    )
    const answer = (status: number) => response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    waiting.push({ lines, done: () => answer(200), failed: () => answer(500) })
    void insertWaiting()
  })
})
server.listen(0, '127.0.0.1', () => {
  process.send!({
    facts: { url: `http://127.0.0.1:${(server.address() as { port: number }).port}` } satisfies BareFacts,
  })
})
process.on('disconnect', () => void engine.keeper.stop().then(() => process.exit(0)))
