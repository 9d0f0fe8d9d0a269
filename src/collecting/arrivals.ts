import { sql, type Transaction } from '../engines/postgres/index.ts'
import type { Installation, SendingSource } from '../feature.ts'
import { newId } from '../vocabulary/id.ts'
import type { RefusalReason } from '../vocabulary/message.ts'
import { problem } from '../vocabulary/problem.ts'
import { sealWith } from './vault.ts'

/** Messages of one request, judged: what may be stored and what is kept aside. */
export type Arrival = {
  readonly source: SendingSource
  readonly receivedAt: Date
  readonly sentAt: Date | undefined
  readonly historical: boolean
  readonly messages: readonly { readonly id: string; readonly text: string; readonly value: unknown }[]
  readonly refused: readonly { readonly reason: RefusalReason; readonly text: string }[]
  /** Written in the same commit: an import that crashes knows exactly what it had already brought in. */
  readonly alongside?: (
    transaction: Transaction,
    counts: { readonly accepted: number; readonly duplicates: number },
  ) => Promise<void>
}

/** One row of the inbox: messages of one request that were not seen before, in their order. */
export type InboxRow = {
  readonly number: bigint
  readonly workspace: number
  readonly source: string
  readonly sourceChannel: string | undefined
  readonly trusted: boolean
  readonly historical: boolean
  readonly consentRule: 'opt-in' | 'opt-out'
  readonly receivedAt: Date
  readonly sentAt: Date | undefined
  readonly messages: readonly { readonly id: string; readonly value: unknown }[]
}

export type Arrivals = {
  /** Stores what arrived and resolves when it is on disk. */
  accept(arrival: Arrival): Promise<{ readonly accepted: number; readonly duplicates: number }>
  /** The next rows to move, oldest first: at most about `most` messages. Empty when there are none. */
  next(most: number): Promise<readonly InboxRow[]>
  /** Says that rows up to this number have been moved. */
  moved(upTo: bigint, amount: number): void
  /** Messages acknowledged and not yet moved. */
  backlog(): number
  /** Resolves when something arrives, or after `ms`. */
  wait(ms: number): Promise<void>
}

type Waiting = {
  readonly arrival: Arrival
  readonly done: (counts: { accepted: number; duplicates: number }) => void
  readonly failed: (error: unknown) => void
}

const mostInOneCommit = 20_000
const keptInMemory = 60_000
const ledgerTurnDays = 4

/**
 * The door's durable half. Requests that arrive while a commit is under way are committed together by the next one:
 * one synced commit serves many senders. What was committed is also kept in memory for the mover, up to a limit, so
 * that it need not be read back.
 */
export function openArrivals(installation: Installation): Arrivals {
  const waiting: Waiting[] = []
  const rowsInMemory: InboxRow[] = []
  let messagesInMemory = 0
  // True while the mover must read the inbox itself: at the start, and after memory overflowed.
  let readInbox = true
  let lastCommitted = 0n
  let cursor = 0n
  let backlog = 0
  let counted = false
  let committing = false
  let wake: (() => void) | undefined

  const commitWaiting = async (): Promise<void> => {
    if (committing) return
    committing = true
    try {
      while (waiting.length > 0) {
        let amount = 0
        const group: Waiting[] = []
        while (waiting.length > 0 && amount < mostInOneCommit) {
          const next = waiting.shift()!
          amount += next.arrival.messages.length
          group.push(next)
        }
        try {
          const outcome = await installation.postgres.transaction(transaction =>
            commitArrivals(
              installation,
              transaction,
              group.map(each => each.arrival),
            ),
          )
          for (const row of outcome.rows) keepInMemory(row)
          for (const [index, each] of group.entries()) each.done(outcome.counts[index]!)
          wake?.()
        } catch (error) {
          for (const each of group) each.failed(error)
        }
      }
    } finally {
      committing = false
    }
  }

  const keepInMemory = (row: InboxRow) => {
    backlog += row.messages.length
    lastCommitted = row.number
    if (readInbox) return
    if (messagesInMemory + row.messages.length > keptInMemory) {
      readInbox = true
      rowsInMemory.length = 0
      messagesInMemory = 0
      return
    }
    rowsInMemory.push(row)
    messagesInMemory += row.messages.length
  }

  return {
    accept: arrival => {
      if (backlog > installation.backlogLimit) return Promise.reject(problem('backlog_full', { seconds: 5 }))
      return new Promise((done, failed) => {
        waiting.push({ arrival, done, failed })
        void commitWaiting()
      })
    },
    next: async most => {
      if (!counted) {
        const row = await installation.postgres.first(sql<{ amount: string | null }>`
          select sum(amount) as amount from collecting.inbox`)
        backlog = Number(row?.amount ?? 0)
        counted = true
      }
      if (readInbox) {
        const rows = await readInboxRows(installation, cursor, most)
        if (rows.length > 0) return rows
        // Between here and the next await nothing can be committed: memory takes over without a gap.
        if (cursor >= lastCommitted) readInbox = false
        return []
      }
      let amount = 0
      let count = 0
      while (count < rowsInMemory.length && amount < most) amount += rowsInMemory[count++]!.messages.length
      return rowsInMemory.slice(0, count)
    },
    moved: (upTo, amount) => {
      cursor = upTo
      backlog = Math.max(0, backlog - amount)
      while (rowsInMemory.length > 0 && rowsInMemory[0]!.number <= upTo) {
        messagesInMemory -= rowsInMemory.shift()!.messages.length
      }
    },
    backlog: () => backlog,
    wait: ms =>
      new Promise(resolve => {
        const late = setTimeout(done, ms)
        function done() {
          clearTimeout(late)
          wake = undefined
          resolve()
        }
        wake = done
      }),
  }
}

/** One transaction: the ledger says what is new, the inbox takes it, what was refused is kept aside sealed. */
async function commitArrivals(
  installation: Installation,
  transaction: Transaction,
  arrivals: readonly Arrival[],
): Promise<{ counts: { accepted: number; duplicates: number }[]; rows: InboxRow[] }> {
  const arrived = new Map<string, { workspace: number; id: string }>()
  for (const arrival of arrivals) {
    const workspace = arrival.source.workspace.number
    for (const { id } of arrival.messages) arrived.set(`${workspace}:${id}`, { workspace, id })
  }
  const unseen = new Set(arrived.keys())
  if (arrived.size > 0) {
    // Of the two lists the one of duplicates is short. Arrays are written here, as these values need no quotes.
    const rows = await transaction.rows(sql<{ workspace_id: number; message: string }>`
      with
        arrived as (
          select workspace_id, message
          from unnest(
            ${arrayOf([...arrived.values()].map(({ workspace }) => workspace))}::integer[],
            ${arrayOf([...arrived.values()].map(({ id }) => id))}::uuid[]
          ) as arrived (workspace_id, message)
        ),
        inserted as (
          insert into collecting.seen_current (workspace_id, message)
          select workspace_id, message
          from arrived
          where not exists (
            select from collecting.seen_previous as previous
            where previous.workspace_id = arrived.workspace_id and previous.message = arrived.message
          )
          on conflict do nothing
          returning workspace_id, message
        )
      select workspace_id, message from arrived
      except
      select workspace_id, message from inserted`)
    for (const row of rows) unseen.delete(`${row.workspace_id}:${row.message}`)
  }
  const counts: { accepted: number; duplicates: number }[] = []
  const fresh: Fresh[] = []
  for (const arrival of arrivals) {
    // The first of several with one id is the one that counts.
    const messages = arrival.messages.filter(message =>
      unseen.delete(`${arrival.source.workspace.number}:${message.id}`),
    )
    counts.push({ accepted: messages.length, duplicates: arrival.messages.length - messages.length })
    if (messages.length > 0) fresh.push({ arrival, messages })
  }
  const rows = await insertInbox(transaction, fresh)
  await insertQuarantine(installation, transaction, arrivals)
  await countSources(transaction, arrivals, counts)
  for (const [index, arrival] of arrivals.entries()) await arrival.alongside?.(transaction, counts[index]!)
  return { counts, rows }
}

type Fresh = {
  readonly arrival: Arrival
  readonly messages: readonly { readonly id: string; readonly text: string; readonly value: unknown }[]
}

async function insertInbox(transaction: Transaction, fresh: readonly Fresh[]): Promise<InboxRow[]> {
  if (fresh.length === 0) return []
  const column = <T>(value: (each: Fresh) => T) => fresh.map(value)
  // Sent as the bytes they are and cut there: as an array of texts each would be quoted, letter by letter.
  const parts = fresh.map(({ messages }) => Buffer.from(inboxText(messages), 'utf8'))
  const lengths = parts.map(part => part.length)
  const numbers = await transaction.rows(sql<{ number: string }>`
    insert into collecting.inbox (
      workspace_id, source, source_channel, trusted, historical, consent_rule, received_at, sent_at, messages, amount
    )
    select
      workspace_id, source, source_channel, trusted, historical, consent_rule, received_at, sent_at,
      convert_from(substring(${Buffer.concat(parts)}::bytea from start for length), 'UTF8'), amount
    from unnest(
      ${column(({ arrival }) => arrival.source.workspace.number)}::integer[],
      ${column(({ arrival }) => arrival.source.name)}::text[],
      ${column(({ arrival }) => arrival.source.channel ?? null)}::text[],
      ${column(({ arrival }) => arrival.source.trusted)}::boolean[],
      ${column(({ arrival }) => arrival.historical)}::boolean[],
      ${column(({ arrival }) => arrival.source.workspace.measurementConsent)}::text[],
      ${column(({ arrival }) => arrival.receivedAt)}::timestamptz[],
      ${column(({ arrival }) => arrival.sentAt ?? null)}::timestamptz[],
      ${startsOf(lengths)}::integer[],
      ${lengths}::integer[],
      ${column(({ messages }) => messages.length)}::integer[]
    ) as fresh (
      workspace_id, source, source_channel, trusted, historical, consent_rule, received_at, sent_at, start, length, amount
    )
    returning number`)
  return fresh.map(({ arrival, messages }, index) => ({
    number: BigInt(numbers[index]!.number),
    workspace: arrival.source.workspace.number,
    source: arrival.source.name,
    sourceChannel: arrival.source.channel,
    trusted: arrival.source.trusted,
    historical: arrival.historical,
    consentRule: arrival.source.workspace.measurementConsent,
    receivedAt: arrival.receivedAt,
    sentAt: arrival.sentAt,
    messages,
  }))
}

/** Where each part of a row of parts begins, from 1. */
function startsOf(lengths: readonly number[]): number[] {
  let start = 1
  return lengths.map(length => {
    start += length
    return start - length
  })
}

/** An array literal of numbers or ids. */
function arrayOf(values: readonly (number | string)[]): string {
  return `{${values.join(',')}}`
}

/** Pairs of id and message; NUL stays escaped in JSON text, which the store could not hold otherwise. */
function inboxText(messages: readonly { id: string; text: string }[]): string {
  return `[${messages.map(message => `["${message.id}",${message.text}]`).join(',')}]`
}

async function insertQuarantine(
  installation: Installation,
  transaction: Transaction,
  arrivals: readonly Arrival[],
): Promise<void> {
  const key = installation.secret('quarantine')
  for (const arrival of arrivals) {
    for (const { reason, text } of arrival.refused) {
      await transaction.run(sql`
        insert into collecting.quarantine (
          id, workspace_id, source, source_channel, trusted, historical, received_at, reason, message_sealed
        )
        values (
          ${newId('qua', arrival.receivedAt)}, ${arrival.source.workspace.number}, ${arrival.source.name},
          ${arrival.source.channel ?? null}, ${arrival.source.trusted}, ${arrival.historical}, ${arrival.receivedAt},
          ${reason}, ${sealWith(key, Buffer.from(text, 'utf8'))}
        )`)
    }
  }
}

async function countSources(
  transaction: Transaction,
  arrivals: readonly Arrival[],
  counts: readonly { accepted: number; duplicates: number }[],
): Promise<void> {
  const sums = new Map<
    string,
    { workspace: number; source: string; at: Date; accepted: number; duplicates: number; refused: number }
  >()
  arrivals.forEach((arrival, index) => {
    const { workspace, name } = arrival.source
    const day = arrival.receivedAt.toISOString().slice(0, 10)
    const key = `${workspace.number}:${day}:${name}`
    const sum = sums.get(key) ?? {
      workspace: workspace.number,
      source: name,
      at: arrival.receivedAt,
      accepted: 0,
      duplicates: 0,
      refused: 0,
    }
    sum.accepted += counts[index]!.accepted
    sum.duplicates += counts[index]!.duplicates
    sum.refused += arrival.refused.length
    sum.at = arrival.receivedAt
    sums.set(key, sum)
  })
  for (const sum of sums.values()) {
    await transaction.run(sql`
      insert into collecting.source_days as days (workspace_id, source, day, accepted, duplicates, refused, last_received_at)
      values (${sum.workspace}, ${sum.source}, ${sum.at.toISOString().slice(0, 10)}, ${sum.accepted}, ${sum.duplicates}, ${sum.refused}, ${sum.at})
      on conflict (workspace_id, source, day) do update
      set
        accepted = days.accepted + excluded.accepted,
        duplicates = days.duplicates + excluded.duplicates,
        refused = days.refused + excluded.refused,
        last_received_at = greatest(days.last_received_at, excluded.last_received_at)`)
  }
}

type StoredRow = {
  number: string
  workspace_id: number
  source: string
  source_channel: string | null
  trusted: boolean
  historical: boolean
  consent_rule: 'opt-in' | 'opt-out'
  received_at: Date
  sent_at: Date | null
  messages: string
}

async function readInboxRows(installation: Installation, after: bigint, most: number): Promise<InboxRow[]> {
  const rows = await installation.postgres.rows(sql<StoredRow>`
    select number, workspace_id, source, source_channel, trusted, historical, consent_rule, received_at, sent_at, messages
    from (
      select *, sum(amount) over (order by number) - amount as before
      from (
        select *
        from collecting.inbox
        where number > ${String(after)}::bigint
        order by number
        limit 500
      ) as ahead
    ) as counted
    where before < ${most}
    order by number`)
  return rows.map(row => ({
    number: BigInt(row.number),
    workspace: row.workspace_id,
    source: row.source,
    sourceChannel: row.source_channel ?? undefined,
    trusted: row.trusted,
    historical: row.historical,
    consentRule: row.consent_rule,
    receivedAt: row.received_at,
    sentAt: row.sent_at ?? undefined,
    messages: (JSON.parse(row.messages) as [string, unknown][]).map(([id, value]) => ({ id, value })),
  }))
}

/** Every few days the older generation of the ledger is emptied and the two change places. */
export async function turnLedger(installation: Installation): Promise<boolean> {
  return installation.postgres.transaction(async transaction => {
    const due = await transaction.first(sql<{ due: boolean }>`
      select turned_at < ${installation.now()}::timestamptz - make_interval(days => ${ledgerTurnDays}) as due
      from collecting.ledger_turns
      for update`)
    if (!due?.due) return false
    await transaction.run(sql`truncate collecting.seen_previous`)
    await transaction.run(sql`alter table collecting.seen_previous rename to seen_turning`)
    await transaction.run(sql`alter table collecting.seen_current rename to seen_previous`)
    await transaction.run(sql`alter table collecting.seen_turning rename to seen_current`)
    await transaction.run(sql`update collecting.ledger_turns set turned_at = ${installation.now()}`)
    return true
  })
}
