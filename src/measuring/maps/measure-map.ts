import type {
  MapMeasures,
  MeanWithInterval,
  measureMap as measureMapRoute,
  StepMeasure,
  TouchpointMeasure,
} from '../../contract/measuring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { type MapWithTouchpoints, type MeasuredTouchpoint, mapWithTouchpointsFor } from '../../mapping/index.ts'
import { secondsOfDuration } from '../../vocabulary/duration.ts'
import { type Construct, constructs } from '../../vocabulary/score.ts'
import { meanInterval, readingOf } from '../../vocabulary/statistics/statistics.ts'
import { termsOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { otherTime } from '../filtering/open-time.ts'
import { countClaimed } from '../questions/count-claimed.ts'
import { countVisits, type VisitCount } from '../questions/count-visits.ts'
import { scoreTouchpoints, type TouchpointScore } from '../questions/score-touchpoints.ts'
import { type TouchpointWait, waitAtTouchpoints } from '../questions/wait-before-steps.ts'
import { hasGoal } from './has-goal.ts'
import { type Place, placedTouchpoints, stepByTouchpoint } from './placed-touchpoints.ts'

/** Touchpoints named after a touchpoint's next; the rest is one bucket, so that shares always add up to 1. */
const nextShown = 6

/** Measures a map: every number of the screen, over the visits that the filter keeps. */
export async function measureMap(
  context: Context,
  { params, query }: InputOf<typeof measureMapRoute>,
): Promise<AnswerOf<typeof measureMapRoute>> {
  const { clickhouse, workspace } = context
  const map = await mapWithTouchpointsFor(context, params.map)
  const { caseRule } = map.journey
  const { clock, ...filter } = query
  const keeping = keepingOf(workspace.number, map.journeyNumber, filter, termsOf(context, map))
  const counted = await otherTime(context, keeping, clock)
  const now = context.now()
  const closedBefore = new Date(now.getTime() - secondsOfDuration(caseRule.abandonAfter)! * 1000)
  const period = { from: new Date(query.from), to: new Date(query.to) }
  const placed = placedTouchpoints(map)
  const minimum = workspace.minimumGroup
  const [{ visits, lasted }, scores, coverage, waits] = await Promise.all([
    countVisits(clickhouse, keeping, {
      closedBefore,
      stepOf: stepByTouchpoint(placed),
      figured: map.touchpoints.flatMap(each => (each.leadingProperty === null ? [] : [each.number])),
      minimumGroup: minimum,
    }),
    scoreTouchpoints(clickhouse, keeping),
    countClaimed(clickhouse, workspace.number, map.journeyNumber, period),
    counted && waitAtTouchpoints(clickhouse, keeping, counted.time),
  ])
  // Each customer and each case has one first visit.
  const sum = (of: 'first_customers' | 'first_cases' | 'first_closed' | 'first_completed') =>
    visits.reduce((all, row) => all + Number(row[of]), 0)
  const customers = sum('first_customers')
  const endings = { closed: sum('first_closed'), completed: sum('first_completed'), lasted }
  const facts: Facts = {
    map,
    visits,
    waits,
    scores,
    minimum,
    allCases: sum('first_cases'),
    goal: hasGoal(map.journey),
  }
  const measured = placed.filter(place => place.first).map(({ touchpoint }) => measureTouchpoint(facts, touchpoint))
  const measuredSteps = measureSteps(facts, placed)
  return {
    map: params.map,
    period: { from: query.from, to: query.to },
    computedAt: now.toISOString(),
    minimumGroup: minimum,
    ...(counted ? { clock: counted.clock } : {}),
    customers: shown(customers, customers, minimum),
    cases: shown(facts.allCases, customers, minimum),
    ...endingsOf(endings, customers > 0 && customers < minimum, facts.goal),
    touchpoints: measured,
    steps: measuredSteps,
    summary: summarise(measuredSteps),
    unbound: placed
      .filter(({ touchpoint, first }) => first && !touchpoint.bound)
      .map(({ touchpoint }) => touchpoint.id),
    coverage: { ...coverage, share: coverage.events === 0 ? null : coverage.claimed / coverage.events },
  }
}

type Facts = {
  readonly map: MapWithTouchpoints
  readonly visits: readonly VisitCount[]
  /** The waits by another clock, where one is asked; else they stand among the visits. */
  readonly waits: readonly TouchpointWait[] | undefined
  readonly scores: readonly TouchpointScore[]
  readonly minimum: number
  readonly allCases: number
  readonly goal: boolean
}

/** A count, unless it speaks of fewer customers than may be shown. Nobody at all is no secret. */
function shown(value: number, customers: number, minimum: number): { value: number | null; hidden: boolean } {
  const hidden = customers > 0 && customers < minimum
  return { value: hidden ? null : value, hidden }
}

type Endings = { readonly closed: number; readonly completed: number; readonly lasted: readonly (number | null)[] }

/** How the cases of the period ended, unless they are those of so few customers that it would tell of each. */
function endingsOf(
  { closed, completed, lasted: [median, p90] }: Endings,
  hidden: boolean,
  goal: boolean,
): Pick<MapMeasures, 'closedCases' | 'completedCases' | 'throughput'> {
  return {
    closedCases: hidden ? 0 : closed,
    completedCases: goal && !hidden ? completed : null,
    throughput: hidden ? { median: null, p90: null, n: 0 } : { median: median ?? null, p90: p90 ?? null, n: closed },
  }
}

const nobodyLeft = { share: null, cases: 0, n: 0, hidden: false }

/** Cases are at least as many as their customers: where so few stopped, fewer customers than may be shown did. */
function dropOffOf(stopped: number, closed: number, minimum: number): TouchpointMeasure['dropOff'] {
  if (stopped > 0 && stopped < minimum) return { share: null, cases: null, n: closed, hidden: true }
  return { share: closed === 0 ? null : stopped / closed, cases: stopped, n: closed, hidden: false }
}

function measureTouchpoint(facts: Facts, touchpoint: MeasuredTouchpoint): TouchpointMeasure {
  const { minimum } = facts
  const visits = facts.visits.find(row => row.touchpoint === touchpoint.number)
  const customers = Number(visits?.customers ?? 0)
  const cases = Number(visits?.cases ?? 0)
  const visible = customers >= minimum
  const waited = facts.waits ? facts.waits.find(row => row.touchpoint === touchpoint.number) : visits
  const closed = Number(visits?.closed ?? 0)
  const onward = onwardOf(facts, visible ? visits : undefined)
  return {
    touchpoint: touchpoint.id,
    customers: shown(customers, customers, minimum),
    cases: shown(cases, customers, minimum),
    visits: shown(Number(visits?.visits ?? 0), customers, minimum),
    reach: visible && facts.allCases > 0 ? cases / facts.allCases : customers === 0 && facts.allCases > 0 ? 0 : null,
    wait: {
      median: visible ? (waited?.wait_seconds[0] ?? null) : null,
      p90: visible ? (waited?.wait_seconds[1] ?? null) : null,
      n: visible ? Number(waited?.waited ?? 0) : 0,
    },
    ...onward,
    dropOff: visible && facts.goal ? dropOffOf(Number(visits?.stopped ?? 0), closed, minimum) : nobodyLeft,
    satisfaction: constructs.flatMap(construct => {
      const point = scoreOf(facts, touchpoint.number, construct)
      return point ? [{ construct, ...point }] : []
    }),
    leading:
      touchpoint.leadingProperty === null
        ? null
        : {
            metric: touchpoint.leadingProperty,
            median: visible ? (visits?.figures[0] ?? null) : null,
            p90: visible ? (visits?.figures[1] ?? null) : null,
            mean: visible ? (visits?.figure_mean ?? null) : null,
            n: visible ? Number(visits?.figured ?? 0) : 0,
          },
  }
}

/** Where cases go next. Ways taken by too few customers are not told apart: they are in `other`. */
function onwardOf(facts: Facts, visits: VisitCount | undefined): Pick<TouchpointMeasure, 'next' | 'other' | 'end'> {
  const ways = (visits?.onward ?? [])
    .map(([next, visits, customers]) => ({ next, visits: Number(visits), customers: Number(customers) }))
    .sort((a, b) => b.visits - a.visits || a.next - b.next)
  const total = ways.reduce((sum, way) => sum + way.visits, 0)
  const share = (count: number) => (total === 0 ? 0 : count / total)
  const ids = new Map(facts.map.touchpoints.map(each => [each.number, each.id]))
  const named = ways
    .filter(way => way.next !== 0 && ids.has(way.next) && way.customers >= facts.minimum)
    .slice(0, nextShown)
    .map(way => ({ touchpoint: ids.get(way.next)!, visits: way.visits, share: share(way.visits) }))
  const end = ways.find(way => way.next === 0)?.visits ?? 0
  const other = total - end - named.reduce((sum, way) => sum + way.visits, 0)
  return { next: named, other: { visits: other, share: share(other) }, end: { visits: end, share: share(end) } }
}

function scoreOf(facts: Facts, number: number, construct: Construct): MeanWithInterval | undefined {
  const row = facts.scores.find(
    each => each.touchpoint === number && each.construct === constructs.indexOf(construct) + 1,
  )
  return (
    row &&
    pointOf(Number(row.mean), Number(row.deviation ?? 0), Number(row.customers), Number(row.answers), facts.minimum)
  )
}

function pointOf(
  mean: number,
  deviation: number,
  customers: number,
  answers: number,
  minimum: number,
): MeanWithInterval {
  const interval = meanInterval(mean, deviation, customers)
  const reading = readingOf(
    customers,
    interval ? (interval.high - interval.low) / 2 : Number.POSITIVE_INFINITY,
    minimum,
  )
  if (reading === 'hidden') return { mean: null, low: null, high: null, customers, answers, reading }
  return { mean, low: Math.max(-1, interval!.low), high: Math.min(1, interval!.high), customers, answers, reading }
}

/**
 * The measured curve: at each step the mean of its touchpoints, weighted by their visits rather than by their answers,
 * as a survey asked often would otherwise speak for a place seldom visited. Its interval follows from theirs.
 */
function measureSteps(facts: Facts, placed: readonly Place[]): StepMeasure[] {
  const steps = facts.map.map.phases.flatMap(phase => phase.steps)
  const construct = constructOfCurve(facts)
  return steps.map(step => {
    const here = placed.filter(place => place.step === step.id && place.first)
    const visitsAt = (number: number) => facts.visits.find(each => each.touchpoint === number)
    const points = here.flatMap(({ touchpoint }) => {
      const row = facts.scores.find(
        each => each.touchpoint === touchpoint.number && each.construct === constructs.indexOf(construct) + 1,
      )
      return row ? [{ row, visits: Number(visitsAt(touchpoint.number)?.visits ?? 0) }] : []
    })
    const came = here.reduce((sum, place) => sum + Number(visitsAt(place.touchpoint.number)?.step_customers ?? 0), 0)
    return { step: step.id, emotion: joinPoints(points, facts.minimum), customers: shown(came, came, facts.minimum) }
  })
}

function joinPoints(points: readonly { row: TouchpointScore; visits: number }[], minimum: number): MeanWithInterval {
  const told = points.filter(({ row }) => Number(row.customers) > 0)
  // Where no visit is seen, as of a till, each place speaks by how many answered there.
  const isSeen = told.some(({ visits }) => visits > 0)
  const answered = isSeen ? told : told.map(({ row }) => ({ row, visits: Number(row.customers) }))
  const customers = answered.reduce((sum, { row }) => sum + Number(row.customers), 0)
  const answers = answered.reduce((sum, { row }) => sum + Number(row.answers), 0)
  const weight = answered.reduce((sum, { visits }) => sum + visits, 0)
  if (weight === 0 || customers < Math.max(2, minimum))
    return { mean: null, low: null, high: null, customers, answers, reading: 'hidden' }
  const mean = answered.reduce((sum, { row, visits }) => sum + (visits / weight) * Number(row.mean), 0)
  const error = Math.sqrt(
    answered.reduce(
      (sum, { row, visits }) =>
        sum + ((visits / weight) ** 2 * Number(row.deviation ?? 0) ** 2) / Number(row.customers),
      0,
    ),
  )
  // Written as a deviation, so that the interval is the one of a single mean of so many customers.
  return pointOf(mean, error * Math.sqrt(customers), customers, answers, minimum)
}

/** Constructs are never mixed in one curve: satisfaction where anybody was asked it, else what was asked most. */
function constructOfCurve(facts: Facts): Construct {
  const asked = constructs.map((construct, index) => ({
    construct,
    answers: facts.scores.filter(row => row.construct === index + 1).reduce((sum, row) => sum + Number(row.answers), 0),
  }))
  if (asked[0]!.answers > 0) return asked[0]!.construct
  return asked.reduce((most, each) => (each.answers > most.answers ? each : most)).construct
}

function summarise(steps: readonly StepMeasure[]): MapMeasures['summary'] {
  const known = steps.filter(step => step.emotion.mean !== null)
  if (known.length === 0) return { mean: null, lowest: null, highest: null, end: null, peakEnd: null }
  const valence = (step: StepMeasure) => step.emotion.mean!
  const lowest = known.reduce((least, step) => (valence(step) < valence(least) ? step : least))
  const highest = known.reduce((most, step) => (valence(step) > valence(most) ? step : most))
  const end = valence(known.at(-1)!)
  const extreme = known.reduce((most, step) => (Math.abs(valence(step)) > Math.abs(valence(most)) ? step : most))
  return {
    mean: known.reduce((sum, step) => sum + valence(step), 0) / known.length,
    lowest: lowest.step,
    highest: highest.step,
    end,
    peakEnd: (valence(extreme) + end) / 2,
  }
}
