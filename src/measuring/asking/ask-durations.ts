import type { askDurations as askDurationsRoute, DurationsAnswer } from '../../contract/measuring-durations.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { secondsOfDuration } from '../../vocabulary/duration.ts'
import { placementsOf } from '../../vocabulary/map/journey-map.ts'
import { fluidityIndex } from '../../vocabulary/statistics/fluidity.ts'
import { medianSurvival, survivalSteps } from '../../vocabulary/statistics/survival.ts'
import { spokenOf } from '../contacts/contact-rows.ts'
import { contactRuleOf } from '../contacts/contact-rule.ts'
import { type ContactNarrowing, contactScopeOf } from '../contacts/contact-scope.ts'
import { failuresOf } from '../contacts/failures-of.ts'
import { type Activities, activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countedTime } from '../filtering/open-time.ts'
import { countMoves } from '../questions/count-channels.ts'
import { contactCounts, countContacts, knownUntil } from '../questions/count-contacts.ts'
import { countDurations, countSpans, type DurationCount, timeStages } from '../questions/count-durations.ts'
import { countFriction, countRework } from '../questions/count-friction.ts'
import { tellFriction } from './tell-friction.ts'
import { toldCount } from './told-figures.ts'

/** Without a map, a journey is over after so long without an event. */
const usualDays = 30
const mostPoints = 120

/** How long journeys take, and how smoothly they go. */
export async function askDurations(
  context: Context,
  { query }: InputOf<typeof askDurationsRoute>,
): Promise<AnswerOf<typeof askDurationsRoute>> {
  const { clickhouse, workspace } = context
  const { map, activeMinutes, failures, clock, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup } = activities
  const keeping = keepingOf(workspace.number, journey, filter, activities)
  const failing = await failuresOf(context, activities, failures)
  const closedBefore = closedBeforeFor(context, activities)
  const counted = await countedTime(context, keeping, clock)
  const ask = { closedBefore, activeSeconds: activeMinutes * 60, time: counted.time }
  const screens = [channelCodes.indexOf('web'), channelCodes.indexOf('app')]
  const phases = phasesOf(activities)
  const [times, spans, stages, rows, rework, moves, repeated] = await Promise.all([
    countDurations(clickhouse, keeping, ask),
    countSpans(clickhouse, keeping, ask),
    phases.size === 0 ? [] : timeStages(clickhouse, keeping, ask, phases),
    countFriction(clickhouse, keeping, failing, screens),
    countRework(clickhouse, keeping),
    countMoves(clickhouse, keeping, failing, minimumGroup),
    repeatedContacts(context, { ...filter, map }),
  ])
  const friction = tellFriction(activities, rows, rework, failing)
  const enough = Number(times.closed_customers) >= Math.max(1, minimumGroup)
  const at = (place: number) => (enough ? (times.quantiles[place] ?? null) : null)
  // What a map promises is told of day and night.
  const reference = referenceOf(
    counted.clock.calendar !== null ? { ...activities, map: undefined } : activities,
    times,
    minimumGroup,
  )
  const forced = moves.reduce((sum, row) => sum + Number(row.forced), 0)
  const parts = {
    loops: smooth(friction.whole.loops, friction.whole.moves),
    backtracks: smooth(friction.whole.returns, friction.whole.moves),
    forcedSwitches: failing.length === 0 ? null : smooth(forced, friction.whole.moves),
    repeatContacts: repeated,
    time: reference && at(1) !== null && at(1)! > 0 ? Math.min(1, reference.seconds / at(1)!) : null,
  }
  const known = Number(rework.customers) >= Math.max(1, minimumGroup)
  return {
    clock: counted.clock,
    closed: {
      journeys: toldCount({ value: Number(times.closed), customers: Number(times.closed_customers) }, minimumGroup),
      median: at(1),
      p75: at(2),
      p90: at(3),
    },
    open: {
      journeys: toldCount({ value: Number(times.open), customers: Number(times.open_customers) }, minimumGroup),
      medianSoFar: Number(times.open_customers) >= Math.max(1, minimumGroup) ? times.open_median : null,
    },
    withOpen: known ? tellWithOpen(spans, minimumGroup) : { median: null, curve: [] },
    waitingShare: enough && times.total > 0 ? times.waiting / times.total : null,
    activeMinutes,
    closedAfterDays: closedSeconds(activities) / 86_400,
    stages: stages.map(row => {
      const told = Number(row.customers) >= Math.max(1, minimumGroup)
      return {
        phase: activities.map?.map.phases[row.stage - 1]?.id ?? String(row.stage),
        journeys: toldCount({ value: Number(row.cases), customers: Number(row.customers) }, minimumGroup),
        median: told ? (row.quantiles[0] ?? null) : null,
        p75: told ? (row.quantiles[1] ?? null) : null,
        p90: told ? (row.quantiles[2] ?? null) : null,
      }
    }),
    fluidity: known
      ? {
          index: fluidityIndex(parts),
          ...parts,
          reference,
          smoothVisits: smooth(friction.whole.stumbles, friction.whole.visits),
        }
      : {
          index: null,
          loops: null,
          backtracks: null,
          forcedSwitches: null,
          repeatContacts: null,
          time: null,
          reference: null,
          smoothVisits: null,
        },
    friction: friction.told,
  }
}

const smooth = (stumbles: number, of: number) => (of === 0 ? null : 1 - stumbles / of)

function closedSeconds({ map }: Activities): number {
  return map ? secondsOfDuration(map.journey.caseRule.abandonAfter)! : usualDays * 86_400
}

/** Journeys whose last visit was before this are over. */
export function closedBeforeFor(context: Context, activities: Activities): Date {
  return new Date(context.now().getTime() - closedSeconds(activities) * 1000)
}

/** The phase of each touchpoint, from 1; of one placed in several, the first. */
export function phasesOf({ map }: Activities): ReadonlyMap<number, number> {
  if (!map) return new Map()
  const numbers = new Map(map.touchpoints.map(one => [one.id, one.number]))
  const phases = new Map<number, number>()
  map.map.phases.forEach((phase, index) => {
    for (const { touchpoint } of phase.steps.flatMap(step => step.placements)) {
      const number = numbers.get(touchpoint)
      if (number !== undefined && !phases.has(number)) phases.set(number, index + 1)
    }
  })
  return phases
}

/** What the time is held against: the durations that the map promises together, else the quickest quarter of the completed. */
function referenceOf(
  { map }: Activities,
  times: DurationCount,
  minimum: number,
): DurationsAnswer['fluidity']['reference'] {
  const promised = map
    ? placementsOf(map.map).reduce((sum, one) => sum + (secondsOfDuration(one.targetDuration ?? '') ?? 0), 0)
    : 0
  if (promised > 0) return { seconds: promised, of: 'promise' }
  // Where no journey says that it is completed, all closed ones stand for them. Where a quarter of them is over at once,
  // of a single visit, they are no measure of time.
  const completed = Number(times.completed_customers) >= Math.max(1, minimum) ? times.completed_p25 : null
  const closed = Number(times.closed_customers) >= Math.max(1, minimum) ? times.quantiles[0] : null
  const seconds = completed ?? closed
  return seconds != null && seconds > 0 ? { seconds, of: 'quickest' } : null
}

/** The share of the contacts made on these journeys that do not repeat another within the workspace’s days, seven unless it says so; null where no contact tells its reason. */
async function repeatedContacts(context: Context, filter: ContactNarrowing): Promise<number | null> {
  const { clickhouse, workspace } = context
  const [scope, rule, until] = await Promise.all([
    contactScopeOf(context, filter),
    contactRuleOf(context, {}),
    knownUntil(clickhouse, workspace.number, context.now()),
  ])
  const rows = await countContacts(clickhouse, rule, scope, { spoken: spokenOf(filter), days: [rule.days], until })
  const all = rows.find(row => row.whole === 3)
  if (!all || Number(all.known) === 0) return null
  return smooth(Number(all.counts[contactCounts.indexOf('back')]), Number(all.known))
}

/** The share still going on after so long. An open case counts for as long as it has been going on. */
function tellWithOpen(spans: Awaited<ReturnType<typeof countSpans>>, minimum: number): DurationsAnswer['withOpen'] {
  const steps = survivalSteps(
    spans.map(({ step, closed, cases }) => ({
      time: Math.expm1((step + 0.5) / 200),
      ending: closed ? 0 : null,
      customers: Number(cases),
    })),
  ).filter(step => step.atRisk >= minimum)
  const every = Math.max(1, Math.ceil(steps.length / mostPoints))
  return {
    median: medianSurvival(steps),
    curve: steps
      .filter((_, index) => index % every === 0 || index === steps.length - 1)
      .map(step => ({ seconds: step.time, still: step.survival, low: step.low, high: step.high })),
  }
}
