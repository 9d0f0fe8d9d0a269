import type { askConsistency as askConsistencyRoute } from '../../contract/measuring-channels.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { compareChannels, type OutcomeCell, shareCell } from '../../vocabulary/statistics/channel-consistency.ts'
import { spokenOf } from '../contacts/contact-rows.ts'
import { contactRuleOf } from '../contacts/contact-rule.ts'
import { contactScopeOf, partContactQuery } from '../contacts/contact-scope.ts'
import { knownUntil } from '../questions/count-contacts.ts'
import { countOutcomes, type OutcomeCount } from '../questions/count-outcomes.ts'
import { smallestTold, toldCount } from './told-figures.ts'

/** Whether the same matter is settled as well on every channel. */
export async function askConsistency(
  context: Context,
  { query }: InputOf<typeof askConsistencyRoute>,
): Promise<AnswerOf<typeof askConsistencyRoute>> {
  const { clickhouse, workspace } = context
  const { outcome: wanted, days: within, wait, ...asked } = query
  const { filter, said } = partContactQuery(asked)
  const [scope, rule, until] = await Promise.all([
    contactScopeOf(context, filter),
    contactRuleOf(context, said),
    knownUntil(clickhouse, workspace.number, context.now()),
  ])
  const days = within ?? rule.days
  const rows = await countOutcomes(clickhouse, rule, scope, {
    spoken: spokenOf(filter),
    withinMs: days * 86_400_000,
    until,
    wait: [wait],
  })
  const outcome = wanted ?? (rows.some(row => Number(row.said) > 0) ? 'settled' : 'quiet')
  const minimum = smallestTold(context)
  // What is of too few customers takes no part: nothing of it can then be read from what is told.
  const cells = rows
    .filter(row => Number(row.customers) >= minimum)
    .map(row => cellOf(row, outcome))
    .filter(cell => cell.n > 0)
  return {
    outcome,
    days,
    contacts: toldCount(
      {
        value: rows.reduce((sum, row) => sum + Number(row.contacts), 0),
        customers: Math.max(0, ...rows.map(row => Number(row.customers))),
      },
      minimum,
    ),
    compared: tellCompared(cells),
  }
}

function tellCompared(cells: readonly OutcomeCell[]) {
  const found = compareChannels(cells)
  return found === undefined
    ? null
    : { ...found, channels: found.channels.map(each => ({ ...each })), reasons: [...found.reasons] }
}

function cellOf(row: OutcomeCount, outcome: 'settled' | 'quiet' | 'wait'): OutcomeCell {
  const { reason, channel } = row
  switch (outcome) {
    case 'settled':
      return shareCell(reason, channel, Number(row.settled), Number(row.said))
    case 'quiet':
      return shareCell(reason, channel, Number(row.quiet), Number(row.eligible))
    case 'wait':
      return { reason, channel, n: Number(row.waited), mean: row.wait_mean ?? 0, variance: row.wait_variance ?? 0 }
    default:
      return outcome satisfies never
  }
}
