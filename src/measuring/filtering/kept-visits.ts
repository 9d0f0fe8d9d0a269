import type { MeasureFilter } from '../../contract/measuring.ts'
import { every, join, type Sql, sql, text, u8, u32, u32s, u64 } from '../../engines/clickhouse/index.ts'
import { instant } from '../../engines/clickhouse/sql.ts'
import { customerTraits, membersOf } from '../../segmenting/index.ts'
import { channelCodes, isChannel } from '../../vocabulary/channel.ts'
import { problem } from '../../vocabulary/problem.ts'
import { type FilterTerms, numbersOf, visitsOfGoodCases } from './case-conditions.ts'

/** Which visits are spoken of: the one definition that every number of a screen and every list behind it share. */
export type Keeping = {
  readonly workspace: number
  readonly journey: number
  /** Rows of `traces`: the journey's, of the customers of the cohort and of the segment. */
  readonly rows: Sql
  /** Which visits of a row: an array of 0 and 1. It reads no column that the filter does not need. */
  readonly visits: Sql
  /** A condition on one visit, in the words `moment` (when), `channel` (its code) and `touchpoint`. */
  readonly visit: Sql
  /** Whether visits of a kept case may be left out: what stood before and after in the trace is then not what is kept. */
  readonly cuts: boolean
  /** Whether whole cases are left out: then `visit` alone does not tell what is kept. */
  readonly judges: boolean
}

/** Whether every visit of the rows is kept: then what was written of rows and cases when they were traced holds as it stands. */
export function keepsWhole(keeping: Keeping): boolean {
  return !keeping.cuts && !keeping.judges
}

/** What measures are narrowed by; without a period, all times. */
export type Narrowing = { readonly [Name in keyof MeasureFilter]?: MeasureFilter[Name] | undefined }

type ActivityFilter = Exclude<keyof Narrowing, 'from' | 'to' | 'channel' | 'cohort' | 'segment'>
const noTerms: FilterTerms = {
  numberOf: () => {
    throw new Error('A filter names an activity where none is known.')
  },
  closedBefore: new Date(0),
}

/**
 * Reads a filter: the visits it keeps, then the cases it keeps, judged on these visits.
 * @throws problem `input_invalid` for an unknown channel, a cohort without a value, an empty period; `not_found` for an
 * activity that there is none of.
 */
export function keepingOf(workspace: number, journey: number, filter: Narrowing, terms: FilterTerms): Keeping
export function keepingOf(
  workspace: number,
  journey: number,
  filter: Pick<Narrowing, 'from' | 'to' | 'channel' | 'cohort' | 'segment'> & {
    readonly [Other in ActivityFilter]?: never
  },
): Keeping
export function keepingOf(
  workspace: number,
  journey: number,
  filter: Narrowing,
  terms: FilterTerms = noTerms,
): Keeping {
  const [from, to] = [filter.from, filter.to].map(at => (at === undefined ? undefined : new Date(at)))
  if (from && to && from >= to)
    throw problem('input_invalid', {
      reason: { en: 'the period ends before it begins', fr: 'la période finit avant de commencer' },
    })
  const codes = channelsOf(filter.channel)
  const only = filter.only === undefined || filter.only === '' ? undefined : numbersOf(filter.only, 'only', terms)
  const visit = every([
    ...(from ? [sql`moment >= ${instant(from)}`] : []),
    ...(to ? [sql`moment < ${instant(to)}`] : []),
    ...(codes.length > 0 ? [sql`channel in (${listed(codes)})`] : []),
    ...(only ? [sql`has(${u32s(only)}, toUInt32(touchpoint))`] : []),
  ])
  const read = [
    ...(from || to ? [{ name: sql`moment`, array: sql`at` }] : []),
    ...(codes.length > 0 ? [{ name: sql`channel`, array: sql`channels` }] : []),
    ...(only ? [{ name: sql`touchpoint`, array: sql`touchpoints` }] : []),
  ]
  const mask =
    read.length === 0
      ? sql`arrayWithConstant(length(touchpoints), toUInt8(1))`
      : sql`arrayMap((${join(
          read.map(part => part.name),
          sql`, `,
        )}) -> toUInt8(${visit}), ${join(
          read.map(part => part.array),
          sql`, `,
        )})`
  const good = visitsOfGoodCases(workspace, filter, terms, read.length === 0 ? undefined : mask)
  return {
    workspace,
    journey,
    rows: sql`workspace_id = ${u32(workspace)} and journey = ${u32(journey)} and ${amongCondition(workspace, filter)}`,
    visit,
    visits: good ?? mask,
    cuts: read.length > 0,
    judges: good !== undefined,
  }
}

const hereInCase = sql`arrayMap((number, here) -> number * 65536 + here, cases, touchpoints)`

type Part = { readonly name: Sql; readonly array: Sql; readonly bit?: number }

/** What a visit has, and where a row of `traces` keeps it. */
const parts = {
  case_number: { name: sql`case_number`, array: sql`cases` },
  moment: { name: sql`moment`, array: sql`at` },
  channel: { name: sql`channel`, array: sql`channels` },
  touchpoint: { name: sql`touchpoint`, array: sql`touchpoints` },
  prev: { name: sql`prev`, array: sql`prevs` },
  next: { name: sql`next`, array: sql`nexts` },
  wait: { name: sql`wait`, array: sql`waits` },
  ahead: { name: sql`ahead`, array: sql`aheads` },
  score: { name: sql`score`, array: sql`scores` },
  construct: { name: sql`construct`, array: sql`constructs` },
  figure: { name: sql`figure`, array: sql`figures` },
  case_ended: { name: sql`case_ended`, array: sql`ended` },
  case_span: { name: sql`case_span`, array: sql`spans` },
  case_last: { name: sql`case_last`, array: sql`lasts` },
  // A row is a customer, so what is distinct is counted by its first visit, without a table of all customers. Where
  // every visit is kept, the traces say it themselves, in a bit of `marks`.
  first_visit: { name: sql`first_visit`, array: sql`arrayMap(nth -> toUInt8(nth = 1), arrayCumSum(keeps))`, bit: 0 },
  // 1 at the first of a case: cases stand one after the other, so nothing need be remembered but the one before.
  opens_case: {
    name: sql`opens_case`,
    array: sql`arrayMap(
      (number, before) -> number > before,
      arrayMap((number, kept) -> number * kept, cases, keeps) as kept_cases,
      arrayShiftRight(arrayFill(number -> number > 0, kept_cases), 1))`,
    bit: 1,
  },
  first_here: { name: sql`first_here`, array: firstOf(sql`touchpoints`), bit: 2 },
  nth_here_in_case: { name: sql`nth_here_in_case`, array: nthOf(hereInCase) },
  first_here_in_case: { name: sql`first_here_in_case`, array: firstOf(hereInCase), bit: 3 },
  first_onward_in_case: {
    name: sql`first_onward_in_case`,
    array: firstOf(
      sql`arrayMap((number, here, next) -> (number * 65536 + here) * 65536 + next, cases, touchpoints, nexts)`,
    ),
    bit: 4,
  },
  first_onward: {
    name: sql`first_onward`,
    array: firstOf(sql`arrayMap((here, next) -> here * 65536 + next, touchpoints, nexts)`),
    bit: 5,
  },
} as const satisfies Readonly<Record<string, Part>>
export type VisitPart = keyof typeof parts

/**
 * Visits, one row each, with the customer and the parts that are asked. Each part has its cost: one that is named and
 * not used is read all the same. `more` are parts of one question's own, as arrays over the row and its name.
 */
export function keptVisits(
  keeping: Keeping,
  asked: readonly VisitPart[],
  more: readonly { readonly name: Sql; readonly array: Sql }[] = [],
): Sql {
  const all: readonly Part[] = [...asked.map(part => parts[part]), ...more]
  const whole = keepsWhole(keeping)
  const marked = all.filter(part => whole && part.bit !== undefined)
  const joined = all.filter(part => !marked.includes(part))
  const names = list([
    ...joined.map(({ name }) => name),
    ...marked.map(({ name, bit }) => sql`bitTest(mark, ${u8(bit!)}) as ${name}`),
  ])
  const arrays = list([
    ...joined.map(({ name, array }) => sql`${array} as ${name}`),
    ...(whole ? [sql`marks as mark`] : [sql`keeps as keep`]),
  ])
  return sql`
    with ${keeping.visits} as keeps
    select customer_id, ${names}
    from traces_raw final
    array join ${arrays}
    where ${keeping.rows}${whole ? sql`` : sql` and keep`}`
}

const list = (pieces: readonly Sql[]) => join(pieces, sql`, `)

/** Numbers the kept visits that share a key, from 1, for each customer. Those not kept share the key 0. */
export function nthOf(keys: Sql): Sql {
  return sql`arrayEnumerateUniq(arrayMap((key, kept) -> key * kept, ${keys}, keeps))`
}

/** 1 at the first of the kept visits that share a key. */
export function firstOf(keys: Sql): Sql {
  return sql`arrayMap(nth -> toUInt8(nth = 1), ${nthOf(keys)})`
}

function channelsOf(asked: string | undefined): number[] {
  if (asked === undefined || asked === '') return []
  return asked.split(',').map(code => {
    if (!isChannel(code)) {
      throw problem('input_invalid', {
        reason: { en: `there is no channel “${code}”`, fr: `il n’y a pas de canal « ${code} »` },
      })
    }
    return channelCodes.indexOf(code)
  })
}

function listed(codes: readonly number[]): Sql {
  return codes.slice(1).reduce((all, code) => sql`${all}, ${u8(code)}`, sql`${u8(codes[0]!)}`)
}

/** Customers whose latest value of a trait is the one asked, who are in the segment asked, and in the sample. */
export function amongCondition(
  workspace: number,
  { cohort, segment, sample }: Pick<Narrowing, 'cohort' | 'segment' | 'sample'>,
): Sql {
  return every([
    ...(cohort === undefined || cohort === '' ? [] : [cohortCondition(workspace, cohort)]),
    ...(segment === undefined || segment === '' ? [] : [sql`customer_id in (${membersOf(workspace, segment)})`]),
    ...(sample === undefined || sample === '' ? [] : [sampleCondition(sample)]),
  ])
}

/**
 * So many hundredths of all customers. Their numbers are keyed hashes, so a range of them is drawn by chance; and as
 * traces stand in their order, no others are read.
 */
function sampleCondition(sample: string): Sql {
  const [share, from] = sample.split(':').map(Number) as [number, number | undefined]
  const begin = (from ?? 0) % 100
  const end = begin + share
  const range = (low: number, high: number) =>
    sql`(customer_id >= ${u64(hundredth(low))} and customer_id < ${u64(hundredth(high))})`
  return end <= 100 ? range(begin, end) : sql`(${range(begin, 100)} or ${range(0, end - 100)})`
}

/** Where each hundredth of the numbers of customers begins; they have 63 bits. */
const hundredth = (place: number) => ((1n << 63n) * BigInt(place)) / 100n

/** A customer of several anchors has one latest value. */
function cohortCondition(workspace: number, cohort: string): Sql {
  const colon = cohort.indexOf(':')
  if (colon < 1) {
    throw problem('input_invalid', {
      reason: { en: 'a cohort is written trait:value', fr: 'une cohorte s’écrit trait:valeur' },
    })
  }
  return sql`customer_id in (
    select customer
    from (${customerTraits(workspace, cohort.slice(0, colon))})
    where latest = ${text(cohort.slice(colon + 1))}
  )`
}
