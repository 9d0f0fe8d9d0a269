import { type ClickHouse, i64, type Sql, sql, text, u32s } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import { type Keeping, keptVisits } from '../filtering/kept-visits.ts'
import { countedUpTo } from './count-visits.ts'

export type MoveCount = {
  /** Codes of channels. */
  readonly came: number
  readonly went: number
  readonly moves: string
  readonly customers: string
  /** To another channel soon after a signal of failure. */
  readonly forced: string
  readonly forced_customers: string
  /** To another channel so soon that both were used at once. */
  readonly near: string
}

const forcedMs = 30 * 60_000
/** A session lasts five minutes beyond its last visit, and ends with a pause of half an hour. */
const lingerMs = 5 * 60_000
const pauseMs = 30 * 60_000

/** From which channel to which do cases go, visit after visit, and how often after a failure? */
export function countMoves(
  clickhouse: ClickHouse,
  keeping: Keeping,
  failures: readonly number[],
  minimumGroup: number,
): Promise<readonly MoveCount[]> {
  return clickhouse.rows<MoveCount>(sql`
    select
      move.1 as came,
      move.2 as went,
      count() as moves,
      ${countedUpTo(minimumGroup)} as customers,
      countIf(came != went and move.5 > 0 and move.4 - move.5 <= ${i64(forcedMs)}) as forced,
      uniqExactIf(customer_id, came != went and move.5 > 0 and move.4 - move.5 <= ${i64(forcedMs)}) as forced_customers,
      countIf(came != went and move.4 - move.3 <= ${i64(lingerMs)}) as near
    from (${channelMoves(keeping, failures)})
    array join steps as move
    group by came, went`)
}

/**
 * The moves of each case from visit to visit, as `steps`: channel left and turned to, when (in milliseconds), the last
 * failure before, touchpoint left and turned to.
 */
export function channelMoves(keeping: Keeping, failures: readonly number[]): Sql {
  // The last failure up to each visit, carried on until the next one.
  const failed =
    failures.length === 0
      ? sql`arrayMap(at -> toInt64(0), ats)`
      : sql`arrayFill(at -> at > 0, arrayMap((touchpoint, at) -> if(has(${u32s(failures)}, toUInt32(touchpoint)), at, 0), touchpoints, ats))`
  return sql`
    select
      customer_id,
      case_numbers[1] as case_number,
      arrayMap(moment -> toUnixTimestamp64Milli(moment), moments) as ats,
      ${failed} as failed,
      arrayZip(
        arrayPopBack(channels), arrayPopFront(channels), arrayPopBack(ats), arrayPopFront(ats), arrayPopBack(failed),
        arrayPopBack(touchpoints), arrayPopFront(touchpoints)) as steps
    from (${keptCases(keeping, ['touchpoint', 'channel', 'moment', 'case_number'])})`
}

export type JourneyChannels = {
  readonly journeys: string
  readonly customers: string
  /** Of two visits or more. */
  readonly several: string
  readonly switched: string
  readonly switched_customers: string
  readonly entropy: number | null
  readonly simultaneous: string
  readonly simultaneous_customers: string
  readonly overlap_ms: string
  readonly span_ms: string
}

/** How many cases use several channels, one after the other or at once, and how mixed are they? */
export function countJourneyChannels(clickhouse: ClickHouse, keeping: Keeping): Promise<JourneyChannels | undefined> {
  // Numbers rather than tuples, which take several times as long to sort: a visit is its channel and how long after the
  // first one it was, a point when a session opens (odd) or closes (even), so that one closes before the next opens.
  const apart = i64(2 ** 48)
  return clickhouse.first<JourneyChannels>(sql`
    select
      count() as journeys,
      uniqExact(customer_id) as customers,
      countIf(length(channels) > 1) as several,
      countIf(mixed) as switched,
      uniqExactIf(customer_id, mixed) as switched_customers,
      avg(if(mixed, arrayReduce('entropy', channels), 0)) as entropy,
      countIf(overlap > 0) as simultaneous,
      uniqExactIf(customer_id, overlap > 0) as simultaneous_customers,
      sum(overlap) as overlap_ms,
      sum(span) as span_ms
    from (
      select
        customer_id,
        channels,
        mixed,
        span,
        arraySum(
          (open, point, next) -> if(open >= 2, bitShiftRight(next, 1) - bitShiftRight(point, 1), 0),
          arrayCumSum(arrayMap(point -> toInt8(2 * bitAnd(point, 1) - 1), points)),
          points,
          arrayShiftLeft(points, 1)) as overlap
      from (
        -- Sessions of one channel never meet, as a pause is longer than they linger: where two are open, they are of two.
        select
          customer_id,
          channels,
          mixed,
          span,
          arraySort(arrayConcat(
            arrayMap(
              visit -> 2 * bitAnd(visit, ${apart} - 1) + 1,
              arrayFilter((visit, before) -> visit - before > ${i64(pauseMs)}, visits, arrayShiftRight(visits, 1, -${apart}))),
            arrayMap(
              visit -> 2 * (bitAnd(visit, ${apart} - 1) + ${i64(lingerMs)}),
              arrayFilter((visit, next) -> next - visit > ${i64(pauseMs)}, visits, arrayShiftLeft(visits, 1, 1000 * ${apart})))
          )) as points
        from (
          select
            customer_id,
            channels,
            length(arrayDistinct(channels)) > 1 as mixed,
            dateDiff('millisecond', moments[1], moments[-1]) + ${i64(lingerMs)} as span,
            if(
              mixed,
              arraySort(arrayMap(
                (channel, moment) -> channel * ${apart} + toUnixTimestamp64Milli(moment) - toUnixTimestamp64Milli(moments[1]),
                channels, moments)),
              []) as visits
          from (${keptCases(keeping, ['channel', 'moment'])})
        )
      )
    )`)
}

export type DemandCount = {
  readonly hour: number
  readonly channel: number
  readonly visits: string
  readonly customers: string
}

/** At which hour of the workspace's day is each channel used? */
export function countDemand(
  clickhouse: ClickHouse,
  keeping: Keeping,
  timeZone: string,
  minimumGroup: number,
): Promise<readonly DemandCount[]> {
  const hour: Sql = sql`toHour(moment, ${text(timeZone)})`
  return clickhouse.rows<DemandCount>(sql`
    select ${hour} as hour, channel, count() as visits, ${countedUpTo(minimumGroup)} as customers
    from (${keptVisits(keeping, ['moment', 'channel'])})
    group by hour, channel`)
}
