import { type ClickHouse, i64, type Sql, sql, text, u32s } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import { type Keeping, keepsWhole, keptVisits } from '../filtering/kept-visits.ts'
import { countedUpTo } from './counted-up-to.ts'

export type MoveCount = {
  /** Codes of channels. */
  readonly came: number
  readonly went: number
  readonly moves: string
  readonly customers: string
  /** To another channel soon after a signal of failure. */
  readonly forced: string
  readonly forced_customers: string
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
  const moves = keepsWhole(keeping)
    ? wholeMoves(keeping, failures)
    : sql`
      select customer_id, move.1 as came, move.2 as went, move.3 as left_at, move.4 as arrived_at, move.5 as failed_at
      from (${channelMoves(keeping, failures)})
      array join steps as move`
  const forced = sql`came != went and failed_at > 0 and arrived_at - failed_at <= ${i64(forcedMs)}`
  return clickhouse.rows<MoveCount>(sql`
    select
      came,
      went,
      count() as moves,
      ${countedUpTo(minimumGroup)} as customers,
      countIf(${forced}) as forced,
      uniqExactIf(customer_id, ${forced}) as forced_customers
    from (${moves})
    group by came, went`)
}

/** Where every visit is kept, a move is from each visit that has a next one: cases need not be taken apart. */
function wholeMoves(keeping: Keeping, failures: readonly number[]): Sql {
  if (failures.length === 0)
    return sql`
      select customer_id, came, went, 0 as arrived_at, 0 as failed_at
      from traces_raw final
      array join channels as came, arrayShiftLeft(channels, 1) as went, nexts as next
      where ${keeping.rows} and next != 0`
  // The last failure up to each visit, carried on until the next one or the next case.
  return sql`
    with arrayMap(moment -> toUnixTimestamp64Milli(moment), at) as ats
    select customer_id, came, went, arrived_at, failed_at
    from traces_raw final
    array join
      channels as came,
      arrayShiftLeft(channels, 1) as went,
      nexts as next,
      arrayShiftLeft(ats, 1) as arrived_at,
      arrayFill(
        last -> last >= 0,
        arrayMap(
          (touchpoint, moment, prev) -> multiIf(has(${u32s(failures)}, toUInt32(touchpoint)), moment, prev = 0, 0, -1),
          touchpoints, ats, prevs)) as failed_at
    where ${keeping.rows} and next != 0`
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
  if (keepsWhole(keeping)) return countWholeJourneys(clickhouse, keeping)
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

/** The same from what is written with the traces. */
function countWholeJourneys(clickhouse: ClickHouse, keeping: Keeping): Promise<JourneyChannels | undefined> {
  return clickhouse.first<JourneyChannels>(sql`
    select
      sum(length(sizes)) as journeys,
      countIf(notEmpty(sizes)) as customers,
      sum(arrayCount(size -> size > 1, sizes)) as several,
      sum(mixed) as switched,
      countIf(mixed > 0) as switched_customers,
      sum(arraySum(case_mixes)) / journeys as entropy,
      sum(at_once) as simultaneous,
      countIf(at_once > 0) as simultaneous_customers,
      sum(arraySum(case_overlaps)) as overlap_ms,
      sum(arraySum(seconds -> toInt64(round(seconds * 1000)) + ${i64(lingerMs)}, case_seconds)) as span_ms
    from (
      select
        sizes,
        case_mixes,
        case_overlaps,
        case_seconds,
        arrayCount(mix -> mix > 0, case_mixes) as mixed,
        arrayCount(overlap -> overlap > 0, case_overlaps) as at_once
      from traces_raw final
      where ${keeping.rows}
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
