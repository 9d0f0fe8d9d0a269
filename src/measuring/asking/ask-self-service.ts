import type { ToldRate } from '../../contract/measuring-contacts.ts'
import type {
  askSelfService as askSelfServiceRoute,
  listSelfService as listSelfServiceRoute,
  SelfServiceFilter,
} from '../../contract/measuring-self-service.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { every, sql, text } from '../../engines/clickhouse/index.ts'
import type { Context } from '../../feature.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'
import { hideSmall } from '../../vocabulary/statistics/hide-small.ts'
import { contactRuleOf, selfHelpRuleOf } from '../contacts/contact-rule.ts'
import { contactScopeOf, partContactQuery } from '../contacts/contact-scope.ts'
import { knownUntil } from '../questions/count-contacts.ts'
import {
  countNeeds,
  countSelfService,
  listSessions,
  type NeedCount,
  type SelfServiceAsk,
  type SelfServiceCount,
} from '../questions/count-self-service.ts'
import { type Counted, restOf, smallestTold, tellRate, toldCount } from './told-figures.ts'

const states = ['resolved', 'leaked', 'unknown'] as const

/** What became of those who helped themselves. What nothing tells is said to be unknown, never to be a success. */
export async function askSelfService(
  context: Context,
  { query }: InputOf<typeof askSelfServiceRoute>,
): Promise<AnswerOf<typeof askSelfServiceRoute>> {
  const { clickhouse } = context
  const ask = await asked(context, query)
  const needDays = ask.contacts.days
  const needMs = needDays * 86_400_000
  const [all, needs] = await Promise.all([countSelfService(clickhouse, ask), countNeeds(clickhouse, ask, needMs)])
  const rows = all.filter(row => row.state !== 'recent')
  const tooRecent = countOf(all, 'recent')
  // Where most sessions tell no reason, needs by reason would be those of contacts alone.
  const reasoned =
    sumOf(
      rows.filter(row => row.reason !== ''),
      'sessions',
    ) *
      2 >=
    sumOf(rows, 'sessions')
  const minimum = smallestTold(context)
  const whole = tellStates(rows, minimum)
  const { resolved, leaked, unknown } = whole
  const counted = countOf(rows)
  const perhaps = {
    value: sumOf(rows, 'perhaps') + countOf(rows, 'leaked').value,
    customers: Math.max(...rows.map(row => Number(row.perhaps_customers)), countOf(rows, 'leaked').customers, 0),
  }
  return {
    definition: {
      chosen: ask.help.chosen,
      selfHelp: [...ask.help.names],
      solved: [...ask.help.solved],
      contacts: [...ask.contacts.names],
      leakHours: ask.help.leakHours,
    },
    knownUntil: new Date(ask.until).toISOString(),
    ...whole,
    tooRecent: toldCount(tooRecent, minimum),
    success: resolved && unknown ? { low: resolved.value, high: (resolved.hits + unknown.hits) / resolved.n } : null,
    containment: restOf(leaked),
    leakedAtMost: tellRate(perhaps, counted, minimum),
    denied: toldCount({ value: sumOf(rows, 'denied'), customers: countOf(rows, 'leaked').customers }, minimum),
    byReason: tellReasons(rows, minimum),
    autonomy: {
      days: needDays,
      byReason: tellNeeds(
        needs.find(row => row.whatever === 0 && reasoned),
        minimum,
      ),
      whatever: tellNeeds(
        needs.find(row => row.whatever === 1),
        minimum,
      ),
    },
  }
}

/** The sessions behind one number, by the very condition that counted it. */
export async function listSelfService(
  context: Context,
  { query }: InputOf<typeof listSelfServiceRoute>,
): Promise<AnswerOf<typeof listSelfServiceRoute>> {
  const { state, ofReason, cursor, limit, ...filter } = query
  const ask = await asked(context, filter)
  const condition = every([
    ...(state === undefined ? [] : [sql`state = ${text(state)}`]),
    ...(ofReason === undefined ? [] : [sql`reason = ${text(ofReason === '-' ? '' : ofReason)}`]),
  ])
  const offset = Number(cursor ?? 0) || 0
  const found = await listSessions(context.clickhouse, ask, condition, { offset, limit })
  if (found.customers > 0 && found.customers < smallestTold(context))
    return { total: 0, hidden: true, rows: [], cursor: null }
  const iso = (at: string) => new Date(Number(at)).toISOString()
  return {
    total: found.total,
    hidden: false,
    rows: found.rows.map(row => ({
      customer: customerIdFromNumber(BigInt(row.customer_id)),
      began: iso(row.began),
      ended: iso(row.ended),
      reason: row.reason,
      state: row.state,
      asked: Number(row.asked_at) === 0 ? null : iso(row.asked_at),
    })),
    cursor: offset + found.rows.length < found.total ? String(offset + found.rows.length) : null,
  }
}

async function asked(context: Context, query: SelfServiceFilter): Promise<SelfServiceAsk> {
  const { clickhouse, workspace } = context
  const { leakHours, selfHelp, solved, ...asked } = query
  const { filter, said } = partContactQuery(asked)
  const { from, to, channel } = filter
  const [scope, contacts, help, until] = await Promise.all([
    contactScopeOf(context, filter),
    contactRuleOf(context, said),
    selfHelpRuleOf(context, { selfHelp, solved, leakHours }),
    knownUntil(clickhouse, workspace.number, context.now()),
  ])
  return {
    contacts,
    help,
    scope,
    leakMs: help.leakHours * 3_600_000,
    until,
    from: from === undefined ? undefined : Date.parse(from),
    to: to === undefined ? undefined : Date.parse(to),
    channel: (channel ?? '').split(',').filter(code => code !== ''),
  }
}

function sumOf(rows: readonly SelfServiceCount[], figure: 'sessions' | 'denied' | 'perhaps'): number {
  return rows.reduce((sum, row) => sum + Number(row[figure]), 0)
}

/** Sessions in a state, or in all. Of several rows, at least as many customers as stand behind the largest. */
function countOf(rows: readonly SelfServiceCount[], state?: SelfServiceCount['state']): Counted {
  const own = rows.filter(row => state === undefined || row.state === state)
  return { value: sumOf(own, 'sessions'), customers: Math.max(0, ...own.map(row => Number(row.customers))) }
}

function tellStates(rows: readonly SelfServiceCount[], minimum: number) {
  const all = countOf(rows)
  const [resolved, leaked, unknown] = states.map(state => tellRate(countOf(rows, state), all, minimum)) as [
    ToldRate,
    ToldRate,
    ToldRate,
  ]
  // The three are the whole: one that is hidden alone could be told from the two others.
  const hidden = all.value > 0 && [resolved, leaked, unknown].filter(rate => rate === null).length === 1
  return {
    sessions: toldCount(all, minimum),
    resolved,
    leaked: hidden ? null : leaked,
    unknown: hidden ? null : unknown,
  }
}

function tellReasons(rows: readonly SelfServiceCount[], minimum: number) {
  const groups = [...Map.groupBy(rows, row => row.reason)].sort(([, a], [, b]) => countOf(b).value - countOf(a).value)
  const hidden = hideSmall([groups.map(([, own]) => countOf(own).customers)], minimum)[0]!
  return groups.slice(0, 50).map(([reason, own], index) => ({
    reason,
    ...(hidden[index] ? { sessions: null, resolved: null, leaked: null, unknown: null } : tellStates(own, minimum)),
  }))
}

function tellNeeds(row: NeedCount | undefined, minimum: number) {
  if (!row || Number(row.needs) === 0) return null
  const needs = { value: Number(row.needs), customers: Number(row.customers) }
  return {
    solved: tellRate({ value: Number(row.solved), customers: Number(row.solved_customers) }, needs, minimum),
    atMost: tellRate({ value: Number(row.alone), customers: Number(row.alone_customers) }, needs, minimum),
  }
}
