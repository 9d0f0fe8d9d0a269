import type { askMapContacts as askMapContactsRoute, MapContacts } from '../../contract/map-contacts.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { mapWithTouchpointsFor } from '../../mapping/index.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { channelsExpected, isHigh } from '../../vocabulary/statistics/channel-fit.ts'
import { contactRuleOf } from '../contacts/contact-rule.ts'
import { termsOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { knownUntil } from '../questions/count-contacts.ts'
import { countTouchpointChannels, type TouchpointChannel } from '../questions/count-touchpoint-channels.ts'
import { countTouchpointContacts, type TouchpointContacts } from '../questions/count-touchpoint-contacts.ts'
import { smallestTold, tellRate, toldCount } from './told-figures.ts'

/** From this level on a matter is complex, or urgent, as where the fit of channels is asked for itself. */
const highFrom = 2

/** Where on the map customers ask somebody again, and whether its matters come by the channel that suits them. */
export async function askMapContacts(
  context: Context,
  { params, query }: InputOf<typeof askMapContactsRoute>,
): Promise<AnswerOf<typeof askMapContactsRoute>> {
  const { clickhouse, workspace } = context
  const map = await mapWithTouchpointsFor(context, params.map)
  const keeping = keepingOf(workspace.number, map.journeyNumber, query, termsOf(context, map))
  const [rule, until] = await Promise.all([
    contactRuleOf(context, {}),
    knownUntil(clickhouse, workspace.number, context.now()),
  ])
  const scope = { workspace: workspace.number, cohort: query.cohort, segment: query.segment }
  const minimum = smallestTold(context)
  const [asked, used] = await Promise.all([
    countTouchpointContacts(clickhouse, keeping, rule, scope, { days: rule.days, until }),
    countTouchpointChannels(clickhouse, keeping, minimum),
  ])
  const library = new Map(map.library.touchpoints.map(one => [one.id, one]))
  return {
    days: rule.days,
    knownUntil: new Date(until).toISOString(),
    touchpoints: map.touchpoints.flatMap(({ id, number }) => {
      const contacts = asked.find(row => row.touchpoint === number)
      const { complexity, urgency } = library.get(id) ?? {}
      const cell = { complex: isHigh(complexity, highFrom), urgent: isHigh(urgency, highFrom) }
      const fit = tellFit(
        cell,
        used.filter(row => row.touchpoint === number),
        minimum,
      )
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
  }
}

/** Of several channels, at least as many customers as stand behind the most used one. */
function tellFit(
  { complex, urgent }: { readonly complex: boolean | undefined; readonly urgent: boolean | undefined },
  rows: readonly TouchpointChannel[],
  minimum: number,
): MapContacts['touchpoints'][number]['fit'] {
  if (complex === undefined || urgent === undefined) return null
  const expected: readonly string[] = channelsExpected({ complex, urgent })
  const counted = (own: readonly TouchpointChannel[]) => ({
    value: own.reduce((sum, row) => sum + Number(row.visits), 0),
    customers: Math.max(0, ...own.map(row => Number(row.customers))),
  })
  return tellRate(
    counted(rows.filter(row => expected.includes(channelCodes[row.channel] ?? 'other'))),
    counted(rows),
    minimum,
  )
}
