import type { ColumnChoice, ColumnMapping, NumberFormat } from '../../contract/importing.ts'
import { messageKinds } from '../../vocabulary/message.ts'
import { channelOf } from './channel-words.ts'
import {
  byRank,
  isCodeName,
  isOwnLog,
  isPlannedDate,
  isTimeName,
  mayNameCase,
  type NamedRole,
  nameRank,
  plainName,
} from './column-names.ts'
import { rolesByValues, structureOf } from './column-structure.ts'
import { guessMoments } from './guess-moments.ts'
import { guessScore } from './guess-score.ts'
import { guessNumberFormat } from './read-number.ts'
import { type GuessedTimestamps, guessTimestampFormat } from './read-timestamp.ts'
import type { Row } from './row.ts'
import type { DayOrders } from './settle-day-order.ts'

export type GuessedColumn = {
  readonly name: string
  /** A named role, `moment` (a time that is an event of its own), `planned` (a date that is none), `number` or `text`. */
  readonly role: Exclude<NamedRole, 'status' | 'page'> | 'moment' | 'planned' | 'flag' | 'number' | 'text'
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
  /** What was decided by the values, and could have been decided otherwise. */
  readonly notes: readonly GuessNote[]
  /** Columns of time used, of which no value of the sample proves whether the day or the month comes first. */
  readonly unproved: readonly string[]
}

export type GuessNote =
  /** Columns called like customers, who change within a case: those who work on it. */
  | { readonly code: 'clerks'; readonly columns: readonly string[] }
  | { readonly code: 'two_times'; readonly used: string; readonly other: string }
  | { readonly code: 'lifecycle'; readonly column: string; readonly values: readonly string[] }
  | { readonly code: 'by_values'; readonly case: string; readonly event: string }

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
  /** What the whole file proved of columns whose first values left it open. */
  readonly dayOrders?: DayOrders
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
    if (guessed && (!guessed.bareNumbers || isTimeName(column))) {
      const proved = guessed.ambiguous ? options.dayOrders?.get(column) : undefined
      times.set(column, proved ? { ...guessed, format: proved, ambiguous: false } : guessed)
    }
  }
  const taken = new Map<string, NamedRole>()
  const chosen = new Set(Object.values(choice).flat())
  const pick = (role: NamedRole, fits: (column: string) => boolean, said?: string) => {
    const free = (column: string) => !taken.has(column) && !chosen.has(column) && fits(column)
    const found = said ?? byRank(header, role).find(free)
    if (found !== undefined) taken.set(found, role)
    return found
  }

  const isFree = (column: string) =>
    !taken.has(column) && !chosen.has(column) && !plain.has(column) && !times.has(column)
  const notes: GuessNote[] = []
  const structure = structureOf(sample)
  const customers = [...byRank(header, 'customer'), ...byRank(header, 'anonymous')].filter(column => !times.has(column))
  const sortsCustomers = (column: string) =>
    customers.some(customer => customer !== column && structure.sortsCustomers(column, customer))
  const namedCase = pick('case', column => !times.has(column) && !sortsCustomers(column), choice.case)
  // One who changes within a case works on it: a case is one customer's.
  const clerks: string[] = []
  const own = isOwnLog(header)
  const isCustomer = (column: string) => {
    if (times.has(column)) return false
    // Before they sign in, visitors have another number and no name yet: an empty cell says nothing then.
    const blanks = byRank(header, 'anonymous').length === 0
    const clerk = namedCase !== undefined && !own && structure.variesWithin(column, namedCase, blanks) > fewOthers
    if (clerk) clerks.push(column)
    return !clerk
  }
  const userId = pick('customer', isCustomer, choice.customer)
  const anonymousId = pick('anonymous', isCustomer, choice.anonymous)
  const traits: Record<string, string> = {}
  for (const trait of ['email', 'phone', 'firstName', 'lastName', 'name'] as const) {
    const said = trait === 'email' ? choice.email : trait === 'phone' ? choice.phone : undefined
    const column = pick(trait, isCustomer, said)
    if (column !== undefined) traits[trait] = column
  }
  // A bare `id` is the id of the row, save where nothing else says who.
  const nobody = userId === undefined && anonymousId === undefined && Object.keys(traits).length === 0
  let caseColumn =
    namedCase ??
    header.find(column => !plain.has(column) && (column === 'case:#' || (nobody && plainName(column) === 'id'))) ??
    (nobody ? header.find(column => mayNameCase(column) && isFree(column) && structure.repeats(column)) : undefined)
  if (caseColumn !== undefined) taken.set(caseColumn, 'case')
  const candidatesOf = () => header.filter(column => times.has(column) && !taken.has(column) && !isPlannedDate(column))
  const saidEvent = choice.event === undefined ? undefined : [choice.event].flat()
  for (const column of saidEvent ?? []) taken.set(column, 'event')
  let event = saidEvent ?? (choice.eventName ? undefined : single(guessEvent()))
  if (nobody && caseColumn === undefined && !choice.eventName && candidatesOf().length > 0) {
    const unnamed = header.every(column => /^column \d+$/.test(column))
    const found = rolesByValues(header.filter(isFree), filled, column => unnamed || isCodeName(column), event?.[0])
    if (found) {
      caseColumn = found.case
      event ??= [found.event]
      taken.set(found.case, 'case').set(found.event, 'event')
      notes.push({ code: 'by_values', ...found })
    }
  }

  /** A status is what happened where one time stands beside it or it changes within cases; else where things stand today. */
  function guessEvent(): string | undefined {
    const named = pick('event', column => !times.has(column))
    if (named !== undefined) return named
    const changes = (column: string) => caseColumn !== undefined && structure.variesWithin(column, caseColumn) > 0
    const one = candidatesOf().length === 1
    const status = pick(
      'status',
      column => !times.has(column) && ((one && nameRank(column, 'status') === 0) || changes(column)),
    )
    if (status !== undefined || candidatesOf().length === 0) return status
    const who = caseColumn ?? userId ?? anonymousId
    return who !== undefined && structure.repeats(who) ? pick('page', column => !times.has(column)) : undefined
  }
  const distinct = (column: string) => new Set(filled(column)).size === filled(column).length
  // What process-mining tools write holds each event once, whatever its columns are called.
  const isLog = header.includes('concept:name') || header.includes('time:timestamp')
  const messageId = pick('messageId', column => !isLog && distinct(column), choice.messageId)
  const messageIdShared = messageId !== undefined && !choice.messageId && !/^message_?id$/.test(plainName(messageId))
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
  const moments = guessMoments(candidates, times, header, {
    event,
    cases: caseColumn,
    structure,
    options,
    filled,
  })
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
    ...(messageIdShared && { messageIdShared }),
    ...(choice.only && { only: choice.only }),
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
    if (role) return role === 'status' || role === 'page' ? 'event' : role
    if (moments.some(({ clock }) => clock === column)) return 'timestamp'
    if (moments.some(({ time }) => time === column)) return 'moment'
    if (moments.some(({ when }) => when === column)) return 'flag'
    if (times.has(column)) return 'planned'
    return Object.hasOwn(numbers, column) ? 'number' : 'text'
  }
  const columns = header.map(name => ({ name, role: roleOf(name), examples: [...new Set(filled(name))].slice(0, 3) }))
  const doubts: Guess['doubts'][number][] = []
  const ambiguous = (column: string) => times.get(column)?.ambiguous === true
  const unproved = choice.timestampFormat
    ? []
    : moments.filter(moment => ambiguous(moment.time)).map(({ time }) => time)
  if (unproved.length > 0) doubts.push('day_before_month')
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
  if (clerks.length > 0) notes.push({ code: 'clerks', columns: clerks })
  const [moment] = moments
  if (moment?.otherwise !== undefined) notes.push({ code: 'two_times', used: moment.time, other: moment.otherwise })
  const lifecycle = header.find(column => /^(lifecycle_transition|lifecycle|transition)$/.test(plainName(column)))
  const transitions = lifecycle === undefined ? [] : [...new Set(filled(lifecycle))]
  if (lifecycle !== undefined && !choice.only && transitions.length > 1 && !event?.includes(lifecycle))
    notes.push({ code: 'lifecycle', column: lifecycle, values: transitions.slice(0, 13) })
  return { mapping, columns, missing, doubts, notes, unproved }
}

/** Of cases, the share that may know two customers before the column is taken for those who work on them. */
const fewOthers = 0.05

const single = (column: string | undefined) => (column === undefined ? undefined : [column])

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
  return { mapping, columns, missing: [], doubts: [], notes: [], unproved: [] }
}
