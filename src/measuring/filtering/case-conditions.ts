import {
  every,
  instant,
  join,
  type Sql,
  sql,
  text,
  texts,
  u16,
  u32,
  u32s,
  u64,
} from '../../engines/clickhouse/index.ts'
import { f64, f64s } from '../../engines/clickhouse/sql.ts'
import {
  type Follower,
  readAttribute,
  readFollowers,
  readLasting,
  readNames,
  readVariant,
} from '../../vocabulary/case-filter.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { Narrowing } from './kept-visits.ts'

/** What the words of a filter stand for. */
export type FilterTerms = {
  /** @throws problem `not_found` for an activity that there is none of. */
  readonly numberOf: (name: string) => number
  /** Cases whose last visit was before this wait for nothing any more. */
  readonly closedBefore: Date
}

type Part = 'touchpoint' | 'moment' | 'ended' | 'last'
const arrays: Readonly<Record<Part, Sql>> = {
  touchpoint: sql`touchpoints`,
  moment: sql`at`,
  ended: sql`ended`,
  last: sql`lasts`,
}

/** A condition on `run`, the kept visits of one case, and what it has to read of each. */
type Condition = { readonly parts: readonly Part[]; readonly holds: (of: (part: Part) => Sql) => Sql }

/**
 * The visits of a row that the filter keeps, case by case, judged on the visits that `mask` keeps of each (without one,
 * on all): an array of 0 and 1; undefined where no case is judged. What is found of a case is written beside each of its
 * visits: to look for each visit's case among those that are kept takes the square of a customer's cases, and the memory
 * for it. @throws problem `input_invalid` for what is not well formed.
 */
export function visitsOfGoodCases(
  workspace: number,
  filter: Narrowing,
  terms: FilterTerms,
  mask: Sql | undefined,
): Sql | undefined {
  const conditions = conditionsOf(workspace, filter, terms)
  if (conditions.length === 0) return undefined
  const parts = [...new Set(conditions.flatMap(condition => condition.parts))]
  // Always more than one array, as a tuple of one is none; the mask is the last.
  const zipped = join([...parts.map(part => arrays[part]), mask ?? sql`cases`], sql`, `)
  const own = mask ? sql`arrayFilter(visit -> tupleElement(visit, -1), run)` : sql`run`
  const of = (part: Part) => sql`tupleElement(${own}, ${places[parts.indexOf(part)]!})`
  const holds = sql`toUInt8(${every(conditions.map(condition => condition.holds(of)))})`
  const flags = mask
    ? sql`arrayMap(kept -> toUInt8(kept and ${holds}), tupleElement(run, -1))`
    : sql`arrayWithConstant(length(run), ${holds})`
  return sql`arrayFlatten(arrayMap(
    run -> ${flags},
    arraySplit(
      (visit, number, before) -> number != before, arrayZip(${zipped}), cases, arrayShiftRight(cases, 1))))`
}

const places = [sql`1`, sql`2`, sql`3`, sql`4`, sql`5`]

function conditionsOf(workspace: number, filter: Narrowing, terms: FilterTerms): Condition[] {
  const conditions: Condition[] = []
  const { variant, ending, first, last, through, lasting, attribute, follower } = filter
  if (said(variant)) {
    const { hash, collapsed } = readVariant(variant) ?? malformed('variant', variant)
    conditions.push({
      parts: ['touchpoint'],
      holds: of =>
        sql`sipHash64(${collapsed ? sql`arrayCompact(${of('touchpoint')})` : of('touchpoint')}) = ${u64(hash)}`,
    })
  }
  if (ending !== undefined) conditions.push(endingCondition(ending, terms.closedBefore))
  if (said(first)) {
    const numbers = numbersOf(first, 'first', terms)
    conditions.push({
      parts: ['touchpoint'],
      holds: of => sql`has(${u32s(numbers)}, toUInt32(${of('touchpoint')}[1]))`,
    })
  }
  if (said(last)) {
    const numbers = numbersOf(last, 'last', terms)
    conditions.push({
      parts: ['touchpoint'],
      holds: of => sql`has(${u32s(numbers)}, toUInt32(${of('touchpoint')}[-1]))`,
    })
  }
  if (said(through)) {
    for (const number of numbersOf(through, 'through', terms))
      conditions.push({ parts: ['touchpoint'], holds: of => sql`has(${of('touchpoint')}, ${u16(number)})` })
  }
  if (said(lasting)) {
    const { least, below } = readLasting(lasting) ?? malformed('lasting', lasting)
    const seconds = (of: (part: Part) => Sql) =>
      sql`dateDiff('millisecond', ${of('moment')}[1], ${of('moment')}[-1]) / 1000`
    if (least !== undefined) conditions.push({ parts: ['moment'], holds: of => sql`${seconds(of)} >= ${f64(least)}` })
    if (below !== undefined) conditions.push({ parts: ['moment'], holds: of => sql`${seconds(of)} < ${f64(below)}` })
  }
  if (said(attribute)) {
    const { name, values } = readAttribute(attribute) ?? malformed('attribute', attribute)
    const having = eventsHaving(workspace, name, values, filter)
    conditions.push({
      parts: ['moment'],
      holds: of => sql`arrayExists(moment -> (customer_id, moment) in (${having}), ${of('moment')})`,
    })
  }
  if (said(follower)) {
    for (const one of readFollowers(follower) ?? malformed('follower', follower))
      conditions.push({ parts: ['touchpoint'], holds: of => follows(one, of('touchpoint'), terms) })
  }
  return conditions
}

function endingCondition(ending: NonNullable<Narrowing['ending']>, closedBefore: Date): Condition {
  const closed = (of: (part: Part) => Sql) => sql`${of('last')}[1] < ${instant(closedBefore)}`
  switch (ending) {
    case 'completed':
      return { parts: ['ended'], holds: of => sql`${of('ended')}[1] > 0` }
    case 'abandoned':
      return { parts: ['ended', 'last'], holds: of => sql`${of('ended')}[1] = 0 and ${closed(of)}` }
    case 'open':
      return { parts: ['ended', 'last'], holds: of => sql`${of('ended')}[1] = 0 and not (${closed(of)})` }
    default:
      return ending satisfies never
  }
}

function follows([from, how, to]: Follower, story: Sql, { numberOf }: FilterTerms): Sql {
  const [a, b] = [u16(numberOf(from)), u16(numberOf(to))]
  const directly = sql`has(arrayZip(arrayPopBack(${story}), arrayPopFront(${story})), (${a}, ${b}))`
  // The last B after the first A: where there is any such pair, this one is.
  const later = sql`indexOf(${story}, ${a}) > 0
    and arrayLastIndex(each -> each = ${b}, ${story}) > indexOf(${story}, ${a})`
  switch (how) {
    case '>':
      return directly
    case '>>':
      return later
    case '!>':
      return sql`not (${directly})`
    case '!>>':
      return sql`not (${later})`
    default:
      return how satisfies never
  }
}

/** The customer and the instant of each event of the period that has the property with one of the values. */
function eventsHaving(workspace: number, property: string, values: readonly string[], { from, to }: Narrowing): Sql {
  const numbers = values.map(Number).filter(Number.isFinite)
  return sql`
    select if(places.customer_id = 0, held.anchor, places.customer_id) as customer, held.occurred_at as moment
    from (
      select anchor, occurred_at
      from events
      where ${every([
        sql`workspace_id = ${u32(workspace)}`,
        ...(from ? [sql`occurred_at >= ${instant(new Date(from))}`] : []),
        ...(to ? [sql`occurred_at < ${instant(new Date(to))}`] : []),
      ])} and (
        (mapContains(texts, ${text(property)}) and has(${texts(values)}, texts[${text(property)}]))
        or (mapContains(numbers, ${text(property)}) and has(${f64s(numbers)}, numbers[${text(property)}]))
      )
    ) as held
    left join (
      select anchor, customer_id from customer_places where workspace_id = ${u32(workspace)}
    ) as places on held.anchor = places.anchor`
}

/** The numbers of activities named in a filter. @throws as {@link FilterTerms.numberOf}, and for no list of names. */
export function numbersOf(told: string, filter: string, { numberOf }: FilterTerms): number[] {
  return (readNames(told) ?? malformed(filter, told)).map(numberOf)
}

const said = (told: string | undefined): told is string => told !== undefined && told !== ''

const forms: Readonly<Record<string, string>> = {
  variant: '1234, ~1234',
  lasting: 'PT1H..P2D, ..P2D, PT1H..',
  attribute: 'plan:gold, ["plan", "gold", "silver"]',
  follower: 'A > B, A >> B, A !> B, A !>> B, [["A", ">", "B"]]',
}

function malformed(filter: string, told: string): never {
  const form = forms[filter] ?? 'A, ["A", "B"]'
  throw problem('input_invalid', {
    reason: {
      en: `the filter “${filter}” says “${told}”, where it is written like ${form}`,
      fr: `le filtre « ${filter} » dit « ${told} », alors qu’il s’écrit comme ${form}`,
    },
  })
}
