import { setImmediate as turn } from 'node:timers/promises'
import type { ClickHouse } from '../engines/clickhouse/index.ts'
import { keyDay } from '../vocabulary/statistics/time-correction.ts'
import type { Moving } from './moving.ts'
import { nextVersion } from './version.ts'

const eventColumns = [
  'workspace_id',
  'anchor',
  'day',
  'message_id',
  'occurred_at',
  'claimed_at',
  'received_at',
  'position',
  'inbox',
  'kind',
  'name',
  'channel',
  'device',
  'source',
  'clock',
  'case_key',
  'measurable',
  'score',
  'construct',
  'texts',
  'numbers',
  'sealed',
  'version',
] as const

const linesAtOnce = 1_000

/** Resolves when all are on disk. Lines are written some at a time, so that those who wait to be answered are. */
export async function insertEvents(clickhouse: ClickHouse, moving: readonly Moving[]): Promise<void> {
  if (moving.length === 0) return
  const version = String(nextVersion())
  const texts: string[] = []
  for (let first = 0; first < moving.length; first += linesAtOnce) {
    const lines = moving.slice(first, first + linesAtOnce).map(each => lineOf(each, version))
    texts.push(lines.join('\n'))
    await turn()
  }
  await clickhouse.insertLines('events_raw', eventColumns, texts.join('\n'))
}

function lineOf(each: Moving, version: string): string {
  const { row, event } = each
  return JSON.stringify([
    row.workspace,
    String(each.anchor),
    keyDay(each.claimedAt, row.receivedAt),
    each.id,
    // Milliseconds, as the column keeps them: written as text they take the longest of all to write and to read.
    each.at.getTime(),
    (each.claimedAt ?? row.receivedAt).getTime(),
    row.receivedAt.getTime(),
    each.position,
    String(row.number),
    event.kind,
    event.name,
    event.channel,
    event.device,
    row.source,
    each.clock,
    event.caseKey,
    each.measurable ? 1 : 0,
    event.score ?? null,
    event.construct,
    event.texts,
    event.numbers,
    hasKeys(event.personal) ? 1 : 0,
    version,
  ])
}

function hasKeys(object: object): boolean {
  for (const _ in object) return true
  return false
}
