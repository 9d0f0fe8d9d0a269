import type * as contract from '../contract/measuring-lists.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { channelCodes, isChannel } from '../vocabulary/channel.ts'
import { customerIdFromNumber } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { type Activities, activitiesOf } from './activities.ts'
import { keepingOf } from './kept-visits.ts'
import { countSpectrum } from './questions/count-spectrum.ts'
import { type ListedMove, listChannelMoves, listEdgePassages } from './questions/list-moves.ts'
import { isoOf, type Paged, tellPage } from './questions/page-of.ts'

/** The moves behind a cell of the matrix of channels. */
export async function listMoves(
  context: Context,
  { query }: InputOf<typeof contract.listMoves>,
): Promise<AnswerOf<typeof contract.listMoves>> {
  const { map, fromChannel, toChannel, cursor, limit, ...filter } = query
  const activities = await activitiesOf(context, map)
  const keeping = keepingOf(context.workspace.number, activities.journey, filter, activities)
  const offset = Number(cursor ?? 0) || 0
  const between = { came: numberOfChannel(fromChannel), went: numberOfChannel(toChannel) }
  return tell(await listChannelMoves(context.clickhouse, keeping, between, { offset, limit }), offset, activities)
}

/** The passages between two activities: all, or those that began in one period, or are as fast as one quarter of all. */
export async function listPassages(
  context: Context,
  { query }: InputOf<typeof contract.listPassages>,
): Promise<AnswerOf<typeof contract.listPassages>> {
  const { clickhouse, workspace } = context
  const { map, start, end, bins, bin, quarter, cursor, limit, ...filter } = query
  const activities = await activitiesOf(context, map)
  const keeping = keepingOf(workspace.number, activities.journey, filter, activities)
  const edge = { from: activities.numberOf(start), to: activities.numberOf(end) }
  const offset = Number(cursor ?? 0) || 0
  // The limits between quarters are those of the whole, as the drawing has them.
  const quartiles =
    quarter === undefined ? [] : (await countSpectrum(clickhouse, keeping, edge)).quartiles.map(limit => limit ?? 0)
  const asked = { bins, bin, quarter, quartiles, timeZone: workspace.timeZone }
  return tell(await listEdgePassages(clickhouse, keeping, edge, asked, { offset, limit }), offset, activities)
}

function tell(found: Paged<ListedMove>, offset: number, { minimumGroup, nameOf }: Activities) {
  const channelOf = (number: number) => channelCodes[number] ?? 'other'
  return tellPage(found, offset, minimumGroup, row => ({
    customer: customerIdFromNumber(BigInt(row.customer_id)),
    case: row.case_number,
    left: isoOf(row.left_at),
    arrived: isoOf(row.arrived_at),
    from: nameOf(row.from_place),
    to: nameOf(row.to_place),
    fromChannel: channelOf(row.came),
    toChannel: channelOf(row.went),
  }))
}

/** @throws problem `input_invalid` for a channel that there is none of. */
function numberOfChannel(code: string): number {
  if (!isChannel(code))
    throw problem('input_invalid', {
      reason: { en: `there is no channel “${code}”`, fr: `il n’y a pas de canal « ${code} »` },
    })
  return channelCodes.indexOf(code)
}
