import { z } from 'zod'
import { type Channel, channelCodes } from '../vocabulary/channel.ts'
import { constructs } from '../vocabulary/score.ts'

/**
 * How a written time is read. Forms with the year first are always read; the format says which of day and month comes
 * first in the others, and the unit of a bare number.
 */
export const timestampFormats = [
  'iso',
  'day_first',
  'month_first',
  'epoch_seconds',
  'epoch_milliseconds',
  'epoch_microseconds',
] as const
const timestampFormat = z.enum(timestampFormats)
export type TimestampFormat = z.output<typeof timestampFormat>

/** How numbers are written: `12.5` or `12,5`. */
const numberFormat = z.enum(['point', 'comma'])
export type NumberFormat = z.output<typeof numberFormat>

const column = z.string().min(1).max(500)
const channelCode = z.enum(channelCodes as readonly [Channel, ...Channel[]])

/**
 * An event that a row tells of. A plain log has one: its name in a column, its time in another. A wide table has one
 * for each of its columns of time, the name fixed. With `when`, the event happened only where that column says yes.
 */
const moment = z.strictObject({
  name: z.union([
    z.strictObject({ columns: z.array(column).min(1).max(5).describe('Several are joined by a blank.') }),
    z.strictObject({ fixed: z.string().min(1).max(200) }),
  ]),
  time: column,
  format: timestampFormat.default('iso'),
  when: column.optional(),
  clock: column.optional().describe('Where the time of day stands, when `time` holds the day alone.'),
  otherwise: column.optional().describe('Read where `time` is empty: the start of what has not ended.'),
})
export type Moment = z.output<typeof moment>

/** Keeps only the rows whose column has one of these values: `lifecycle:transition` among `complete`. */
const onlyRows = z.strictObject({ column, values: z.array(z.string().max(500)).min(1).max(200) })

/** Which column of a file is what. Every other column is kept as a property of the event. */
export const columnMapping = z.strictObject({
  /** `messages`: each row is already a message in Segment's shape, and is taken as it is. */
  shape: z.enum(['rows', 'messages']).default('rows'),
  moments: z.array(moment).max(100).default([]),
  case: column.optional(),
  userId: column.optional(),
  anonymousId: column.optional(),
  /** Personal traits by name: `{ email: 'Courriel' }`. */
  traits: z.record(z.string().max(100), column).default({}),
  channel: z
    .union([
      z.strictObject({ column, values: z.record(z.string().max(200), channelCode).default({}) }),
      z.strictObject({ fixed: channelCode }),
    ])
    .optional(),
  score: z
    .strictObject({ column, min: z.number(), max: z.number(), construct: z.enum(constructs) })
    .refine(scale => scale.min < scale.max, 'The scale must rise')
    .optional(),
  /** A column that names each event once and for all. Without it, ids are made of what the row says. */
  messageId: column.optional(),
  /** The column may name several events: what else a row says is then part of its id. */
  messageIdShared: z.boolean().optional(),
  numbers: z.record(z.string().max(500), numberFormat).default({}),
  leaveOut: z.array(column).max(2000).default([]),
  only: onlyRows.optional(),
  /** Where clocks stood that wrote times without an offset: `Europe/Paris`. */
  timeZone: z.string().max(100).default('UTC'),
})
export type ColumnMapping = z.output<typeof columnMapping>

/** What a person may say of the columns, in one flat object: it goes before what was guessed. */
export const columnChoice = z.strictObject({
  case: column.optional(),
  customer: column.optional(),
  anonymous: column.optional(),
  event: z
    .union([column, z.array(column).min(1).max(5)])
    .optional()
    .describe('Several are joined by a blank.'),
  eventName: z.string().min(1).max(200).optional().describe('The same name for every row.'),
  timestamp: column.optional(),
  timestampFormat: timestampFormat.optional(),
  channel: column.optional(),
  score: column.optional(),
  messageId: column.optional(),
  email: column.optional(),
  phone: column.optional(),
  property: z.array(column).max(2000).optional().describe('Plain properties of the event, whatever they look like.'),
  timeZone: z.string().max(100).optional(),
  only: onlyRows.optional(),
})
export type ColumnChoice = z.output<typeof columnChoice>
