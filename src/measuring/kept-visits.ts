import type { MeasureFilter } from '../contract/measuring.ts'
import { type Sql, sql, text, u8, u32 } from '../engines/clickhouse/index.ts'
import { instant } from '../engines/clickhouse/sql.ts'
import { channelCodes, isChannel } from '../vocabulary/channel.ts'
import { problem } from '../vocabulary/problem.ts'

/** Which visits are spoken of: the one definition that every number of a screen and every list behind it share. */
export type Keeping = {
  readonly workspace: number
  readonly journey: number
  /** Rows of `traces`: the journey's, and the cohort's. */
  readonly rows: Sql
  /** A condition on one visit, in the words `moment` (when) and `channel` (its code). */
  readonly visit: Sql
}

/** Reads a filter. @throws problem `input_invalid` for an unknown channel, a cohort without a value, an empty period. */
export function keepingOf(workspace: number, journey: number, filter: MeasureFilter): Keeping {
  const [from, to] = [new Date(filter.from), new Date(filter.to)]
  if (from >= to)
    throw problem('input_invalid', {
      reason: { en: 'the period ends before it begins', fr: 'la période finit avant de commencer' },
    })
  const codes = channelsOf(filter.channel)
  return {
    workspace,
    journey,
    rows: sql`workspace_id = ${u32(workspace)} and journey = ${u32(journey)} and ${cohortCondition(workspace, filter.cohort)}`,
    visit: sql`moment >= ${instant(from)} and moment < ${instant(to)}${codes.length === 0 ? sql`` : sql` and channel in (${listed(codes)})`}`,
  }
}

/** Visits, one row each. */
export function explodedVisits(keeping: Keeping): Sql {
  return sql`
    select
      customer_id, case_number, moment, channel, touchpoint, prev, next, wait, ahead, score, construct, figure,
      case_ended, case_last
    from (select * from traces where ${keeping.rows})
    array join
      cases as case_number, at as moment, channels as channel, touchpoints as touchpoint, prevs as prev, nexts as next,
      waits as wait, aheads as ahead, scores as score, constructs as construct, figures as figure, ended as case_ended,
      lasts as case_last
    where ${keeping.visit}`
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

/** Customers whose latest value of a trait is the one asked. A customer of several anchors has one latest value. */
function cohortCondition(workspace: number, cohort: string | undefined): Sql {
  if (cohort === undefined || cohort === '') return sql`1`
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

/** The latest value of a trait for each customer that has it. */
export function customerTraits(workspace: number, trait: string): Sql {
  return sql`
    select if(places.customer_id = 0, known.anchor, places.customer_id) as customer, argMax(known.value, known.observed_at) as latest
    from (
      select anchor, value, observed_at from traits where workspace_id = ${u32(workspace)} and key = ${text(trait)}
    ) as known
    left join (
      select anchor, customer_id from customer_places where workspace_id = ${u32(workspace)}
    ) as places on known.anchor = places.anchor
    group by customer`
}
