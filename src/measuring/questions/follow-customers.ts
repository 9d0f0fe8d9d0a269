import { type ClickHouse, instant, type Sql, sql, u16, u32, u32s, u64s } from '../../engines/clickhouse/index.ts'
import { customerTraits } from '../../segmenting/index.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

export type FollowedRow = {
  /** The value of a trait; or the place of a first journey among those asked, from 1, 0 for another; or ''. */
  readonly own_group: string
  readonly days: string
  /** From 1, in the order asked; one more for silence; 0 for who was still there. */
  readonly ending: string
  readonly customers: string
}

export type Follow = {
  readonly start: number | undefined
  readonly endings: readonly number[]
  /** Not being seen for so many seconds is an ending; null when it is none. */
  readonly silence: number | null
  /** What tells customers apart: a trait, or which of these variants, by their hash, their first journey was. */
  readonly apart: { readonly trait: string } | { readonly firstJourneys: readonly bigint[] } | undefined
  readonly until: Date
}

/**
 * How many whole days after their start did customers meet an ending, and which, or how long were they followed without
 * one? Whoever fell silent ended with what was seen last, once that is long enough ago.
 */
export function followCustomers(
  clickhouse: ClickHouse,
  keeping: Keeping,
  follow: Follow,
): Promise<readonly FollowedRow[]> {
  const { apart } = follow
  if (apart !== undefined && 'trait' in apart)
    return clickhouse.rows<FollowedRow>(sql`
      select known.latest as own_group, lived.days as days, lived.ending as ending, count() as customers
      from (${followed(keeping, follow)}) as lived
      left join (${customerTraits(keeping.workspace, apart.trait)}) as known on known.customer = lived.customer_id
      group by own_group, days, ending`)
  const group =
    apart === undefined
      ? sql`''`
      : sql`toString(indexOf(${u64s(apart.firstJourneys)}, sipHash64(arrayFilter((name, number) -> number = own[1], names, own))))`
  return clickhouse.rows<FollowedRow>(sql`
    select ${group} as own_group, days, ending, count() as customers
    from (${followed(keeping, follow, apart !== undefined)})
    group by own_group, days, ending`)
}

/** A variant of first journeys: its hash, and its first hundred activities. */
export type FirstJourney = { readonly hash: string; readonly story: readonly number[] }

/** The variants that most customers who are followed lived first. */
export function rankFirstJourneys(
  clickhouse: ClickHouse,
  keeping: Keeping,
  follow: Omit<Follow, 'apart'>,
  most: number,
): Promise<readonly FirstJourney[]> {
  return clickhouse.rows<FirstJourney>(sql`
    select sipHash64(story) as hash, arraySlice(story, 1, 100) as story
    from (
      select arrayFilter((name, number) -> number = own[1], names, own) as story
      from (${followed(keeping, follow, true)})
    )
    group by story
    order by count() desc, story
    limit ${u32(most)}`)
}

/**
 * Customers who started, with the days they were followed and the ending they met; where their story is `told`, also
 * `names` of visits and `own`, the number of each one's case.
 */
function followed(keeping: Keeping, { start, endings, silence, until }: Omit<Follow, 'apart'>, told = false): Sql {
  const first = start === undefined ? sql`1` : sql`indexOf(names, ${u16(start)})`
  const silent =
    silence === null ? sql`0` : sql`place = 0 and dateDiff('second', moments[-1], ${instant(until)}) >= ${u32(silence)}`
  const kept = (array: Sql) => sql`arrayFilter((each, kept) -> kept, ${array}, keeps)`
  return sql`
    select
      customer_id,
      ${told ? sql`names, own,` : sql``}
      greatest(0, intDiv(
        dateDiff('second', moments[first], if(place > 0, moments[place], if(silent, moments[-1], ${instant(until)}))),
        86400)) as days,
      if(place > 0, indexOf(${u32s(endings)}, names[place]), if(silent, ${u32(endings.length + 1)}, 0)) as ending
    from (
      select
        customer_id,
        moments,
        names,
        ${told ? sql`own,` : sql``}
        ${first} as first,
        arrayFirstIndex(
          (name, index) -> index > first and has(${u32s(endings)}, name), names, arrayEnumerate(names)) as place,
        ${silent} as silent
      from (
        with ${keeping.visits} as keeps
        select
          customer_id,
          ${told ? sql`${kept(sql`cases`)} as own,` : sql``}
          ${kept(sql`at`)} as moments,
          ${kept(sql`touchpoints`)} as names
        from traces_raw final
        where ${keeping.rows}
      )
      where notEmpty(names)
    )
    where first > 0 and moments[first] <= ${instant(until)}`
}
