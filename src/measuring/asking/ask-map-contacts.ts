import type { askMapContacts as askMapContactsRoute, MapContacts } from '../../contract/map-contacts.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { type MapWithTouchpoints, mapWithTouchpointsFor } from '../../mapping/index.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { channelsThatSuit } from '../../vocabulary/statistics/channel-fit.ts'
import { contactRuleOf } from '../contacts/contact-rule.ts'
import { termsOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { knownUntil } from '../questions/count-contacts.ts'
import { countTouchpointChannels, type TouchpointChannel } from '../questions/count-touchpoint-channels.ts'
import { countTouchpointContacts, type TouchpointContacts } from '../questions/count-touchpoint-contacts.ts'
import { smallestTold, tellRate, toldCount } from './told-figures.ts'

/** What is asked of a map’s contacts, the same for the numbers and for the lists behind them. */
export async function mapContactsAsk(
  context: Context,
  mapId: string,
  query: InputOf<typeof askMapContactsRoute>['query'],
) {
  const { clickhouse, workspace } = context
  const map = await mapWithTouchpointsFor(context, mapId)
  const keeping = keepingOf(workspace.number, map.journeyNumber, query, termsOf(context, map))
  const [rule, until] = await Promise.all([
    contactRuleOf(context, {}),
    knownUntil(clickhouse, workspace.number, context.now()),
  ])
  const { cohort, segment, sample } = query
  const scope = { workspace: workspace.number, cohort, segment, sample }
  return { map, ask: { keeping, rule, scope, days: rule.days, until }, minimum: smallestTold(context) }
}

/** Where on the map customers ask somebody again, and whether its matters come by the channel that suits them. */
export async function askMapContacts(
  context: Context,
  { params, query }: InputOf<typeof askMapContactsRoute>,
): Promise<AnswerOf<typeof askMapContactsRoute>> {
  const { clickhouse } = context
  const { map, ask, minimum } = await mapContactsAsk(context, params.map, query)
  const [asked, used] = await Promise.all([
    countTouchpointContacts(clickhouse, ask),
    countTouchpointChannels(clickhouse, ask.keeping, minimum),
  ])
  return {
    days: ask.days,
    knownUntil: new Date(ask.until).toISOString(),
    touchpoints: map.touchpoints.flatMap(({ id, number }) => {
      const contacts = asked.find(row => row.touchpoint === number)
      const fit = tellFit(suitingChannels(map, id), used, number, minimum)
      return contacts || fit ? [{ touchpoint: id, ...tellContacts(contacts, minimum), fit }] : []
    }),
  }
}

function tellContacts(row: TouchpointContacts | undefined, minimum: number) {
  const told = ([value, customers]: readonly [string, string] = ['0', '0']) => ({
    value: Number(value),
    customers: Number(customers),
  })
  return {
    contacts: toldCount(told(row?.contacts), minimum),
    repeated: tellRate(told(row?.forward), told(row?.eligible), minimum),
    repeatedAtMost: tellRate(told(row?.forward_any), told(row?.eligible_any), minimum),
    tooRecent: toldCount(told(row?.too_recent), minimum),
  }
}

/** The numbers of the channels that suit a touchpoint; undefined where the library does not say what its matters are like. */
export function suitingChannels(map: MapWithTouchpoints, touchpoint: string): readonly number[] | undefined {
  const { complexity, urgency } = map.library.touchpoints.find(one => one.id === touchpoint) ?? {}
  return channelsThatSuit(complexity, urgency)?.map(code => channelCodes.indexOf(code))
}

/** Of several channels, at least as many customers as stand behind the most used one. */
export function tellFit(
  suiting: readonly number[] | undefined,
  used: readonly TouchpointChannel[],
  touchpoint: number,
  minimum: number,
): MapContacts['touchpoints'][number]['fit'] {
  if (suiting === undefined) return null
  const counted = (own: readonly TouchpointChannel[]) => ({
    value: own.reduce((sum, row) => sum + Number(row.visits), 0),
    customers: Math.max(0, ...own.map(row => Number(row.customers))),
  })
  const here = used.filter(row => row.touchpoint === touchpoint)
  return tellRate(counted(here.filter(row => suiting.includes(row.channel))), counted(here), minimum)
}
