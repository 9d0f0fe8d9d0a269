import { identifierText, isBlockedIdentifier, messageKinds } from '../../vocabulary/message.ts'
import type { ImportedMessage, ImportResult } from './events-from-rows.ts'
import type { MessageIds } from './message-id.ts'
import { readTimestamp } from './read-timestamp.ts'
import { badRow, type Row } from './row.ts'

const kinds = new Set<string>(messageKinds)
const asUtc = (wallMs: number) => wallMs

/**
 * A row that already is a message in Segment's shape: kept as it stands, with the mark of an import, and an id where it
 * has none. Of the times that it may carry the first of `timestamp`, `originalTimestamp`, `sentAt` counts.
 */
export function messageFromRow(row: Row, position: number, ids: MessageIds, latest: number): ImportResult {
  const message = row.object ?? row.values
  const type = message.type ?? (typeof message.event === 'string' ? 'track' : '')
  if (typeof type !== 'string' || !kinds.has(type)) return badRow(row.line, 'type', String(type), 'message_kind')
  const who = [identifierText(message.userId), identifierText(message.anonymousId)]
  if (!who.some(id => id !== undefined && !isBlockedIdentifier(id))) {
    return badRow(row.line, 'userId', who[0] ?? who[1] ?? '', 'customer_missing')
  }
  if (type === 'track' && (typeof message.event !== 'string' || message.event.trim() === '')) {
    return badRow(row.line, 'event', '', 'event_missing')
  }
  const column = ['timestamp', 'originalTimestamp', 'sentAt'].find(name => message[name]) ?? 'timestamp'
  const written = message[column]
  if (!written) return badRow(row.line, column, '', 'timestamp_missing')
  const read = readTimestamp(String(written), typeof written === 'number' ? 'epoch_milliseconds' : 'iso', asUtc)
  if ('reason' in read) return badRow(row.line, column, String(written), read.reason)
  if (read.at > latest) return badRow(row.line, column, String(written), 'timestamp_future')

  const context = typeof message.context === 'object' && message.context !== null ? message.context : {}
  const event: ImportedMessage = {
    ...message,
    type,
    timestamp: new Date(read.at).toISOString(),
    messageId: message.messageId ? String(message.messageId) : ids.idOf(JSON.stringify(message)),
    context: { ...context, import: true },
  }
  const caseKey = identifierText(message.caseKey ?? (context as { caseKey?: unknown }).caseKey) ?? ''
  return { ok: true, line: row.line, event, caseKey, position }
}
