import type { askChannels as askChannelsRoute, ChannelsAnswer } from '../../contract/measuring-channels.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { wilsonInterval } from '../../vocabulary/statistics/statistics.ts'
import { failuresOf } from '../contacts/failures-of.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import {
  countDemand,
  countJourneyChannels,
  countMoves,
  type DemandCount,
  type MoveCount,
} from '../questions/count-channels.ts'
import { hiddenMoves } from './hidden-figures.ts'
import { tellRate, toldCount } from './told-figures.ts'

const codeOf = (channel: number) => channelCodes[channel] ?? 'other'

/** How journeys go over channels. */
export async function askChannels(
  context: Context,
  { query }: InputOf<typeof askChannelsRoute>,
): Promise<AnswerOf<typeof askChannelsRoute>> {
  const { clickhouse, workspace } = context
  const { map, failures, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, nameOf } = activities
  const keeping = keepingOf(workspace.number, journey, filter, activities)
  const failing = await failuresOf(context, activities, failures)
  const [moves, journeys, demand] = await Promise.all([
    countMoves(clickhouse, keeping, failing, minimumGroup),
    countJourneyChannels(clickhouse, keeping),
    countDemand(clickhouse, keeping, workspace.timeZone, minimumGroup),
  ])
  const customers = Number(journeys?.customers ?? 0)
  const amount = (value: string | number | undefined) => ({ value: Number(value ?? 0), customers })
  const all = moves.reduce((sum, row) => sum + Number(row.moves), 0)
  const switches = moves.filter(row => row.came !== row.went)
  const switched = switches.reduce((sum, row) => sum + Number(row.moves), 0)
  // Who switched at all stands behind all of the switches.
  const switchers = Number(journeys?.switched_customers ?? 0)
  const forced = {
    value: switches.reduce((sum, row) => sum + Number(row.forced), 0),
    customers: Math.max(0, ...switches.map(row => Number(row.forced_customers))),
  }
  const tellable = customers >= minimumGroup
  return {
    journeys: toldCount(amount(journeys?.journeys), minimumGroup),
    moves: toldCount(amount(all), minimumGroup),
    switches: toldCount({ value: switched, customers: switchers }, minimumGroup),
    switchRate: tellRate({ value: switched, customers: switchers }, amount(all), minimumGroup),
    switchedJourneys: tellRate(
      { value: Number(journeys?.switched ?? 0), customers: switchers },
      amount(journeys?.journeys),
      minimumGroup,
    ),
    forced: tellRate(forced, { value: switched, customers: switchers }, minimumGroup),
    failures: failing.map(nameOf),
    simultaneous: tellRate(
      { value: Number(journeys?.simultaneous ?? 0), customers: Number(journeys?.simultaneous_customers ?? 0) },
      amount(journeys?.journeys),
      minimumGroup,
    ),
    overlapShare:
      tellable && Number(journeys?.span_ms ?? 0) > 0 ? Number(journeys!.overlap_ms) / Number(journeys!.span_ms) : null,
    entropy: tellable ? (journeys?.entropy ?? null) : null,
    ...tellMatrix(switches, switched, minimumGroup),
    demand: tellDemand(demand, minimumGroup),
  }
}

function tellMatrix(
  switches: readonly MoveCount[],
  all: number,
  minimum: number,
): Pick<ChannelsAnswer, 'channels' | 'matrix'> {
  const codes = channelCodes
    .map((_, index) => index)
    .filter(code => switches.some(row => row.came === code || row.went === code))
  const at = new Map(switches.map(row => [`${row.came} ${row.went}`, row]))
  const isHidden = hiddenMoves(switches, minimum)
  return {
    channels: codes.map(codeOf),
    matrix: codes.flatMap(came =>
      codes.flatMap(went => {
        const row = at.get(`${came} ${went}`)
        if (!row) return []
        const moves = isHidden(came, went) ? null : Number(row.moves)
        return [
          {
            from: codeOf(came),
            to: codeOf(went),
            moves,
            share: moves === null ? null : wilsonInterval(moves, all).value,
          },
        ]
      }),
    ),
  }
}

function tellDemand(rows: readonly DemandCount[], minimum: number): ChannelsAnswer['demand'] {
  return rows
    .map(row => ({
      hour: row.hour,
      channel: codeOf(row.channel),
      visits: toldCount({ value: Number(row.visits), customers: Number(row.customers) }, minimum),
    }))
    .sort((a, b) => a.hour - b.hour || a.channel.localeCompare(b.channel))
}
