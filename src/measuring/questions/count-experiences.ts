import { type ClickHouse, instant, type Sql, sql, u16, u32 } from '../../engines/clickhouse/index.ts'
import { customerTraits } from '../../segmenting/index.ts'
import { type Keeping, keptVisits } from '../filtering/kept-visits.ts'

export type ExperienceRow = {
  readonly touchpoint: number
  readonly construct: number
  readonly channel: number
  /** 0 for customers of less than a month, 1 of less than half a year, 2 of longer. */
  readonly tenure: number
  readonly trait_value: string
  readonly experience: 'good' | 'middle' | 'bad'
  readonly extreme: number
  /** Whether the time to look for the outcome is over. */
  readonly due: number
  readonly followed: number
  readonly customers: string
}

export type Following = {
  /** The number of the event looked for; null for any event at all. */
  readonly event: number | null
  /** The outcome is that it does not happen. */
  readonly without: boolean
  readonly afterSeconds: number
  readonly withinSeconds: number
}

/**
 * Of the customers who said how a touchpoint was (the first time, in the visits that the filter keeps), how many found it
 * good or bad, and did what is looked for follow in time? What follows is any event, of whatever journey.
 */
export function countExperiences(
  clickhouse: ClickHouse,
  keeping: Keeping,
  following: Following,
  trait: string,
  now: Date,
): Promise<readonly ExperienceRow[]> {
  const { event, without, afterSeconds, withinSeconds } = following
  const named: Sql = event === null ? sql`1` : sql`name = ${u16(event)}`
  const happened = sql`arrayExists(
    (at, name) -> at > addSeconds(felt_at, ${u32(afterSeconds)}) and at <= addSeconds(felt_at, ${u32(withinSeconds)}) and ${named},
    all_at, all_names)`
  return clickhouse.rows<ExperienceRow>(sql`
    select
      touchpoint,
      construct,
      felt_channel as channel,
      multiIf(known_for < 30, 0, known_for < 182, 1, 2) as tenure,
      trait_value,
      multiIf(felt >= 0.5, 'good', felt <= -0.5, 'bad', 'middle') as experience,
      abs(felt) >= 0.75 as extreme,
      addSeconds(felt_at, ${u32(withinSeconds)}) <= ${instant(now)} as due,
      ${without ? sql`not ${happened}` : happened} as followed,
      count() as customers
    from (
      select
        experiences.customer_id as customer_id,
        experiences.touchpoint as touchpoint,
        experiences.construct as construct,
        experiences.first.1 as felt_at,
        experiences.first.2 as felt_channel,
        experiences.first.3 as felt,
        lives.at as all_at,
        lives.touchpoints as all_names,
        age('day', if(empty(all_at), felt_at, all_at[1]), felt_at) as known_for,
        traits_told.latest as trait_value
      from (
        select customer_id, touchpoint, construct, argMin((moment, channel, score), moment) as first
        from (${keptVisits(keeping, ['touchpoint', 'moment', 'channel', 'score', 'construct'])})
        where construct > 0 and not isNaN(score)
        group by customer_id, touchpoint, construct
      ) as experiences
      left join (
        select customer_id, at, touchpoints
        from traces_raw final
        where workspace_id = ${u32(keeping.workspace)} and journey = 0
      ) as lives on lives.customer_id = experiences.customer_id
      left join (${customerTraits(keeping.workspace, trait)}) as traits_told
        on traits_told.customer = experiences.customer_id
    )
    group by touchpoint, construct, channel, tenure, trait_value, experience, extreme, due, followed`)
}
