import type {
  listQuarantine as listQuarantineRoute,
  replayQuarantined as replayQuarantinedRoute,
} from '../contract/collecting-events.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context, Installation } from '../feature.ts'
import { isId } from '../vocabulary/id.ts'
import { maskMessage, unmaskMessage } from '../vocabulary/mask-message.ts'
import { identifierText, instantOf, type RefusalReason, refusalReasons } from '../vocabulary/message.ts'
import { parsedJson } from '../vocabulary/parsed-json.ts'
import { problem } from '../vocabulary/problem.ts'
import { acceptMessages, judgeMessages } from './accept-messages.ts'
import { unseal } from './vault.ts'

type Row = {
  id: string
  source: string
  source_channel: string | null
  trusted: boolean
  historical: boolean
  received_at: Date
  reason: RefusalReason
  message_sealed: Buffer
  resolved_at: Date | null
}

/** A page ends early rather than weigh more than this: a refused message may be long. */
const mostCharacters = 4_000_000

/** Events that were refused, the newest first, each with its reason. */
export async function listQuarantine(
  context: Context,
  { query }: InputOf<typeof listQuarantineRoute>,
): Promise<AnswerOf<typeof listQuarantineRoute>> {
  const workspace = context.workspace.number
  const before = query.cursor !== undefined && isId('qua', query.cursor) ? query.cursor : null
  const reason = query.reason ?? null
  if (reason !== null && !Object.hasOwn(refusalReasons, reason))
    throw problem('input_invalid', { reason: { fr: 'ce motif n’existe pas', en: 'there is no such reason' } })
  const rows = await context.postgres.rows(sql<Row>`
    select id, source, source_channel, trusted, historical, received_at, reason, message_sealed, resolved_at
    from collecting.quarantine
    where workspace_id = ${workspace} and (resolved_at is not null) = ${query.resolved === 'yes'}
      and (${reason}::text is null or reason = ${reason})
      and (${before}::text is null or id < ${before})
    order by id desc
    limit ${query.limit + 1}`)
  const counts = await context.postgres.rows(sql<{ reason: RefusalReason; amount: string }>`
    select reason, count(*) as amount
    from collecting.quarantine
    where workspace_id = ${workspace} and (resolved_at is not null) = ${query.resolved === 'yes'}
    group by reason
    order by amount desc, reason`)
  const events: AnswerOf<typeof listQuarantineRoute>['events'] = []
  let characters = 0
  for (const row of rows.slice(0, query.limit)) {
    const message = shownTo(context, messageOf(context, row))
    characters += message.length
    if (characters > mostCharacters && events.length > 0) break
    events.push({
      id: row.id,
      receivedAt: row.received_at.toISOString(),
      source: row.source,
      reason: row.reason,
      sentence: refusalReasons[row.reason],
      message,
      resolvedAt: row.resolved_at?.toISOString() ?? null,
    })
  }
  const reasons = counts.map(row => ({ reason: row.reason, count: Number(row.amount) }))
  return {
    events,
    cursor: events.length < rows.length ? (events.at(-1)?.id ?? null) : null,
    total: reasons
      .filter(counted => reason === null || counted.reason === reason)
      .reduce((sum, { count }) => sum + count, 0),
    reasons,
  }
}

/**
 * Sends a refused event again, as it came or corrected, in the name of its source and as of when it came. Asked again,
 * it stores nothing more. One that is still refused stays where it is.
 */
export async function replayQuarantined(
  context: Context,
  { params, body }: InputOf<typeof replayQuarantinedRoute>,
): Promise<AnswerOf<typeof replayQuarantinedRoute>> {
  const { workspace } = context
  if (!isId('qua', params.event)) throw problem('not_found', { what: 'event' })
  const row = await context.postgres.first(sql<Row>`
    select id, source, source_channel, trusted, historical, received_at, reason, message_sealed, resolved_at
    from collecting.quarantine
    where workspace_id = ${workspace.number} and id = ${params.event}`)
  if (!row) throw problem('not_found', { what: 'event' })
  if (row.resolved_at) return { accepted: true, sentence: null }
  const message = replayed(context, row, body.message)
  const [refused] = judgeMessages(workspace.number, [message], context.now(), row.historical).refused
  if (refused) return { accepted: false, sentence: refusalReasons[refused.reason] }
  await acceptMessages(
    context,
    { workspace, name: row.source, channel: row.source_channel ?? undefined, trusted: row.trusted },
    [message],
    { sentAt: undefined, historical: row.historical },
  )
  await context.postgres.transaction(async transaction => {
    const resolved = await transaction.run(sql`
      update collecting.quarantine
      set resolved_at = ${context.now()}
      where workspace_id = ${workspace.number} and id = ${row.id} and resolved_at is null`)
    if (resolved === 0) return
    await context.post(transaction, {
      kind: 'event.replayed',
      workspace: workspace.number,
      actor: context.actor,
      details: { event: row.id, corrected: body.message !== undefined },
    })
  })
  return { accepted: true, sentence: null }
}

/** The message to send: always under one id, so that the ledger knows it again. */
function replayed(context: Context, row: Row, corrected: string | undefined): unknown {
  const original = parsedJson(messageOf(context, row))
  const given = corrected === undefined ? original : parsedJson(corrected)
  if (corrected !== undefined && given === undefined)
    throw problem('body_not_json', { reason: 'the corrected message could not be parsed' })
  const meant = context.may('personal.read') ? given : unmaskMessage(given, maskMessage(original), original)
  if (typeof meant !== 'object' || meant === null || Array.isArray(meant)) return meant
  // What it was sent at says nothing of a device's clock any more.
  const { sentAt: _, ...message } = meant as Record<string, unknown>
  const own = identifierText((original as { messageId?: unknown } | null | undefined)?.messageId)
  const timed = instantOf(message.timestamp) ?? instantOf(message.originalTimestamp)
  return {
    ...message,
    messageId: own ?? row.id,
    ...(timed ? {} : { timestamp: row.received_at.toISOString() }),
  }
}

/** The text that is kept of a refused message. */
export function messageOf(installation: Installation, row: Pick<Row, 'message_sealed'>): string {
  return unseal(installation.secret('quarantine'), row.message_sealed).toString('utf8')
}

function shownTo(context: Context, text: string): string {
  if (context.may('personal.read')) return text
  const value = parsedJson(text)
  return value === undefined ? '"•••"' : JSON.stringify(maskMessage(value))
}
