import { type ClickHouse, every, f64s, sql, text, u8 } from '../../engines/clickhouse/index.ts'
import type { Keeping } from '../filtering/kept-visits.ts'
import { channelMoves } from './count-channels.ts'
import { type Edge, passages, type SpectrumBins, startOfBin } from './count-spectrum.ts'
import { type Page, type Paged, pageOf } from './page-of.ts'

export type ListedMove = {
  readonly customer_id: string
  readonly case_number: number
  readonly left_at: string
  readonly arrived_at: string
  readonly from_place: number
  readonly to_place: number
  readonly came: number
  readonly went: number
}

const columns = sql`
  customer_id, case_number, toString(left) as left_at, toString(arrived) as arrived_at, from_place, to_place, came, went`

/** Which moves go from one channel to another, the latest first? */
export function listChannelMoves(
  clickhouse: ClickHouse,
  keeping: Keeping,
  { came, went }: { readonly came: number; readonly went: number },
  page: Page,
): Promise<Paged<ListedMove>> {
  const found = sql`
    select
      customer_id,
      case_number,
      move.1 as came,
      move.2 as went,
      fromUnixTimestamp64Milli(move.3, 'UTC') as left,
      fromUnixTimestamp64Milli(move.4, 'UTC') as arrived,
      move.6 as from_place,
      move.7 as to_place
    from (${channelMoves(keeping, [])})
    array join steps as move
    where came = ${u8(came)} and went = ${u8(went)}`
  return pageOf(clickhouse, found, { columns, order: sql`arrived desc, customer_id, case_number, left` }, page)
}

/** Which passages go directly from one activity to another, the slowest first? */
export function listEdgePassages(
  clickhouse: ClickHouse,
  keeping: Keeping,
  edge: Edge,
  asked: {
    readonly bins: SpectrumBins
    readonly bin: string | undefined
    readonly quarter: number | undefined
    readonly quartiles: readonly number[]
    readonly timeZone: string
  },
  page: Page,
): Promise<Paged<ListedMove>> {
  const conditions = [
    ...(asked.bin === undefined ? [] : [sql`toString(${startOfBin(asked.bins, asked.timeZone)}) = ${text(asked.bin)}`]),
    ...(asked.quarter === undefined
      ? []
      : [sql`1 + arrayCount(limit -> seconds > limit, ${f64s(asked.quartiles)}) = ${u8(asked.quarter)}`]),
  ]
  const found = sql`select * from (${passages(keeping, edge)}) where ${every(conditions)}`
  return pageOf(clickhouse, found, { columns, order: sql`seconds desc, left, customer_id, case_number` }, page)
}
