import type { BindingPreview, previewBinding as previewBindingRoute } from '../../contract/map-bindings.ts'
import type { InputOf } from '../../contract/route.ts'
import { every, instant, join, type Sql, sql, u32 } from '../../engines/clickhouse/index.ts'
import type { Context } from '../../feature.ts'
import { type BindingRule, testsOf } from '../../vocabulary/binding.ts'
import { inWinningOrder, propertyOf } from '../../vocabulary/binding-match.ts'
import { problem } from '../../vocabulary/problem.ts'
import { checkRuleInStore } from '../bindings.ts'
import { compileRule } from '../compile-binding.ts'
import { definitionOf } from '../measured-definition.ts'

/**
 * What a rule would match over the last days, before it is saved: how many events, which it would win, what it shares
 * with other rules of the journey, and what nobody would claim still.
 */
export async function previewBinding(
  context: Context,
  { params, query, body }: InputOf<typeof previewBindingRoute>,
): Promise<BindingPreview> {
  const { rule } = body
  await checkRuleInStore(context.clickhouse, rule)
  const definition = await definitionOf(context.postgres, context.workspace.number, params.journey)
  if (!definition) throw problem('not_found', { what: 'journey' })
  const others = definition.rules.filter(one => one.id !== rule.id)
  const period = periodOf(context, query.days)
  const [counts, examples] = await Promise.all([
    countMatches(context, rule, others, period),
    readExamples(context, rule, period),
  ])
  return {
    windowDays: query.days,
    events: counts.events,
    matches: counts.matches,
    wins: counts.wins,
    overlaps: counts.overlaps,
    unclaimedBefore: share(counts.unclaimedBefore, counts.events),
    unclaimedAfter: share(counts.unclaimedAfter, counts.events),
    examples,
  }
}

/** The events of the workspace in the last days. */
export function periodOf(context: Context, days: number): Sql {
  const to = context.now()
  const from = new Date(to.getTime() - days * 86_400_000)
  return sql`workspace_id = ${u32(context.workspace.number)}
    and occurred_at >= ${instant(from)}
    and occurred_at < ${instant(to)}`
}

export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

/** Which events of the period does the rule match, and who else matches them? Rules stand in winning order, so the first wins. */
async function countMatches(context: Context, rule: BindingRule, others: readonly BindingRule[], period: Sql) {
  const { timeZone } = context.workspace
  const ordered = inWinningOrder([...others, rule])
  const mine = ordered.indexOf(rule) + 1
  const matched = join(
    ordered.map(one => sql`toUInt8(${compileRule(one, timeZone)})`),
    sql`, `,
  )
  type Row = {
    events: string
    matches: string
    wins: string
    unclaimed_before: string
    unclaimed_after: string
    overlaps: readonly string[]
    losses: readonly string[]
  }
  const row = await context.clickhouse.first<Row>(sql`
    with claims as (
      select [${matched}] as matched
      from events
      where ${period}
    )
    select
      count() as events,
      countIf(matched[${u32(mine)}] = 1) as matches,
      countIf(indexOf(matched, 1) = ${u32(mine)}) as wins,
      countIf(arraySum(matched) = matched[${u32(mine)}]) as unclaimed_before,
      countIf(arraySum(matched) = 0) as unclaimed_after,
      sumForEach(arrayMap(one -> toUInt64(one * matched[${u32(mine)}]), matched)) as overlaps,
      sumForEach(arrayMap(
        (one, place) -> toUInt64(matched[${u32(mine)}] and indexOf(matched, 1) = place),
        matched,
        arrayEnumerate(matched)
      )) as losses
    from claims`)
  return {
    events: Number(row?.events ?? 0),
    matches: Number(row?.matches ?? 0),
    wins: Number(row?.wins ?? 0),
    unclaimedBefore: Number(row?.unclaimed_before ?? 0),
    unclaimedAfter: Number(row?.unclaimed_after ?? 0),
    overlaps: ordered.flatMap((one, place) => {
      const events = Number(row?.overlaps[place] ?? 0)
      if (one === rule || events === 0) return []
      return [{ rule: one.id, touchpoint: one.touchpoint, events, loses: Number(row?.losses[place] ?? 0) }]
    }),
  }
}

/** The latest events that the rule matches. What the rule reads is shown, so that it can be judged; the rest is masked. */
async function readExamples(context: Context, rule: BindingRule, period: Sql): Promise<BindingPreview['examples']> {
  type Row = {
    occurred: string
    name: string
    channel: string
    source: string
    texts: Record<string, string>
    numbers: Record<string, number>
  }
  const rows = await context.clickhouse.rows<Row>(sql`
    select
      formatDateTime(occurred_at, '%Y-%m-%dT%H:%i:%SZ', 'UTC') as occurred,
      name,
      channel,
      source,
      texts,
      numbers
    from events
    where ${every([period, compileRule(rule, context.workspace.timeZone)])}
    order by occurred_at desc, message_id
    limit 5`)
  const read = new Set(testsOf(rule.when).map(test => propertyOf(test.field)))
  return rows.map(row => ({
    occurredAt: row.occurred,
    type: row.name,
    channel: row.channel,
    source: row.source,
    properties: Object.fromEntries(
      Object.entries({ ...row.texts, ...row.numbers })
        .slice(0, 60)
        .map(([key, value]) => [key, read.has(key) ? String(value).slice(0, 200) : masked(String(value))]),
    ),
  }))
}

/** Enough to see what kind of value it is, not enough to know whose: `lampe-42` → `xxxxx-99`. */
function masked(value: string): string {
  return value.slice(0, 24).replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '9')
}
