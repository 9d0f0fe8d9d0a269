import { type ClickHouse, instant, join, type Sql, sql, texts, u32, u32s } from '../src/engines/clickhouse/index.ts'
import { stepOfName } from './bench-map.ts'
import { boundNames, eventNames } from './events-of-customers.ts'
import type { Facts, Period } from './facts.ts'

/**
 * The bench's questions as somebody who knows ClickHouse well would write them for these tables: in one pass, medians
 * exact, what is distinct counted inside a customer's row. `Rows` are customers with their visits in arrays: those of
 * the trace table, or made on the way from the event table.
 */
export type Rows = Sql

const abandonedAfterMs = 30 * 86_400_000

/** The rows that the product keeps. */
export function rowsOfTraces(workspace: number): Rows {
  return sql`select * from traces where workspace_id = ${u32(workspace)} and journey = 1`
}

/** The same rows, made from the events: named, joined into customers, sorted, cut into cases. */
export function rowsOfEvents(workspace: number): Rows {
  return sql`
    select
      customer as customer_id,
      arraySort(groupArray((occurred_at, position, touchpoint, score, figure))) as lived,
      lived.1 as at,
      lived.3 as touchpoints,
      lived.4 as scores,
      lived.5 as figures,
      arrayMap((moment, before) -> dateDiff('millisecond', before, moment), at, arrayShiftRight(at, 1, at[1])) as gaps,
      arrayMap((gap, n) -> toUInt8(n = 1 or gap > ${u32(abandonedAfterMs)}), gaps, arrayEnumerate(gaps)) as starts,
      arrayShiftLeft(starts, 1, toUInt8(1)) as stops,
      arrayCumSum(starts) as cases,
      arrayMap((next, stop) -> if(stop, 0, next), arrayShiftLeft(touchpoints, 1), stops) as nexts,
      arrayMap((prev, start) -> if(start, 0, prev), arrayShiftRight(touchpoints, 1), starts) as prevs,
      arrayMap((gap, start) -> if(start, nan, toFloat32(gap / 1000)), gaps, starts) as waits,
      arrayShiftLeft(waits, 1, nan) as aheads,
      arrayReverseFill((moment, stop) -> stop, at, stops) as lasts,
      arrayMap(
        (began, last) -> toFloat32(dateDiff('millisecond', began, last) / 1000),
        arrayFill((moment, start) -> start, at, starts),
        lasts
      ) as spans,
      arrayFilter(
        answer -> not isNaN(answer.5),
        arrayMap((moment, here, score) -> (moment, here, 0, 1, score), at, touchpoints, scores)
      ) as answers
    from (
      select
        if(places.customer_id = 0, events.anchor, places.customer_id) as customer,
        events.occurred_at as occurred_at,
        events.position as position,
        toUInt16(${touchpointOfName(sql`events.name`)}) as touchpoint,
        ifNull(events.score, toFloat32(nan)) as score,
        if(mapContains(events.numbers, 'days'), toFloat32(events.numbers['days']), toFloat32(nan)) as figure
      from events
      left join (
        select anchor, customer_id from customer_places where workspace_id = ${u32(workspace)}
      ) as places on events.anchor = places.anchor
      where events.workspace_id = ${u32(workspace)} and events.measurable and touchpoint > 0
    )
    group by customer`
}

export function touchpointOfName(name: Sql): Sql {
  const names = eventNames.slice(0, boundNames)
  return sql`transform(toString(${name}), ${texts(names)}, ${u32s(names.map((_, index) => index + 1))}, toUInt32(0))`
}

const slow = { timeoutMs: 600_000, maxMemoryBytes: 3_500_000_000 }

type VisitRow = {
  touchpoint: number
  visits: string
  customers: string
  cases: string
  step_customers: string
  waited: string
  waits: [number, number]
  figured: string
  figures: [number, number]
  figure_mean: number
  all_customers: string
  all_cases: string
  all_closed: string
  lasted: [number, number]
  onward: [number, string, string][]
}
type ScoreRow = { touchpoint: number; customers: string; answers: string; mean: number; deviation: number }

/** Everything that the map's screen shows. `coverage` counts the events of the period, and those a touchpoint claims. */
export async function measureByHand(
  clickhouse: ClickHouse,
  rows: Rows,
  coverage: Sql,
  period: Period,
  now: Date,
): Promise<Facts> {
  const [visits, scores, covered] = await Promise.all([
    clickhouse.rows<VisitRow>(visitsByHand(rows, period, now), slow),
    clickhouse.rows<ScoreRow>(scoresByHand(rows, period), slow),
    clickhouse.first<{ events: string; claimed: string }>(coverage, slow),
  ])
  const facts: Record<string, number> = { events: Number(covered?.events), claimed: Number(covered?.claimed) }
  const stepCustomers = new Map<number, number>()
  for (const row of visits) {
    const at = row.touchpoint
    if (at === 0) {
      facts.customers = Number(row.all_customers)
      facts.cases = Number(row.all_cases)
      facts['closed about'] = Number(row.all_closed)
      facts['lasted median'] = row.lasted[0]
      continue
    }
    facts[`${at} visits`] = Number(row.visits)
    facts[`${at} customers`] = Number(row.customers)
    facts[`${at} cases`] = Number(row.cases)
    facts[`${at} waited`] = Number(row.waited)
    facts[`${at} wait median`] = row.waits[0]
    facts[`${at} figured`] = Number(row.figured)
    for (const [next, count] of row.onward) facts[`${at} to ${next}`] = Number(count)
    const step = stepOfName[at - 1]!
    stepCustomers.set(step, (stepCustomers.get(step) ?? 0) + Number(row.step_customers))
  }
  for (const [step, customers] of stepCustomers) facts[`step ${step} customers`] = customers
  for (const row of scores) facts[`${row.touchpoint} answers`] = Number(row.answers)
  return facts
}

function inPeriod({ from, to }: Period): Sql {
  return sql`arrayMap(moment -> toUInt8(moment >= ${instant(from)} and moment < ${instant(to)}), at)`
}

function nth(keys: Sql): Sql {
  return sql`arrayEnumerateUniq(arrayMap((key, keep) -> key * keep, ${keys}, keeps))`
}

function visitsByHand(rows: Rows, period: Period, now: Date): Sql {
  const steps = sql`arrayMap(here -> ${u32s(stepOfName)}[here], touchpoints)`
  return sql`
    select
      touchpoint,
      sum(n) as visits,
      sum(n_customers) as customers,
      sum(n_cases) as cases,
      sum(n_step) as step_customers,
      sum(n_waited) as waited,
      quantilesExactInclusiveMerge(0.5, 0.9)(q_waits) as waits,
      sum(n_figured) as figured,
      quantilesExactInclusiveMerge(0.5, 0.9)(q_figures) as figures,
      avgMerge(m_figures) as figure_mean,
      sum(n_all_customers) as all_customers,
      sum(n_all_cases) as all_cases,
      sum(n_all_closed) as all_closed,
      quantilesExactInclusiveMerge(0.5, 0.9)(q_lasted) as lasted,
      groupArray((next, n, few)) as onward
    from (
      select
        touchpoint,
        next,
        count() as n,
        uniqUpTo(5)(customer_id) as few,
        countIf(nth_here = 1) as n_customers,
        countIf(nth_here_in_case = 1) as n_cases,
        countIf(nth_in_step = 1) as n_step,
        countIf(not isNaN(wait)) as n_waited,
        quantilesExactInclusiveStateIf(0.5, 0.9)(wait, not isNaN(wait)) as q_waits,
        countIf(not isNaN(figure)) as n_figured,
        quantilesExactInclusiveStateIf(0.5, 0.9)(figure, not isNaN(figure)) as q_figures,
        avgStateIf(figure, not isNaN(figure)) as m_figures,
        countIf(nth_visit = 1) as n_all_customers,
        countIf(opens_case) as n_all_cases,
        countIf(opens_case and closed) as n_all_closed,
        quantilesExactInclusiveStateIf(0.5, 0.9)(span, opens_case and closed) as q_lasted
      from (
        select *, last < ${instant(new Date(now.getTime() - abandonedAfterMs))} as closed
        from (
          select customer_id, touchpoint, next, wait, figure, span, last,
            nth_visit, nth_here, opens_case, nth_here_in_case, nth_in_step
          from (select *, ${inPeriod(period)} as keeps from (${rows}))
          array join
            keeps as keep, touchpoints as touchpoint, nexts as next, waits as wait, figures as figure, spans as span,
            lasts as last, arrayCumSum(keeps) as nth_visit, ${nth(sql`touchpoints`)} as nth_here,
            arrayMap(
              (number, before) -> number > before,
              arrayMap((number, keep) -> number * keep, cases, keeps) as kept,
              arrayShiftRight(arrayFill(number -> number > 0, kept), 1)
            ) as opens_case,
            ${nth(sql`arrayMap((number, here) -> number * 65536 + here, cases, touchpoints)`)} as nth_here_in_case,
            ${nth(steps)} as nth_in_step
          where keep
        )
      )
      group by touchpoint, next
    )
    group by touchpoint with rollup`
}

function scoresByHand(rows: Rows, period: Period): Sql {
  return sql`
    select touchpoint, count() as customers, sum(own) as answers, avg(own_mean) as mean, stddevSamp(own_mean) as deviation
    from (
      select customer_id, answer.2 as touchpoint, count() as own, avg(answer.5) as own_mean
      from (${rows})
      array join answers as answer
      where answer.1 >= ${instant(period.from)} and answer.1 < ${instant(period.to)}
      group by customer_id, touchpoint
    )
    group by touchpoint`
}

/** How many events of the period there are, and how many a touchpoint claims: from the traces. */
export function coverageOfTraces(workspace: number, { from, to }: Period): Sql {
  const within = sql`moment -> moment >= ${instant(from)} and moment < ${instant(to)}`
  return sql`
    select
      (select sum(arrayCount(${within}, at)) from traces where workspace_id = ${u32(workspace)} and journey = 0) as events,
      (select sum(arrayCount(${within}, claims)) from traces where workspace_id = ${u32(workspace)} and journey = 1) as claimed`
}

/** The same from the events. */
export function coverageOfEvents(workspace: number, { from, to }: Period): Sql {
  return sql`
    select count() as events, countIf(${touchpointOfName(sql`name`)} > 0) as claimed
    from events
    where workspace_id = ${u32(workspace)} and measurable and occurred_at >= ${instant(from)} and occurred_at < ${instant(to)}`
}

type PairRow = {
  touchpoint: number
  next: number
  visits: string
  pair_cases: string
  seconds: number | null
  starts: string
  all_cases: string
  all_customers: string
  here_cases: string
}

/** The directly-follows graph with its cases, median times and number of variants. */
export async function graphByHand(clickhouse: ClickHouse, rows: Rows): Promise<Facts> {
  const pair = sql`arrayMap((number, here, next) -> (number * 65536 + here) * 65536 + next, cases, touchpoints, nexts)`
  const [pairs, variants] = await Promise.all([
    clickhouse.rows<PairRow>(
      sql`
      select
        touchpoint,
        next,
        count() as visits,
        countIf(nth_pair = 1) as pair_cases,
        uniqUpTo(5)(customer_id) as few,
        if(next = 0, null, quantileExactInclusive(0.5)(ahead)) as seconds,
        countIf(prev = 0) as starts,
        countIf(prev = 0) as all_cases,
        countIf(nth_visit = 1) as all_customers,
        countIf(nth_here = 1) as here_cases
      from (
        select customer_id, touchpoint, next, prev, ahead, nth_pair, nth_visit, nth_here
        from (${rows})
        array join ${join(
          [
            sql`touchpoints as touchpoint`,
            sql`nexts as next`,
            sql`prevs as prev`,
            sql`aheads as ahead`,
            sql`arrayEnumerateUniq(${pair}) as nth_pair`,
            sql`arrayEnumerate(cases) as nth_visit`,
            sql`arrayEnumerateUniq(arrayMap((number, here) -> number * 65536 + here, cases, touchpoints)) as nth_here`,
          ],
          sql`, `,
        )}
      )
      group by touchpoint, next`,
      slow,
    ),
    clickhouse.first<{ variants: string }>(
      sql`
      select uniqExactArray(arrayMap(
        story -> sipHash64(story),
        arraySplit((here, prev) -> prev = 0, touchpoints, prevs)
      )) as variants
      from (${rows})`,
      slow,
    ),
  ])
  const facts: Record<string, number> = { variants: Number(variants?.variants), cases: 0, customers: 0 }
  for (const row of pairs) {
    facts.cases! += Number(row.all_cases)
    facts.customers! += Number(row.all_customers)
    if (row.next === 0) continue
    facts[`${row.touchpoint} to ${row.next}`] = Number(row.visits)
    facts[`${row.touchpoint} to ${row.next} cases`] = Number(row.pair_cases)
    facts[`${row.touchpoint} to ${row.next} median`] = Number(row.seconds)
  }
  return facts
}
