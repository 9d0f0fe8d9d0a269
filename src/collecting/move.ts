import { setImmediate as turn } from 'node:timers/promises'
import { sql as clickhouseSql, u64 } from '../engines/clickhouse/index.ts'
import { sql, type Transaction } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import { readEvent } from '../vocabulary/event.ts'
import { instantOf, type Message } from '../vocabulary/message.ts'
import { pageSampleEvent, readPageSample } from '../vocabulary/page-sample.ts'
import { correctTime } from '../vocabulary/statistics/time-correction.ts'
import { anonymousAnswers } from '../vocabulary/survey/anonymous-answers.ts'
import { deviceOffset } from './device-clock.ts'
import { anchorsOf } from './event-anchors.ts'
import { bothMoves } from './identities.ts'
import type { InboxRow } from './inbox.ts'
import { insertEvents } from './insert-events.ts'
import { judgeMeasurable } from './measurable.ts'
import type { Moving, Touch } from './moving.ts'
import { insertPageSamples, isSample } from './page-samples.ts'
import { writePersonal } from './personal-values.ts'
import { insertPlaces } from './places.ts'
import { type Room, roomOf } from './room.ts'
import { isOfTheMessage, moveApart } from './set-aside.ts'
import { tell } from './tail.ts'
import { touchCustomers, touchGone } from './touched.ts'
import { writeConsents } from './write-consents.ts'

/** A customer that is in a batch often costs once: larger batches are cheaper by the event, and later. */
const mostInOneBatch = 25_000
const fewInOneBatch = 2_500
const gatherMs = 250

/**
 * Moves what was acknowledged into the analytical store, in order. A batch is deleted from the inbox only when the
 * store has confirmed that it is on disk; after a crash, messages that are there already are left out.
 */
export async function moveEvents(installation: Installation, signal: AbortSignal): Promise<void> {
  const room = roomOf(installation)
  let recovered = await presentAfterCrash(installation)
  let failures = 0
  while (!signal.aborted) {
    const rows = await room.arrivals.next(mostInOneBatch)
    if (rows.length === 0) {
      recovered = new Set()
      await room.arrivals.wait(gatherMs)
      continue
    }
    await room.inTurn(async () => {
      try {
        // Twice refused by stores that answer: one of its messages can't be stored.
        if (failures < 2) await moveRows(installation, room, rows, recovered)
        else
          await moveApart(installation, rows, (some, kept, amount) =>
            moveRows(installation, room, some, recovered, kept, amount),
          )
        failures = 0
      } catch (error) {
        failures = isOfTheMessage(error) ? failures + 1 : 0
        // What was learnt of identities and keys may have been rolled back with the transaction.
        for (const row of rows) {
          room.identities.forget(row.workspace)
          room.vault.forget(row.workspace)
        }
        if (failures === 0 || failures > 3) throw error
        installation.log.warn('A batch of events was not taken; it is tried again', {
          reason: String(error).slice(0, 300),
        })
      }
    })
    // Batches stay large under load and small delays short without it: parts are few, and a screen is fresh.
    if (rows.reduce((sum, row) => sum + row.messages.length, 0) < fewInOneBatch) await room.arrivals.wait(gatherMs)
  }
}

/** Moves one batch. Exported for tests that move by hand. */
async function moveRows(
  installation: Installation,
  room: Room,
  rows: readonly InboxRow[],
  present: ReadonlySet<string> = new Set(),
  keptInInbox = false,
  amount = rows.reduce((sum, row) => sum + row.messages.length, 0),
): Promise<void> {
  const moving: Moving[] = []
  const dropped: Moving[] = []
  const inserting: Promise<void>[] = []
  const begin = (one: Promise<void>) => {
    // A store that fails while the next part is read is heard of below; unheard till then, it would end the process.
    one.catch(() => {})
    inserting.push(one)
  }
  try {
    for (const some of partsOf(rows)) {
      const part: Moving[] = []
      for (const row of some) {
        const forgotten = await room.forgotten.of(installation.postgres, row.workspace)
        for (const each of readRow(installation, row))
          (forgotten.size === 0 || withoutForgotten(each, forgotten) ? part : dropped).push(each)
        // Those who wait for an answer come between.
        await turn()
      }
      for (const [workspace, events] of Map.groupBy(part, each => each.row.workspace))
        await moveWorkspace(installation, room, workspace, events)
      // Everything else is done again for those that are there already: the crash may have come before it.
      const absent = present.size === 0 ? part : part.filter(each => !present.has(each.id))
      // While the store takes this part, who the customers of the next one are is found out.
      const events = absent.filter(each => !isSample(each))
      begin(insertEvents(installation.clickhouse, events))
      if (events.length < absent.length) begin(insertPageSamples(installation.clickhouse, absent))
      for (const each of part) moving.push(each)
    }
  } finally {
    await Promise.allSettled(inserting)
  }
  await Promise.all(inserting)
  const lived = moving.filter(each => !isSample(each))
  const touched = touchesOf(room, lived)
  const last = rows.at(-1)!.number
  await installation.postgres.transaction(async transaction => {
    if (!keptInInbox) {
      await transaction.run(sql`
        delete from collecting.inbox where number = any(${rows.map(row => String(row.number))}::bigint[])`)
    }
    for (const [workspace, customers] of touched) await touchCustomers(transaction, workspace, customers)
    await countNotMeasured(transaction, [...moving.filter(each => !each.measurable), ...dropped])
  })
  if (!keptInInbox) room.arrivals.moved(last, amount)
  tell(installation, lived)
}

/** Who the customers are, what is sealed, what may be measured: everything but the events themselves. */
async function moveWorkspace(
  installation: Installation,
  room: Room,
  workspace: number,
  events: readonly Moving[],
): Promise<void> {
  const named = events.flatMap(each => each.anchors.named)
  const seen = events.flatMap(each => each.anchors.seen)
  await installation.postgres.transaction(async transaction => {
    let result = await room.identities.know(transaction, workspace, named, seen)
    for (const each of events) {
      // One after the other: a visitor's events before the next user of a browser are not that user's.
      if (each.anchors.seen.length > 0) {
        const turned = await room.identities.turnSharedBrowsers(transaction, workspace, each.anchors.seen)
        result = turned.reduce(bothMoves, result)
      }
      each.anchor = storedUnder(room, workspace, each)
    }
    await writePersonal(installation, transaction, room.vault, workspace, events)
    const changed = await writeConsents(transaction, room, workspace, events)
    await judgeMeasurable(transaction, room, workspace, events, changed)
    // Told before the commit: after it, a crash would leave moves that the replay finds nothing new in.
    await insertPlaces(installation.clickhouse, workspace, result.places)
    await touchGone(transaction, workspace, [...result.customers])
  })
}

/** Whose traces a batch changes: known once it is known who is who, by workspace. */
function touchesOf(room: Room, moving: readonly Moving[]): ReadonlyMap<number, ReadonlyMap<bigint, Touch>> {
  const touched = new Map<number, Map<bigint, Touch>>()
  for (const each of moving) {
    const { workspace } = each.row
    const touches = touched.get(workspace) ?? new Map<bigint, Touch>()
    touched.set(workspace, touches)
    const customer = room.identities.placeOf(workspace, each.anchor)?.customer ?? each.anchor
    const touch = touches.get(customer)
    // Whoever answered namelessly is no customer and stands in no list; but what they said of a touchpoint is measured.
    const lived = each.row.source === anonymousAnswers ? 0 : 1
    if (!touch) touches.set(customer, { first: each.at, last: each.at, events: lived })
    else {
      if (each.at < touch.first) touch.first = each.at
      if (each.at > touch.last) touch.last = each.at
      touch.events += lived
    }
  }
  return touched
}

function readRow(installation: Installation, row: InboxRow): Moving[] {
  return row.messages.map(({ id, value }, position) => {
    const message = value as Message
    const sample = message.event === pageSampleEvent ? readPageSample(message.properties) : undefined
    const event = readEvent(sample ? { ...message, properties: {} } : message, row.sourceChannel)
    const claimedAt = instantOf(message.timestamp) ?? instantOf(message.originalTimestamp)
    const sentAt = instantOf(message.sentAt) ?? row.sentAt
    const offset = deviceOffset(`${row.workspace}:${event.anonymousId ?? event.userId ?? ''}`, row.receivedAt, sentAt)
    const { at, note } = correctTime(claimedAt, row.receivedAt, row.trusted ? undefined : offset, row.historical)
    const anchors = anchorsOf(installation, row, event, message, at)
    const given = row.historical && isPosition(message.position) ? message.position : position
    return {
      id,
      row,
      event,
      sample,
      anchors,
      claimedAt,
      at,
      clock: note,
      position: given,
      anchor: anchors.anchor,
      measurable: true,
    }
  })
}

/**
 * Whether an event may be stored beside what was erased: not when who lived it was. A browser that the erased customer
 * used joins nobody any more, whoever uses it now.
 */
function withoutForgotten(moving: Moving, forgotten: ReadonlySet<bigint>): boolean {
  const { anchor, named, seen } = moving.anchors
  if (forgotten.has(anchor)) return false
  if (!named.some(each => forgotten.has(each.anchor))) return true
  moving.anchors = {
    anchor,
    named: named.filter(each => !forgotten.has(each.anchor)),
    seen: seen.filter(each => !forgotten.has(each.one) && !forgotten.has(each.other)),
  }
  return true
}

function isPosition(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff_ffff
}

/** An event that names only a browser that somebody else now uses goes to that user's epoch of it. */
function storedUnder(room: Room, workspace: number, moving: Moving): bigint {
  const place = room.identities.placeOf(workspace, moving.anchors.anchor)
  return moving.event.userId === undefined && place?.current !== undefined ? place.current : moving.anchors.anchor
}

const mostInOnePart = 10_000

/** A batch in parts of about one size, each some rows of the inbox. */
function partsOf(rows: readonly InboxRow[]): InboxRow[][] {
  const whole = rows.reduce((sum, row) => sum + row.messages.length, 0)
  const size = whole / Math.max(1, Math.ceil(whole / mostInOnePart))
  const parts: InboxRow[][] = []
  let amount = 0
  for (const row of rows) {
    if (parts.length === 0 || amount >= size * parts.length) parts.push([])
    parts.at(-1)!.push(row)
    amount += row.messages.length
  }
  return parts
}

async function countNotMeasured(transaction: Transaction, moving: readonly Moving[]): Promise<void> {
  const counts = new Map<string, { workspace: number; source: string; day: string; amount: number }>()
  for (const each of moving) {
    const day = each.row.receivedAt.toISOString().slice(0, 10)
    const name = `${each.row.workspace}:${each.row.source}:${day}`
    const count = counts.get(name) ?? { workspace: each.row.workspace, source: each.row.source, day, amount: 0 }
    count.amount++
    counts.set(name, count)
  }
  for (const { workspace, source, day, amount } of counts.values()) {
    await transaction.run(sql`
      update collecting.source_days
      set not_measured = not_measured + ${amount}
      where workspace_id = ${workspace} and source = ${source} and day = ${day}`)
  }
}

/** The messages of the rows still in the inbox that the analytical store already has, after a crash between the two. */
async function presentAfterCrash(installation: Installation): Promise<Set<string>> {
  const oldest = await installation.postgres.first(sql<{ number: string | null }>`
    select min(number) as number from collecting.inbox`)
  if (!oldest?.number) return new Set()
  const rows = await installation.clickhouse.rows<{ message_id: string }>(clickhouseSql`
    select message_id from events_raw where inbox >= ${u64(BigInt(oldest.number))}`)
  return new Set(rows.map(row => row.message_id))
}
