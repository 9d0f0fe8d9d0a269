import type { askFit as askFitRoute } from '../../contract/measuring-channels.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { mapWithTouchpoints } from '../../mapping/index.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { problem } from '../../vocabulary/problem.ts'
import { channelsExpected, expectedChannels, isHigh } from '../../vocabulary/statistics/channel-fit.ts'
import { spokenOf } from '../contacts/contact-rows.ts'
import { contactRuleOf } from '../contacts/contact-rule.ts'
import { contactScopeOf, partContactQuery } from '../contacts/contact-scope.ts'
import { termsOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countFit } from '../questions/count-outcomes.ts'
import { countTouchpointChannels } from '../questions/count-touchpoint-channels.ts'
import { refuseTouchpointAlone } from './refuse-misuse.ts'
import { smallestTold, tellRate, toldCount } from './told-figures.ts'

type Use = {
  readonly complex: boolean | undefined
  readonly urgent: boolean | undefined
  readonly channel: string
  readonly amount: number
  readonly customers: number
}

/** Whether matters come to the channels that suit them. */
export async function askFit(
  context: Context,
  { query }: InputOf<typeof askFitRoute>,
): Promise<AnswerOf<typeof askFitRoute>> {
  const uses =
    query.map === undefined ? await usesOfContacts(context, query) : await usesOfMap(context, query.map, query)
  const minimum = smallestTold(context)
  const judged = uses.filter(use => use.complex !== undefined && use.urgent !== undefined)
  const fitting = (list: readonly Use[]) =>
    list.filter(use =>
      (channelsExpected({ complex: use.complex!, urgent: use.urgent! }) as readonly string[]).includes(use.channel),
    )
  return {
    judged: toldCount(counted(judged), minimum),
    all: toldCount(counted(uses), minimum),
    fit: tellRate(counted(fitting(judged)), counted(judged), minimum),
    cells: expectedChannels.map(({ complex, urgent, channels }) => {
      const own = judged.filter(use => use.complex === complex && use.urgent === urgent)
      return {
        complex,
        urgent,
        expected: [...channels],
        amount: toldCount(counted(own), minimum),
        fit: tellRate(counted(fitting(own)), counted(own), minimum),
        channels: [...Map.groupBy(own, use => use.channel)]
          .map(([channel, list]) => ({
            channel,
            amount: toldCount(counted(list), minimum),
            fits: (channels as readonly string[]).includes(channel),
          }))
          .sort((a, b) => (b.amount ?? 0) - (a.amount ?? 0) || a.channel.localeCompare(b.channel)),
      }
    }),
  }
}

type Query = InputOf<typeof askFitRoute>['query']

async function usesOfContacts(context: Context, query: Query): Promise<readonly Use[]> {
  const { clickhouse } = context
  const { complexity, urgency, highFrom, touchpoint: _, ...asked } = query
  const { filter, said } = partContactQuery(asked)
  refuseTouchpointAlone(query)
  const [scope, rule] = await Promise.all([contactScopeOf(context, filter), contactRuleOf(context, said)])
  const rows = await countFit(clickhouse, rule, scope, {
    spoken: spokenOf(filter),
    complexity: [complexity],
    urgency: [urgency],
  })
  return rows.map(row => ({
    complex: isHigh(row.complexity, highFrom),
    urgent: isHigh(row.urgency, highFrom),
    channel: row.channel,
    amount: Number(row.contacts),
    customers: Number(row.customers),
  }))
}

async function usesOfMap(context: Context, mapId: string, query: Query): Promise<readonly Use[]> {
  const { clickhouse, workspace } = context
  const { highFrom } = query
  const { map: _, ...filter } = partContactQuery(query).filter
  const map = await mapWithTouchpoints(context, workspace.number, mapId)
  const keeping = keepingOf(workspace.number, map.journeyNumber, filter, termsOf(context, map))
  if (query.touchpoint !== undefined && !map.library.touchpoints.some(one => one.id === query.touchpoint))
    throw problem('touchpoint_unknown', { name: query.touchpoint })
  const rows = await countTouchpointChannels(clickhouse, keeping, workspace.minimumGroup)
  const ids = new Map(map.touchpoints.map(one => [one.number, one.id]))
  const library = new Map(map.library.touchpoints.map(one => [one.id, one]))
  const own = rows.filter(row => query.touchpoint === undefined || ids.get(row.touchpoint) === query.touchpoint)
  return own.map(row => {
    const touchpoint = library.get(ids.get(row.touchpoint) ?? '')
    return {
      complex: isHigh(touchpoint?.complexity, highFrom),
      urgent: isHigh(touchpoint?.urgency, highFrom),
      channel: channelCodes[row.channel] ?? 'other',
      amount: Number(row.visits),
      customers: Number(row.customers),
    }
  })
}

/** Of several rows, at least as many customers as stand behind the largest. */
function counted(uses: readonly Use[]) {
  return {
    value: uses.reduce((sum, use) => sum + use.amount, 0),
    customers: Math.max(0, ...uses.map(use => use.customers)),
  }
}
