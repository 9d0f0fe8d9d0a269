import { type ClickHouse, instant, sql, u16, u32, u32s } from '../../engines/clickhouse/index.ts'
import { customerTraits } from '../../segmenting/index.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

export type FollowedRow = {
  readonly trait_value: string
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
  readonly trait: string | undefined
  readonly until: Date
}

/**
 * How many whole days after their start did customers meet an ending, and which, or how long were they followed without
 * one? Whoever fell silent ended with what was seen last, once that is long enough ago.
 */
export function followCustomers(
  clickhouse: ClickHouse,
  keeping: Keeping,
  { start, endings, silence, trait, until }: Follow,
): Promise<readonly FollowedRow[]> {
  const first = start === undefined ? sql`1` : sql`indexOf(names, ${u16(start)})`
  const silent =
    silence === null ? sql`0` : sql`place = 0 and dateDiff('second', moments[-1], ${instant(until)}) >= ${u32(silence)}`
  const told = sql`
    select
      customer_id,
      intDiv(dateDiff('second', moments[first], if(place > 0, moments[place], if(silent, moments[-1], ${instant(until)}))), 86400) as days,
      if(place > 0, indexOf(${u32s(endings)}, names[place]), if(silent, ${u32(endings.length + 1)}, 0)) as ending
    from (
      select
        customer_id,
        moments,
        names,
        ${first} as first,
        arrayFirstIndex(
          (name, index) -> index > first and has(${u32s(endings)}, name), names, arrayEnumerate(names)) as place,
        ${silent} as silent
      from (
        with ${keeping.visits} as keeps
        select
          customer_id,
          arrayFilter((moment, kept) -> kept, at, keeps) as moments,
          arrayFilter((name, kept) -> kept, touchpoints, keeps) as names
        from traces_raw final
        where ${keeping.rows}
      )
      where notEmpty(names)
    )
    where first > 0 and moments[first] <= ${instant(until)}`
  if (trait === undefined)
    return clickhouse.rows<FollowedRow>(sql`
      select '' as trait_value, greatest(days, 0) as days, ending, count() as customers
      from (${told})
      group by days, ending`)
  return clickhouse.rows<FollowedRow>(sql`
    select known.latest as trait_value, greatest(lived.days, 0) as days, lived.ending as ending, count() as customers
    from (${told}) as lived
    left join (${customerTraits(keeping.workspace, trait)}) as known on known.customer = lived.customer_id
    group by trait_value, days, ending`)
}
