import { hash } from 'node:crypto'
import type { ColumnMapping, Moment } from '../../contract/importing.ts'
import { type Channel, isChannel } from '../../vocabulary/channel.ts'
import { conversationProperties } from '../../vocabulary/contact.ts'
import { identifierText, isBlockedIdentifier, messageLimitBytes } from '../../vocabulary/message.ts'
import { channelOf } from './channel-words.ts'
import { messageFromRow } from './message-from-row.ts'
import { type MessageIds, messageIds } from './message-id.ts'
import { readNumber } from './read-number.ts'
import { readTimestamp } from './read-timestamp.ts'
import { type BadRow, badRow, flattened, type Plain, type ReadRow, type Row } from './row.ts'
import type { RowReason } from './row-problem.ts'
import { zoneReader } from './zone-time.ts'

/** A message in Segment's shape, as the front door takes them. */
export type ImportedMessage = Readonly<Record<string, unknown>> & {
  readonly type: string
  readonly messageId: string
  readonly event?: string
  readonly userId?: string
  readonly anonymousId?: string
  /** ISO-8601 with `Z`. */
  readonly timestamp?: string
  readonly properties?: Readonly<Record<string, unknown>>
  /** `import: true` says that clocks are not to be corrected and that nothing is to be triggered. */
  readonly context: Readonly<Record<string, unknown>> & { readonly import: true }
}

export type ImportedEvent = {
  readonly ok: true
  readonly line: number
  readonly event: ImportedMessage
  /** Names the case that the event belongs to; empty when the file knows none. */
  readonly caseKey: string
  /** Rises with the order of the file: where times are equal, this is the order. */
  readonly position: number
}

export type ImportResult = ImportedEvent | BadRow

export type ImportOptions = {
  /** Events more than a day after it are refused. */
  readonly now: Date
}

const oldest = Date.UTC(1900, 0, 1)
const dayMs = 86_400_000

/**
 * Makes the events of a row: a function to be called with every row of one file, in order, bad rows included (they
 * pass through, and count in positions). An empty list means that the row is left out by `only`.
 *
 * The customer is the user id, else the anonymous id, else a pseudonym of the e-mail address or telephone number (which
 * travel as traits), else the case itself: a log that knows only cases has one customer for each.
 */
export function eventMaker(mapping: ColumnMapping, options: ImportOptions): (row: ReadRow) => readonly ImportResult[] {
  const ids = messageIds()
  const latest = options.now.getTime() + dayMs
  const fromWall = zoneReader(mapping.timeZone)
  const perRow = Math.max(1, mapping.moments.length)
  const properties = propertyReader(mapping)
  const only = mapping.only && new Set(mapping.only.values)
  let rowNumber = 0

  return row => {
    const position = rowNumber++ * perRow + 1
    if (!row.ok) return [row]
    if (only && !only.has(row.values[mapping.only!.column] ?? '')) return []
    if (mapping.shape === 'messages') return [messageFromRow(row, position, ids, latest)]

    const { values } = row
    const caseKey = mapping.case === undefined ? '' : caseOf(values, mapping.case)
    const who = customerOf(values, mapping, caseKey)
    if (!who) {
      const column = mapping.userId ?? mapping.anonymousId ?? mapping.traits.email ?? mapping.case ?? ''
      return [badRow(row.line, column, '', column === mapping.case ? 'case_missing' : 'customer_missing')]
    }
    if ('unreadable' in who) return [badRow(row.line, mapping.traits.phone ?? '', who.unreadable, 'phone_unreadable')]
    const score = scoreOf(values, mapping)
    if (score && 'reason' in score)
      return [badRow(row.line, mapping.score!.column, values[mapping.score!.column]!, score.reason)]

    const channel = channelIn(values, mapping)
    const context = {
      import: true as const,
      ...(channel && { channel }),
      ...(caseKey && { caseKey }),
      ...(who.traits && { traits: who.traits }),
    }
    const content = contentOf(row)
    const results: ImportResult[] = []
    let blanks = 0
    for (const [index, moment] of mapping.moments.entries()) {
      if (moment.when !== undefined && !isYes(values[moment.when])) continue
      const written = writtenTime(values, moment)
      if (mapping.moments.length > 1 && written === '') {
        blanks++
        continue
      }
      const name = nameOf(values, moment)
      if (name === '' || name.length > 200) {
        const column = 'columns' in moment.name ? moment.name.columns[0]! : ''
        results.push(badRow(row.line, column, name, name === '' ? 'event_missing' : 'event_too_long'))
        continue
      }
      const at = timeOf(written, moment, fromWall, latest)
      if (typeof at === 'string') {
        results.push(badRow(row.line, moment.time, written, at))
        continue
      }
      const timestamp = new Date(at).toISOString()
      const made: ImportedEvent = {
        ok: true,
        line: row.line,
        caseKey,
        position: position + index,
        event: {
          type: 'track',
          event: name,
          ...who.ids,
          timestamp,
          messageId: messageIdOf(row, moment, mapping, ids, `${caseKey}\n${name}\n${timestamp}\n${content}`, name),
          properties: { ...properties(row), ...(channel && { channel }), ...score },
          context,
        },
      }
      results.push(isTooLarge(made, content) ? badRow(row.line, '', content.slice(0, 200), 'too_large') : made)
    }
    if (results.length === 0 && blanks > 0) {
      results.push(badRow(row.line, mapping.moments[0]!.time, '', 'timestamp_missing'))
    }
    return results
  }
}

type Values = Readonly<Record<string, string>>
type Customer = {
  readonly ids: { userId?: string; anonymousId?: string }
  readonly traits: Record<string, string> | undefined
}

/** Shorter or longer, or with letters, it is no number of anybody's: E.164 has at most fifteen digits. */
const isPhone = (written: string) => /^\+?[\d\s()./-]+$/.test(written) && /^\d{6,15}$/.test(written.replace(/\D/g, ''))

function customerOf(
  values: Values,
  mapping: ColumnMapping,
  caseKey: string,
): Customer | { readonly unreadable: string } | undefined {
  let traits: Record<string, string> | undefined
  for (const [trait, column] of Object.entries(mapping.traits)) {
    const value = values[column]?.trim()
    if (value) {
      traits ??= {}
      traits[trait] = value
    }
  }
  const read = (column: string | undefined) => {
    const id = column === undefined ? undefined : identifierText(values[column])
    return id === undefined || isBlockedIdentifier(id) ? '' : id
  }
  const userId = read(mapping.userId)
  const anonymousId = read(mapping.anonymousId)
  if (userId || anonymousId) {
    return { ids: { ...(userId && { userId }), ...(anonymousId && { anonymousId }) }, traits }
  }
  // Where nothing else says who it is, every "12" and every "none" would be one and the same customer.
  const { phone } = traits ?? {}
  if (phone !== undefined && !traits?.email && !isPhone(phone)) {
    if (!caseKey) return { unreadable: phone }
    const { phone: _, ...others } = traits ?? {}
    return { ids: { anonymousId: `case:${caseKey}` }, traits: Object.keys(others).length > 0 ? others : undefined }
  }
  const reach = traits?.email?.toLowerCase() ?? phone?.replace(/[^\d+]/g, '')
  if (reach) {
    const kind = traits?.email ? 'email' : 'phone'
    return { ids: { anonymousId: `${kind}:${hash('sha256', reach, 'hex').slice(0, 32)}` }, traits }
  }
  return caseKey ? { ids: { anonymousId: `case:${caseKey}` }, traits } : undefined
}

/** As events carry it: an answer with its scale. */
type Score = {
  readonly score: number
  readonly scaleMin: number
  readonly scaleMax: number
  readonly construct: string
}

function scoreOf(
  values: Values,
  { score, numbers }: ColumnMapping,
): Score | { readonly reason: RowReason } | undefined {
  const written = score && values[score.column]?.trim()
  if (!score || !written) return undefined
  const value = readNumber(written, numbers[score.column] ?? 'point')
  if (value === undefined) return { reason: 'score_unreadable' }
  if (value < score.min || value > score.max) return { reason: 'score_out_of_scale' }
  return { score: value, scaleMin: score.min, scaleMax: score.max, construct: score.construct }
}

function channelIn(values: Values, { channel }: ColumnMapping): Channel | undefined {
  if (!channel) return undefined
  if ('fixed' in channel) return channel.fixed
  const written = values[channel.column]?.trim()
  if (!written) return undefined
  return (Object.hasOwn(channel.values, written) ? channel.values[written] : channelOf(written)) ?? 'other'
}

function nameOf(values: Values, { name }: Moment): string {
  if ('fixed' in name) return name.fixed
  const [only, ...more] = name.columns
  if (more.length === 0) return (values[only!] ?? '').trim()
  return name.columns
    .map(column => (values[column] ?? '').trim())
    .filter(Boolean)
    .join(' ')
}

/** The day with the hour that stands beside it; where there is no day, what is read otherwise. */
function writtenTime(values: Values, { time, clock, otherwise }: Moment): string {
  const written = (values[time] ?? '').trim()
  if (written === '' && otherwise !== undefined) return (values[otherwise] ?? '').trim()
  const hour = clock === undefined || written === '' ? '' : (values[clock] ?? '').trim()
  return hour === '' ? written : `${written.replace(/[T ]00:00(:00(\.0+)?)?$/, '')} ${hour}`
}

/** Milliseconds, or why not. `?` and the words for "none" count as missing, as event logs write them. */
function timeOf(
  written: string,
  moment: Moment,
  fromWall: (wallMs: number) => number,
  latest: number,
): number | RowReason {
  if (written === '' || /^(\?|null|nan|nat|none|n\/a|-)$/i.test(written)) return 'timestamp_missing'
  const read = readTimestamp(written, moment.format, fromWall)
  if ('reason' in read) return read.reason
  if (read.at > latest) return 'timestamp_future'
  return read.at < oldest ? 'timestamp_too_old' : read.at
}

function messageIdOf(
  row: Row,
  moment: Moment,
  mapping: ColumnMapping,
  ids: MessageIds,
  parts: string,
  name: string,
): string {
  const own = mapping.messageId === undefined ? '' : (row.values[mapping.messageId] ?? '').trim().slice(0, 200)
  if (own === '') return ids.idOf(parts)
  if (mapping.messageIdShared) return `${own}:${hash('sha256', parts, 'hex').slice(0, 16)}`
  // A row of several events gives each its own id.
  return mapping.moments.length > 1 ? `${own}:${name}:${moment.time}`.slice(0, 600) : own
}

/** All that the row itself says; what a joined table adds may change without making it another event. */
function contentOf(row: Row & { readonly own?: Values }): string {
  if (row.object) return JSON.stringify(row.object)
  const values = row.own ?? row.values
  let content = ''
  for (const column in values) content += `${column}\u001f${values[column]}\u001e`
  return content
}

/** Only rows that come near the limit are written out to be measured. */
function isTooLarge({ event }: ImportedEvent, content: string): boolean {
  return content.length > messageLimitBytes / 2 && JSON.stringify(event).length > messageLimitBytes
}

/** A trace that nobody named beside others that are: it is a case as they are, by its number in the file. */
function caseOf(values: Row['values'], column: string): string {
  const written = (values[column] ?? '').trim().slice(0, 500)
  const unnamed = written === '' && column.startsWith('case:') ? values['case:#'] : undefined
  return unnamed === undefined ? written : `#${unnamed}`
}

function isYes(value: string | undefined): boolean {
  return value !== undefined && /^(1|true|t|yes|y|oui|o|vrai|x)$/i.test(value.trim())
}

const namesConversation = new Set<string>(conversationProperties)

/** Reads what is left of a row as properties: columns that say who, what and when are no properties, nor empty cells. */
function propertyReader(mapping: ColumnMapping): (row: Row) => Record<string, Plain> {
  const used = new Set<string>(mapping.leaveOut)
  for (const column of [
    'case:#',
    // Of a log of calls or chats the case is the conversation, by which contacts are told apart: it stays a property.
    mapping.case !== undefined && namesConversation.has(mapping.case) ? undefined : mapping.case,
    mapping.userId,
    mapping.anonymousId,
    mapping.messageIdShared ? undefined : mapping.messageId,
  ])
    if (column) used.add(column)
  for (const column of Object.values(mapping.traits)) used.add(column)
  for (const { name, time, clock } of mapping.moments) {
    if ('columns' in name && name.columns.length === 1) used.add(name.columns[0]!)
    used.add(time)
    if (clock !== undefined) used.add(clock)
  }
  const numbers = new Map(Object.entries(mapping.numbers))
  return row => {
    const properties: Record<string, Plain> = {}
    const fields: Readonly<Record<string, Plain>> = row.object ? flattened(row.object) : row.values
    for (const column in fields) {
      if (used.has(column)) continue
      const value = fields[column]!
      if (value === '') continue
      const format = typeof value === 'string' ? numbers.get(column) : undefined
      // The code of the channel takes its name; what stood there is kept beside it.
      const name = column === 'channel' && mapping.channel ? 'channel_written' : column
      if (name === 'channel_written' && isChannel(String(value))) continue
      properties[name] = format ? (readNumber(value as string, format) ?? value) : value
    }
    return properties
  }
}
