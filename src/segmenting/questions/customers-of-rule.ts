import { every, f64, f64s, instant, type Sql, some, sql, text, texts, u32 } from '../../engines/clickhouse/index.ts'
import type { EventCondition, SegmentCondition, SegmentRule, TraitCondition } from '../../vocabulary/segment.ts'
import { customerTraits, placesIn } from '../customer-traits.ts'

/** What a rule is computed on, and when: periods of so many last days end there. */
export type RuleScope = { readonly workspace: number; readonly timeZone: string; readonly now: Date }

/**
 * Of which customers is the rule true? One column, `customer`. Only who did something that may be measured is asked of,
 * so that nobody is sorted who refused to be.
 */
export function customersOfRule(rule: SegmentRule, scope: RuleScope): Sql {
  const conditions = rule.conditions.map(condition => sql`customer ${holds(condition, scope)}`)
  return sql`
    select customer
    from (${measuredCustomers(scope.workspace)})
    where ${rule.match === 'all' ? every(conditions) : some(conditions)}`
}

/** All customers who did something that may be measured. */
export function measuredCustomers(workspace: number): Sql {
  return sql`
    select distinct if(places.customer_id = 0, seen.anchor, places.customer_id) as customer
    from (select distinct anchor from events where workspace_id = ${u32(workspace)} and measurable) as seen
    left join (${placesIn(workspace)}) as places on seen.anchor = places.anchor`
}

/** A condition as what follows `customer`: who it asks for is in, or out of, a set that is quick to find. */
function holds(condition: SegmentCondition, scope: RuleScope): Sql {
  return condition.kind === 'trait' ? hasTrait(condition, scope) : didEvent(condition, scope)
}

function hasTrait({ trait, is, values }: TraitCondition, { workspace }: RuleScope): Sql {
  const having = (test: Sql) => sql`(select customer from (${customerTraits(workspace, trait)}) where ${test})`
  switch (is) {
    case 'one of':
      return sql`in ${having(sql`has(${texts(values)}, latest)`)}`
    case 'none of':
      return sql`not in ${having(sql`has(${texts(values)}, latest)`)}`
    case 'at least':
      return sql`in ${having(sql`toFloat64OrNull(latest) >= ${f64(Number(values[0]))}`)}`
    case 'below':
      return sql`in ${having(sql`toFloat64OrNull(latest) < ${f64(Number(values[0]))}`)}`
    case 'known':
      return sql`in ${having(sql`latest != ''`)}`
    case 'unknown':
      return sql`not in ${having(sql`latest != ''`)}`
    default:
      return is satisfies never
  }
}

function didEvent(condition: EventCondition, scope: RuleScope): Sql {
  const { event, how, times, having } = condition
  const which = [
    sql`workspace_id = ${u32(scope.workspace)} and measurable and name = ${text(event)}`,
    sql`kind in ('track', 'page', 'screen')`,
    ...during(condition, scope),
    ...(having ? [carries(having.name, having.values)] : []),
  ]
  const enough = sql`(
    select if(places.customer_id = 0, done.anchor, places.customer_id) as customer
    from (select anchor, count() as times from events where ${every(which)} group by anchor) as done
    left join (${placesIn(scope.workspace)}) as places on done.anchor = places.anchor
    group by customer
    having sum(times) >= ${u32(times)}
  )`
  return how === 'at least' ? sql`in ${enough}` : sql`not in ${enough}`
}

function during({ period }: EventCondition, { timeZone, now }: RuleScope): Sql[] {
  if (period === null) return []
  if ('lastDays' in period) {
    const from = new Date(now.getTime() - period.lastDays * 86_400_000)
    return [sql`occurred_at >= ${instant(from)} and occurred_at < ${instant(now)}`]
  }
  const begins = (day: string) => sql`toDateTime64(${text(`${day} 00:00:00`)}, 3, ${text(timeZone)})`
  return [
    ...(period.from === null ? [] : [sql`occurred_at >= ${begins(period.from)}`]),
    ...(period.to === null ? [] : [sql`occurred_at < ${begins(period.to)}`]),
  ]
}

/** A number is kept as one: `3` and `3.0` are the same. */
function carries(name: string, values: readonly string[]): Sql {
  const numbers = values
    .filter(value => value.trim() !== '')
    .map(Number)
    .filter(Number.isFinite)
  return some([
    sql`mapContains(texts, ${text(name)}) and has(${texts(values)}, texts[${text(name)}])`,
    sql`mapContains(numbers, ${text(name)}) and has(${f64s(numbers)}, numbers[${text(name)}])`,
  ])
}
