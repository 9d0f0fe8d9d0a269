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
  /** The same for all visits of a row: an array of 0 and 1. It reads no column that the condition does not name. */
  readonly visits: Sql
}

/** Reads a filter. @throws problem `input_invalid` for an unknown channel, a cohort without a value, an empty period. */
export function keepingOf(workspace: number, journey: number, filter: MeasureFilter): Keeping {
  const [from, to] = [new Date(filter.from), new Date(filter.to)]
  if (from >= to)
    throw problem('input_invalid', {
      reason: { en: 'the period ends before it begins', fr: 'la période finit avant de commencer' },
    })
  const codes = channelsOf(filter.channel)
  const visit = sql`moment >= ${instant(from)} and moment < ${instant(to)}${codes.length === 0 ? sql`` : sql` and channel in (${listed(codes)})`}`
  return {
    workspace,
    journey,
    rows: sql`workspace_id = ${u32(workspace)} and journey = ${u32(journey)} and ${cohortCondition(workspace, filter.cohort)}`,
    visit,
    visits:
      codes.length === 0
        ? sql`arrayMap(moment -> toUInt8(${visit}), at)`
        : sql`arrayMap((moment, channel) -> toUInt8(${visit}), at, channels)`,
  }
}

/**
 * Visits, one row each. A row of `traces` is a customer, so whatever is distinct is counted by its first visit, without
 * a table of all customers: a visit is its customer's `nth_visit`, their `nth_here` at this touchpoint, `nth_in_step` at
 * any touchpoint of this step (`stepOf` gives it for `touchpoint`), the `nth_of_case`, `nth_here_in_case`, and in
 * `nth_onward_in_case` the one that goes on from here to the same next touchpoint. What is not asked is not computed.
 */
export function keptVisits(keeping: Keeping, stepOf: Sql = sql`touchpoint`): Sql {
  return sql`
    select
      customer_id, case_number, moment, channel, touchpoint, prev, next, wait, ahead, score, construct, figure,
      case_ended, case_began, case_last,
      nth_visit, nth_here, nth_in_step, nth_of_case, nth_here_in_case, nth_onward_in_case
    from (
      select
        *,
        ${keeping.visits} as keeps,
        arrayCumSum(keeps) as nth_visits,
        ${nth(sql`touchpoint`)} as nths_here,
        ${nth(stepOf)} as nths_in_step,
        ${nth(sql`number`)} as nths_of_case,
        ${nth(sql`(number * 65536 + touchpoint)`)} as nths_here_in_case,
        ${nth(sql`((number * 65536 + touchpoint) * 65536 + next)`)} as nths_onward_in_case
      from traces
      where ${keeping.rows}
    )
    array join
      keeps as keep, cases as case_number, at as moment, channels as channel, touchpoints as touchpoint, prevs as prev,
      nexts as next, waits as wait, aheads as ahead, scores as score, constructs as construct, figures as figure,
      ended as case_ended, begins as case_began, lasts as case_last, nth_visits as nth_visit, nths_here as nth_here,
      nths_in_step as nth_in_step, nths_of_case as nth_of_case, nths_here_in_case as nth_here_in_case,
      nths_onward_in_case as nth_onward_in_case
    where keep`
}

/** Numbers the kept visits that share `key`, from 1, for each customer. Those not kept share the key 0. */
function nth(key: Sql): Sql {
  return sql`arrayEnumerateUniq(arrayMap(
    (number, touchpoint, next, kept) -> toUInt64(${key}) * kept, cases, touchpoints, nexts, keeps))`
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
