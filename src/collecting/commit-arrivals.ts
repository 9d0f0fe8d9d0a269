import { sql, type Transaction } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import { newId } from '../vocabulary/id.ts'
import type { Arrival, InboxRow } from './inbox.ts'
import { sealWith } from './vault.ts'

/** One transaction: the ledger says what is new, the inbox takes it, what was refused is kept aside sealed. */
export async function commitArrivals(
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
