import type { listMapContacts as listMapContactsRoute } from '../../contract/map-contacts.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import { mapContactsAsk, suitingChannels, tellFit } from '../asking/ask-map-contacts.ts'
import { nothingTold } from '../asking/hidden-figures.ts'
import { countTouchpointChannels } from '../questions/count-touchpoint-channels.ts'
import { listTouchpointContacts, listTouchpointVisits } from '../questions/list-touchpoint-contacts.ts'
import { isoOf, tellPage } from '../questions/page-of.ts'

/** The contacts behind one number of a touchpoint, by the very question that counted it; of its channels, the visits. */
export async function listMapContacts(
  context: Context,
  { params, query }: InputOf<typeof listMapContactsRoute>,
): Promise<AnswerOf<typeof listMapContactsRoute>> {
  const { clickhouse } = context
  const { part, cursor, limit, ...filter } = query
  const { map, ask, minimum } = await mapContactsAsk(context, params.map, filter)
  const touchpoint = map.touchpoints.find(one => one.id === params.touchpoint)
  if (!touchpoint) throw problem('not_found', { what: 'touchpoint' })
  const offset = Number(cursor ?? 0) || 0
  if (part === 'judged' || part === 'fits' || part === 'misfits') {
    const suiting = suitingChannels(map, touchpoint.id)
    // Where nothing says which channels suit there is no number, so no list.
    if (!suiting) return { total: 0, hidden: false, rows: [], cursor: null }
    if (minimum > 1) {
      const used = await countTouchpointChannels(clickhouse, ask.keeping, minimum)
      if (used.some(row => row.touchpoint === touchpoint.number) && !tellFit(suiting, used, touchpoint.number, minimum))
        return nothingTold
    }
    const which = {
      touchpoint: touchpoint.number,
      ...(part === 'fits' ? { by: suiting } : part === 'misfits' ? { otherThan: suiting } : {}),
    }
    const visits = await listTouchpointVisits(clickhouse, ask.keeping, which, { offset, limit })
    return tellPage(visits, offset, minimum, row => ({
      customer: customerIdFromNumber(BigInt(row.customer_id)),
      at: isoOf(row.moment),
      channel: channelCodes[row.channel] ?? 'other',
    }))
  }
  const found = await listTouchpointContacts(
    clickhouse,
    ask,
    { touchpoint: touchpoint.number, part },
    { offset, limit },
  )
  return tellPage(found, offset, minimum, row => ({
    customer: customerIdFromNumber(BigInt(row.customer_id)),
    at: iso(Number(row.at)),
    channel: row.channel,
    name: row.name,
    reason: row.reason,
    after: row.after === null ? null : iso(row.after),
    afterAny: row.after_any === null ? null : iso(row.after_any),
  }))
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()
