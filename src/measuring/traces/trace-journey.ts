import { join, type Sql, some, sql, text, texts, u32, u32s, u64 } from '../../engines/clickhouse/index.ts'
import type { MeasuredJourney } from '../../mapping/index.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { constructs } from '../../vocabulary/score.ts'
import { anonymousAnswers } from '../../vocabulary/survey/anonymous-answers.ts'

/** How the events of a journey become its traces, as pieces of SQL over the view `events`. */
export type TraceRule = {
  readonly journey: number
  /** False where no event can be a visit or an answer: all traces are empty. */
  readonly isBound: boolean
  /** UInt16: the touchpoint (or the number of the event's name), 0 for none. */
  readonly touchpoint: Sql
  /** UInt16: the touchpoint that the event is an answer about, and no visit of; null where there are no such events. */
  readonly answer?: Sql | null
  readonly caseKey: Sql
  readonly starts: Sql | null
  readonly ends: Sql | null
  /** UInt8: whether the event tells that the case reached what the journey is for, without ending it. */
  readonly achieves?: Sql | null
  readonly abandonAfterSeconds: number
  /** What merged visits must share, and how close they must be; null where every event is a visit. */
  readonly merge: { readonly key: Sql; readonly numbers: readonly number[]; readonly seconds: readonly number[] } | null
  /** Float32: the leading operational figure that the event carries, NaN for none. */
  readonly figure: Sql
  /** UInt8: whether the event says that its visit failed. */
  readonly failed?: Sql
  /** UInt8: whether the event counts as claimed by a touchpoint. `tp` is the touchpoint. */
  readonly claimed: Sql
}

/** The rule of a journey that people drew. */
export function ruleOfJourney(journey: MeasuredJourney): TraceRule {
  const merged = journey.touchpoints.filter(touchpoint => touchpoint.mergeSeconds > 0)
  const keyed = merged.filter(touchpoint => touchpoint.mergeBy.length > 0)
  const leading = journey.touchpoints.filter(touchpoint => touchpoint.leadingProperty !== null)
  return {
    journey: journey.number,
    isBound: journey.isBound,
    touchpoint: sql`toUInt16(${journey.sql.touchpoint})`,
    answer: journey.sql.answer && sql`toUInt16(${journey.sql.answer})`,
    caseKey: journey.sql.caseKey,
    starts: journey.sql.starts,
    ends: journey.sql.ends,
    achieves: goodOutcomes(journey),
    abandonAfterSeconds: journey.abandonAfterSeconds,
    merge: {
      key: choose(
        keyed.map(({ number, mergeBy }) => ({ number, gives: sharedValues(mergeBy) })),
        sql`''`,
      ),
      numbers: merged.map(({ number }) => number),
      seconds: merged.map(({ mergeSeconds }) => mergeSeconds),
    },
    figure: choose(
      leading.map(({ number, leadingProperty }) => ({ number, gives: numberOf(leadingProperty!) })),
      sql`toFloat32(nan)`,
    ),
    failed: journey.sql.failed,
    claimed: sql`tp > 0 and kind in ('track', 'page', 'screen')`,
  }
}

/** The outcomes that the journey calls good. */
function goodOutcomes(journey: MeasuredJourney): Sql | null {
  const good = journey.sql.outcomes.filter(outcome => outcome.good === true)
  return good.length === 0 ? null : sql`toUInt8(${some(good.map(({ tells }) => tells))})`
}

/**
 * The rule of journey 0: every measurable event by its name; a case is its key, however long it lasts, else thirty days
 * without a gap.
 */
export function ruleOfAllEvents(names: readonly string[]): TraceRule {
  const codes = u32s(names.map((_, index) => index + 1))
  return {
    journey: 0,
    isBound: true,
    touchpoint:
      names.length === 0
        ? sql`toUInt16(0)`
        : sql`if(kind in ('track', 'page', 'screen') and toString(source) != ${text(anonymousAnswers)}, toUInt16(transform(toString(name), ${texts(names)}, ${codes}, toUInt32(0))), toUInt16(0))`,
    caseKey: sql`case_key`,
    starts: null,
    ends: null,
    abandonAfterSeconds: 30 * 86_400,
    merge: null,
    figure: sql`toFloat32(nan)`,
    // Every event is a visit here: to keep its instant twice would tell nothing.
    claimed: sql`0`,
  }
}

function choose(branches: readonly { readonly number: number; readonly gives: Sql }[], otherwise: Sql): Sql {
  if (branches.length === 0) return otherwise
  return sql`multiIf(${join(
    branches.map(({ number, gives }) => sql`tp = ${u32(number)}, ${gives}`),
    sql`, `,
  )}, ${otherwise})`
}

function sharedValues(properties: readonly string[]): Sql {
  return join(
    properties.map(property => sql`concat(texts[${text(property)}], '/', toString(numbers[${text(property)}]))`),
    sql` || '|' || `,
  )
}

function numberOf(property: string): Sql {
  return sql`if(mapContains(numbers, ${text(property)}), toFloat32(numbers[${text(property)}]), toFloat32(nan))`
}

/** Which anchors are read, and whose they are. `places` gives (anchor, customer) for anchors that are not their own. */
export type TraceScope = {
  readonly workspace: number
  /** A condition on `anchor`, in the words of the view `events`. */
  readonly anchors: Sql
  readonly version: bigint
}

/**
 * The traces of a journey for the customers of a scope: their events in order, merged into visits, cut into
 * cases, each visit with what came before and what comes next. One question, inside the store.
 *
 * Ties in time are ordered by the position within what was sent, and those that are left by everything else that the
 * events say: the same events give the same trace in whatever order the store reads them. A case is a run of visits
 * without a gap longer than `abandonAfter` (where both sides name the case themselves, of any length: a key says what
 * belongs together, silence only guesses it) and ends with an ending event; where the journey says how it starts, what comes before is left out.
 */
function tracesOf(rule: TraceRule, scope: TraceScope): Sql {
  // What somebody said apart from their visits stands in `answers` alone: no case is made of it, and none is longer for it.
  const apart = rule.answer
    ? {
        touchpoint: sql`${rule.answer} as about, if(about > 0, toUInt16(0), ${rule.touchpoint})`,
        claimed: sql`(${rule.claimed}) or about > 0`,
        said: sql`(occurred_at, about, channel_code, construct_code, ifNull(score, toFloat32(nan))) as saying, about,`,
        where: sql`about > 0 or`,
        gathered: sql`
          groupArrayIf(100000)(event, about = 0) as events,
          arraySort(groupArrayIf(100000)(saying, about > 0 and saying.4 > 0 and not isNaN(saying.5))) as apart,`,
        passed: sql`apart,`,
        also: (answers: Sql) => sql`arrayConcat(${answers}, apart)`,
      }
    : {
        touchpoint: rule.touchpoint,
        claimed: rule.claimed,
        said: sql``,
        where: sql``,
        gathered: sql`groupArray(100000)(event) as events,`,
        passed: sql``,
        also: (answers: Sql) => answers,
      }
  const starts = rule.starts ?? sql`toUInt8(0)`
  // 2 ends the case, 1 reaches its goal and lets it go on.
  const ends = sql`toUInt8(2 * ${rule.ends ?? sql`0`} + ${rule.achieves ?? sql`0`})`
  return sql`
    with
      places as (
        select anchor as moved, customer_id
        from customer_places
        where workspace_id = ${u32(scope.workspace)} and (${scope.anchors})
      ),
      seen as (
        select
          anchor,
          occurred_at,
          ${apart.claimed} as claimed,
          ${apart.said}
          (tp, ${rule.merge?.key ?? sql`''`}, occurred_at, position, channel_code, ${rule.caseKey}, ${starts}, ${ends},
            ifNull(score, toFloat32(nan)), construct_code, ${rule.figure}, ${rule.failed ?? sql`toUInt8(0)`}) as event
        from (
          select
            *,
            ${apart.touchpoint} as tp,
            toUInt8(transform(toString(channel), ${texts(channelCodes)}, ${u32s(channelCodes.map((_, index) => index))}, toUInt32(${u32(channelCodes.length - 1)}))) as channel_code,
            toUInt8(indexOf(${texts(constructs)}, toString(construct))) as construct_code
          from events
          where workspace_id = ${u32(scope.workspace)} and measurable and (${scope.anchors})
        )
        where ${apart.where} tp > 0 or ${starts} or ${ends}
      ),
      gathered as (
        select
          if(places.customer_id = 0, seen.anchor, places.customer_id) as customer,
          ${apart.gathered}
          arraySort(groupArrayIf(100000)(occurred_at, claimed)) as claims
        from seen
        left join places on seen.anchor = places.moved
        group by customer
      ),
      visited as (
        select customer, claims, ${apart.passed} ${rule.merge ? mergedVisits(rule.merge) : plainVisits} as visits
        from gathered
      ),
      cut as (
        select
          customer,
          claims,
          ${apart.passed}
          arraySort(visit -> (visit.3, visit), ${filledKeys}) as ordered,
          arrayMap(
            (visit, before) -> visit.3 != before.3
              or (dateDiff('millisecond', before.1, visit.1) > ${u64(BigInt(rule.abandonAfterSeconds) * 1000n)}
                and not (visit.12 and before.12))
              or before.5 > 1,
            ordered,
            arrayShiftRight(ordered, 1, ordered[1])
          ) as cuts,
          ${rule.starts ? openedRuns : runs} as lived
        from visited
      ),
      told as (
        select
          customer,
          claims,
          ${apart.passed}
          arrayFilter(
            each -> notEmpty(each.1),
            arrayMap(run -> (arrayFilter(visit -> visit.6 > 0, run), toUInt8(arrayExists(visit -> visit.5 > 0, run))), lived)
          ) as stories,
          arrayMap(story -> story.1, stories) as told_cases
        from cut
      )
    select
      ${u32(scope.workspace)},
      ${u32(rule.journey)},
      customer,
      ${u64(scope.version)},
      arrayFlatten(arrayMap((run, number) -> arrayMap(visit -> toUInt32(number), run), told_cases, arrayEnumerate(told_cases))),
      arrayFlatten(arrayMap(run -> arrayMap(visit -> visit.1, run), told_cases)),
      arrayFlatten(arrayMap(run -> arrayMap(visit -> visit.6, run), told_cases)),
      arrayFlatten(arrayMap(run -> arrayMap(visit -> visit.7, run), told_cases)),
      arrayFlatten(arrayMap(run -> arrayShiftRight(arrayMap(visit -> visit.6, run), 1, toUInt16(0)), told_cases)),
      arrayFlatten(arrayMap(run -> arrayShiftLeft(arrayMap(visit -> visit.6, run), 1, toUInt16(0)), told_cases)),
      arrayFlatten(arrayMap(run -> arrayPushFront(${gaps}, toFloat32(nan)), told_cases)),
      arrayFlatten(arrayMap(run -> arrayPushBack(${gaps}, toFloat32(nan)), told_cases)),
      arrayFlatten(arrayMap(run -> arrayMap(visit -> visit.8, run), told_cases)),
      arrayFlatten(arrayMap(run -> arrayMap(visit -> visit.9, run), told_cases)),
      arrayFlatten(arrayMap(run -> arrayMap(visit -> visit.10, run), told_cases)),
      arrayFlatten(arrayMap(story -> arrayWithConstant(length(story.1), story.2), stories)),
      arrayFlatten(arrayMap(
        run -> arrayWithConstant(length(run), toFloat32(dateDiff('millisecond', run[1].1, run[-1].1) / 1000)), told_cases)),
      arrayFlatten(arrayMap(run -> arrayWithConstant(length(run), run[-1].1), told_cases)),
      ${apart.also(sql`arrayMap(
        visit -> (visit.1, visit.6, visit.7, visit.9, visit.8),
        arrayFilter(visit -> visit.9 > 0 and not isNaN(visit.8), arrayFlatten(told_cases)))`)},
      claims,
      arrayFlatten(arrayMap(run -> arrayMap(visit -> visit.11, run), told_cases))
    from told`
}

/** Writes the traces of these journeys: in one statement, as each that writes is synced. */
export function writeTraces(rules: readonly TraceRule[], scope: TraceScope): Sql {
  return sql`
    insert into traces_raw (
      workspace_id, journey, customer_id, version, cases, at, touchpoints, channels, prevs, nexts, waits, aheads,
      scores, constructs, figures, ended, spans, lasts, answers, claims, failed
    )
    ${join(
      rules.map(rule => sql`select * from (${tracesOf(rule, scope)})`),
      sql` union all `,
    )}`
}

/** Seconds between neighbours of `run`. */
const gaps = sql`arrayMap(
  (visit, before) -> toFloat32(dateDiff('millisecond', before.1, visit.1) / 1000),
  arrayPopFront(run), arrayPopBack(run))`

// An event is (touchpoint, merge key, at, position, channel, case key, starts, ends, score, construct, figure, failed);
// a visit is (at, position, case key, starts, ends, touchpoint, channel, score, construct, figure, failed).
const plainVisits = sql`arrayMap(e -> (e.3, e.4, e.6, e.7, e.8, e.1, e.5, e.9, e.10, e.11, e.12), events)`

/** Events of one touchpoint that share the merge key and follow closely are one visit, which keeps the first score. */
function mergedVisits({
  numbers,
  seconds,
}: {
  readonly numbers: readonly number[]
  readonly seconds: readonly number[]
}): Sql {
  const windowMs =
    numbers.length === 0 ? sql`0` : sql`transform(e.1, ${u32s(numbers)}, ${u32s(seconds)}, toUInt32(0)) * 1000`
  return sql`arrayMap(
    group -> (
      group[1].3,
      group[1].4,
      arrayFirst(key -> key != '', arrayPushBack(arrayMap(e -> e.6, group), '')),
      toUInt8(arrayMax(arrayMap(e -> e.7, group))),
      toUInt8(arrayMax(arrayMap(e -> e.8, group))),
      group[1].1,
      group[1].5,
      arrayPushBack(arrayFilter(score -> not isNaN(score), arrayMap(e -> e.9, group)), toFloat32(nan))[1],
      arrayPushBack(arrayFilter(code -> code > 0, arrayMap(e -> e.10, group)), toUInt8(0))[1],
      arrayPushBack(arrayFilter(figure -> not isNaN(figure), arrayMap(e -> e.11, group)), toFloat32(nan))[1],
      toUInt8(arrayMax(arrayMap(e -> e.12, group)))
    ),
    arraySplit(
      (e, begins) -> begins,
      arraySort(events) as sorted,
      arrayMap(
        (e, before) -> e.1 != before.1 or e.2 != before.2 or e.1 = 0
          or ${windowMs} = 0 or dateDiff('millisecond', before.3, e.3) > ${windowMs},
        sorted,
        arrayShiftRight(sorted, 1, sorted[1])
      )
    )
  )`
}

/** A visit without a case key belongs to the case before it, or to the first that follows. The last says whose is its own. */
const filledKeys = sql`arrayMap(
  (visit, key) -> (visit.1, visit.2, key, visit.4, visit.5, visit.6, visit.7, visit.8, visit.9, visit.10, visit.11, visit.3 != ''),
  arraySort(visits) as timed,
  arrayReverseFill(key -> key != '', arrayFill(key -> key != '', arrayMap(visit -> visit.3, timed))))`

const runs = sql`arraySplit((visit, begins) -> begins, ordered, cuts)`

/** What comes before the first starting event of a run belongs to no case. */
const openedRuns = sql`arrayMap(
  run -> arraySlice(run, arrayFirstIndex(visit -> visit.4 > 0, run)),
  arrayFilter(run -> arrayExists(visit -> visit.4 > 0, run), ${runs}))`
