import type { ColumnChoice, ColumnMapping, NumberFormat } from '../../contract/importing.ts'
import { messageKinds } from '../../vocabulary/message.ts'
import { channelOf } from './channel-words.ts'
import { byRank, isCodeName, isPlannedDate, isTimeName, type NamedRole, plainName } from './column-names.ts'
import { guessMoments } from './guess-moments.ts'
import { guessScore } from './guess-score.ts'
import { guessNumberFormat } from './read-number.ts'
import { type GuessedTimestamps, guessTimestampFormat } from './read-timestamp.ts'
import type { Row } from './row.ts'

export type GuessedColumn = {
  readonly name: string
  /** A named role, `moment` (a time that is an event of its own), `planned` (a date that is none), `number` or `text`. */
  readonly role: NamedRole | 'moment' | 'planned' | 'flag' | 'number' | 'text'
  readonly examples: readonly string[]
}

/** What a file must say and this one doesn't: when, and who (a case or a customer). */
export type MissingColumn = 'timestamp' | 'who'

export type Guess = {
  readonly mapping: ColumnMapping
  readonly columns: readonly GuessedColumn[]
  readonly missing: readonly MissingColumn[]
  /** What was decided without proof, for a person to look at. */
  readonly doubts: readonly ('day_before_month' | 'event_named_by_file' | 'zone_assumed' | 'no_case')[]
}

export type GuessingOptions = {
  /** Names the events of a table that has no column for it: `commandes.csv` → `commandes`. */
  readonly fileName?: string
  readonly timeZone?: string
  /** Decimal commas are likely: semicolons stand between the cells. */
  readonly commaLikely?: boolean
  /** What a person said goes before any guess. */
  readonly choice?: ColumnChoice
  /** Columns made of several rows of a joined table: never an event of their own. */
  readonly gathered?: ReadonlySet<string>
}

/** Says which column is which, from their names (French, English, process mining, web analytics) and some rows. */
export function guessColumns(header: readonly string[], sample: readonly Row[], options: GuessingOptions = {}): Guess {
  const choice = options.choice ?? {}
  const timeZone = choice.timeZone ?? options.timeZone ?? 'UTC'
  if (isMessages(sample) && Object.keys(choice).length === 0) return messagesGuess(header, sample, timeZone)

  const values = new Map(header.map(column => [column, sample.map(row => row.values[column] ?? '')]))
  const filled = (column: string) => values.get(column)!.filter(value => value.trim() !== '')
  const plain = new Set(choice.property)
  const times = new Map<string, GuessedTimestamps>()
  for (const column of header) {
    if (plain.has(column)) continue
    const guessed = guessTimestampFormat(values.get(column)!)
    // Bare digits are times only where the name says so: customer numbers look just like seconds since 1970.
    if (guessed && (!guessed.bareNumbers || isTimeName(column))) times.set(column, guessed)
  }
  const taken = new Map<string, NamedRole>()
  const chosen = new Set(Object.values(choice).flat())
  const pick = (role: NamedRole, fits: (column: string) => boolean, said?: string) => {
    const free = (column: string) => !taken.has(column) && !chosen.has(column) && fits(column)
    const found = said ?? byRank(header, role).find(free)
    if (found !== undefined) taken.set(found, role)
    return found
  }

  const namedCase = pick('case', column => !times.has(column), choice.case)
  const userId = pick('customer', column => !times.has(column), choice.customer)
  const anonymousId = pick('anonymous', column => !times.has(column), choice.anonymous)
  const traits: Record<string, string> = {}
  for (const trait of ['email', 'phone', 'firstName', 'lastName', 'name'] as const) {
    const said = trait === 'email' ? choice.email : trait === 'phone' ? choice.phone : undefined
    const column = pick(trait, column => !times.has(column), said)
    if (column !== undefined) traits[trait] = column
  }
  // A bare `id` is the id of the row, save where nothing else says who.
  const nobody = userId === undefined && anonymousId === undefined && Object.keys(traits).length === 0
  const caseColumn =
    namedCase ??
    header.find(column => !plain.has(column) && (column === 'case:#' || (nobody && plainName(column) === 'id')))
  if (caseColumn !== undefined) taken.set(caseColumn, 'case')
  const candidatesOf = () => header.filter(column => times.has(column) && !taken.has(column) && !isPlannedDate(column))
  // A status with one time beside it is what happened then; with several times, it is where things stand today.
  const event = choice.eventName
    ? undefined
    : (pick('event', column => !times.has(column), choice.event) ??
      (candidatesOf().length === 1 ? pick('status', column => !times.has(column)) : undefined))
  const distinct = (column: string) => new Set(filled(column)).size === filled(column).length
  const messageId = pick('messageId', distinct, choice.messageId)
  const channel = pick(
    'channel',
    column => filled(column).some(value => channelOf(value) !== undefined),
    choice.channel,
  )
  const commaLikely = options.commaLikely ?? false
  const scoreColumn = pick(
    'score',
    column => guessNumberFormat(filled(column), commaLikely) !== undefined,
    choice.score,
  )

  const candidates = candidatesOf()
  const moments = guessMoments(candidates, times, header, { event, options, filled })
  if (moments.length === 1) taken.set(moments[0]!.time, 'timestamp')

  const numbers: Record<string, NumberFormat> = {}
  for (const column of header) {
    if (column === scoreColumn || (!taken.has(column) && !times.has(column) && !isCodeName(column))) {
      const format = guessNumberFormat(filled(column), commaLikely)
      if (format) numbers[column] = format
    }
  }
  const score = scoreColumn && guessScore(scoreColumn, filled(scoreColumn), numbers[scoreColumn] ?? 'point')
  const mapping: ColumnMapping = {
    shape: 'rows',
    moments,
    ...(caseColumn !== undefined && { case: caseColumn }),
    ...(userId !== undefined && { userId }),
    ...(anonymousId !== undefined && { anonymousId }),
    traits,
    ...(channel !== undefined && { channel: { column: channel, values: channelValues(filled(channel)) } }),
    ...(score && { score }),
    ...(messageId !== undefined && { messageId }),
    numbers,
    leaveOut: header.filter(column => !plain.has(column) && /^column 1$/.test(column) && isRowNumber(filled(column))),
    timeZone,
  }
  const who = caseColumn ?? userId ?? anonymousId ?? traits.email ?? traits.phone
  const missing: MissingColumn[] = []
  if (moments.length === 0) missing.push('timestamp')
  if (who === undefined) missing.push('who')
  const roleOf = (column: string): GuessedColumn['role'] => {
    const role = taken.get(column)
    if (role) return role === 'status' ? 'event' : role
    if (moments.some(({ time }) => time === column)) return 'moment'
    if (moments.some(({ when }) => when === column)) return 'flag'
    if (times.has(column)) return 'planned'
    return Object.hasOwn(numbers, column) ? 'number' : 'text'
  }
  const columns = header.map(name => ({ name, role: roleOf(name), examples: [...new Set(filled(name))].slice(0, 3) }))
  const doubts: Guess['doubts'][number][] = []
  const ambiguous = (column: string) => times.get(column)?.ambiguous === true
  if (!choice.timestampFormat && moments.some(moment => ambiguous(moment.time))) doubts.push('day_before_month')
  if (
    moments.length > 0 &&
    !event &&
    !choice.eventName &&
    'fixed' in moments[0]!.name &&
    moments[0]!.name.fixed !== moments[0]!.time
  ) {
    doubts.push('event_named_by_file')
  }
  if (moments.some(moment => times.get(moment.time)?.hasOffset === false)) doubts.push('zone_assumed')
  if (caseColumn === undefined && who !== undefined) doubts.push('no_case')
  return { mapping, columns, missing, doubts }
}

function isRowNumber(values: readonly string[]): boolean {
  return values.length > 1 && values.every((value, index) => Number(value) === Number(values[0]) + index)
}

function channelValues(values: readonly string[]): Record<string, ReturnType<typeof channelOf> & string> {
  const known: Record<string, ReturnType<typeof channelOf> & string> = {}
  for (const value of new Set(values)) {
    const channel = channelOf(value)
    if (channel && value.length <= 200 && Object.keys(known).length < 200) known[value] = channel
  }
  return known
}

/** Whether rows are messages in the shape that Segment's libraries send and its exports hold. */
function isMessages(sample: readonly Row[]): boolean {
  const messages = sample.filter(({ object }) => {
    if (!object) return false
    const who = object.userId ?? object.anonymousId ?? object.previousId ?? object.groupId
    return (
      who !== undefined &&
      (object.type === undefined ? typeof object.event === 'string' : messageKinds.some(kind => kind === object.type))
    )
  })
  return messages.length > sample.length * 0.5
}

function messagesGuess(header: readonly string[], sample: readonly Row[], timeZone: string): Guess {
  const columns = header.map(name => ({
    name,
    role: 'text' as const,
    examples: [...new Set(sample.map(row => row.values[name] ?? '').filter(Boolean))].slice(0, 3),
  }))
  const mapping: ColumnMapping = { shape: 'messages', moments: [], traits: {}, numbers: {}, leaveOut: [], timeZone }
  return { mapping, columns, missing: [], doubts: [] }
}
