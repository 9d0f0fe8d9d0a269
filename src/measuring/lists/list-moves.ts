import type * as contract from '../../contract/measuring-lists.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { channelCodes, isChannel } from '../../vocabulary/channel.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import { hiddenMoves, hiddenPassages, nothingTold } from '../asking/hidden-figures.ts'
import { type Activities, activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countMoves } from '../questions/count-channels.ts'
import { binSpectrum, countSpectrum } from '../questions/count-spectrum.ts'
import { type ListedMove, listChannelMoves, listEdgePassages } from '../questions/list-moves.ts'
import { isoOf, type Paged, tellPage } from '../questions/page-of.ts'

/** The moves behind a cell of the matrix of channels; none where the cell itself is kept back. */
export async function listMoves(
  context: Context,
  { query }: InputOf<typeof contract.listMoves>,
): Promise<AnswerOf<typeof contract.listMoves>> {
  const { map, fromChannel, toChannel, cursor, limit, ...filter } = query
  const activities = await activitiesOf(context, map)
  const keeping = keepingOf(context.workspace.number, activities.journey, filter, activities)
  const offset = Number(cursor ?? 0) || 0
  const { minimumGroup } = activities
  const between = { came: numberOfChannel(fromChannel), went: numberOfChannel(toChannel) }
  if (minimumGroup > 1) {
    const isHidden = hiddenMoves(await countMoves(context.clickhouse, keeping, [], minimumGroup), minimumGroup)
    if (isHidden(between.came, between.went)) return nothingTold
  }
  return tell(await listChannelMoves(context.clickhouse, keeping, between, { offset, limit }), offset, activities)
}

/**
 * The passages between two activities: all, or those that began in one period, or are as fast as one quarter of all;
 * none where their number is kept back.
 */
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
  const whole = bin === undefined && quarter === undefined ? undefined : await countSpectrum(clickhouse, keeping, edge)
  const quartiles = (whole?.quartiles ?? []).map(limit => limit ?? 0)
  const { minimumGroup } = activities
  if (whole && minimumGroup > 1 && Number(whole.passages) > 0) {
    if (Number(whole.customers) < minimumGroup) return nothingTold
    const rows = await binSpectrum(clickhouse, keeping, edge, { quartiles, bins, timeZone: workspace.timeZone })
    if (hiddenPassages(rows, minimumGroup)(bin, quarter)) return nothingTold
  }
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
