import type { followGraph as followGraphRoute } from '../../contract/measuring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import type { Context } from '../../feature.ts'
import { writeNames } from '../../vocabulary/case-filter.ts'
import { hiddenCells, hiddenFlows } from '../../vocabulary/survey/suppression.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { type Keeping, keepingOf } from '../filtering/kept-visits.ts'
import {
  type ActivityReach,
  countFollows,
  type FollowCount,
  rankActivities,
  timeFollows,
} from '../questions/count-follows.ts'
import { hasEnough } from '../questions/has-enough.ts'
import { countVariants } from '../questions/list-variants.ts'

/**
 * What directly follows what: between the touchpoints of a map, or between all events by name. With a bound on the
 * activities, or where some are lived by too few to be told, the cases are told again without the visits of the others:
 * every count still adds up.
 */
export async function followGraph(
  context: Context,
  { query }: InputOf<typeof followGraphRoute>,
): Promise<AnswerOf<typeof followGraphRoute>> {
  const { clickhouse, workspace } = context
  const { map: mapId, limit, activities: most, times: asked, ...filter } = query
  const timed = asked === 'true'
  const activities = await activitiesOf(context, mapId)
  const { journey, nameOf, minimumGroup } = activities
  const whole = keepingOf(workspace.number, journey, filter, activities)
  // Without a bound, the flows of all activities are wanted, and mostly show that none of them is too rare to be told.
  const everything = most === undefined ? await countAll(clickhouse, whole, timed) : undefined
  const ranked = everything && haveEnough(everything.pairs, minimumGroup) ? [] : await rankActivities(clickhouse, whole)
  const { kept, left } = leaveOut(ranked, most ?? ranked.length, minimumGroup)
  if (left.length > 0 && !(await hasEnough(clickhouse, whole, minimumGroup))) return nothingTold
  const [{ pairs, cases, variants, times }, all] = await Promise.all([
    everything && left.length === 0 ? everything : countKept(kept),
    left.length === 0 ? undefined : (everything ?? countVariants(clickhouse, whole, false)),
  ])

  /**
   * Cases are judged by the filter on the visits that are left of them: where that takes cases away, what is looked at
   * may have become too rare in turn.
   */
  async function countKept(looked: readonly ActivityReach[]): ReturnType<typeof countAll> {
    if (looked.length === 0) return left.length > 0 ? nobody : countAll(clickhouse, whole, timed)
    const only = writeNames(looked.map(each => nameOf(each.activity)))
    const keeping = left.length === 0 ? whole : keepingOf(workspace.number, journey, { ...filter, only }, activities)
    const counted = await countAll(clickhouse, keeping, timed)
    if (left.length === 0 || haveEnough(counted.pairs, minimumGroup)) return counted
    const again = leaveOut(await rankActivities(clickhouse, keeping), most ?? looked.length, minimumGroup)
    if (again.left.length === 0) return counted
    left.push(...again.left)
    return countKept(again.kept)
  }
  const mayTell = tellableFlows(pairs, minimumGroup)
  const follows = pairs.filter(row => row.after !== 0)
  const flow = follows.reduce((sum, row) => sum + Number(row.count), 0)
  const given = follows.filter(row => mayTell(row.before, row.after)).slice(0, limit)
  return {
    activities: [...Map.groupBy(pairs, row => row.before)]
      .map(([activity, own]) => {
        const starts = sumOf(own, 'starts')
        const end = own.find(row => row.after === 0)
        return {
          name: nameOf(activity),
          events: sumOf(own, 'count'),
          cases: sumOf(own, 'activity_cases'),
          starts: starts === 0 || mayTell(0, activity) ? starts : null,
          ends: end === undefined ? 0 : mayTell(activity, 0) ? Number(end.count) : null,
        }
      })
      .sort((a, b) => b.events - a.events),
    allActivities: ranked.length > 0 ? ranked.length : new Set(pairs.map(row => row.before)).size,
    leftOut: {
      activities: left.length,
      events: left.reduce((sum, each) => sum + Number(each.events), 0),
      cases: all === undefined ? 0 : all.cases - cases,
    },
    follows: given.map(row => ({
      from: nameOf(row.before),
      to: nameOf(row.after),
      count: Number(row.count),
      cases: Number(row.cases),
      medianSeconds: toMilliseconds(times.get(`${row.before} ${row.after}`)?.[0]),
      p90Seconds: toMilliseconds(times.get(`${row.before} ${row.after}`)?.[1]),
    })),
    cases: sumOf(pairs, 'first_cases'),
    events: sumOf(pairs, 'count'),
    customers: sumOf(pairs, 'first_customers'),
    variants,
    hiddenFlow: flow === 0 ? 0 : 1 - given.reduce((sum, row) => sum + Number(row.count), 0) / flow,
  }
}

async function countAll(clickhouse: ClickHouse, keeping: Keeping, timed: boolean) {
  const [pairs, { cases, variants }, times] = await Promise.all([
    countFollows(clickhouse, keeping),
    countVariants(clickhouse, keeping, false),
    timed ? timeFollows(clickhouse, keeping) : [],
  ])
  return { pairs, cases, variants, times: new Map(times.map(row => [`${row.before} ${row.after}`, row.seconds])) }
}

/** Events are known to the millisecond: further digits are of how times are kept. */
function toMilliseconds(seconds: number | undefined): number | null {
  return seconds === undefined ? null : Math.round(seconds * 1000) / 1000
}

/** What is said where fewer customers are kept than may be shown: as if there were none. */
const nothingTold: AnswerOf<typeof followGraphRoute> = {
  ...{ activities: [], allActivities: 0, leftOut: { activities: 0, events: 0, cases: 0 }, follows: [] },
  ...{ cases: 0, events: 0, customers: 0, variants: 0, hiddenFlow: 0 },
}

const nobody: Awaited<ReturnType<typeof countAll>> = { pairs: [], cases: 0, variants: 0, times: new Map() }

/** Whether each activity has a flow of customers enough: then none is too rare, and nobody need be counted for it. */
function haveEnough(pairs: readonly FollowCount[], minimumGroup: number): boolean {
  return [...Map.groupBy(pairs, row => row.before).values()].every(own =>
    own.some(row => Number(row.customers) >= minimumGroup),
  )
}

/**
 * The activities that are looked at, and the others. Whoever lived an activity that is left out for being rare must not
 * be found by what the others leave of the whole: at least two are left out, of enough customers together.
 */
function leaveOut(
  ranked: readonly ActivityReach[],
  most: number,
  minimumGroup: number,
): { readonly kept: readonly ActivityReach[]; readonly left: ActivityReach[] } {
  const hidden = hiddenCells(
    ranked.map(each => ({ customers: Number(each.customers) })),
    minimumGroup,
  )
  const isKept = (_: ActivityReach, index: number) => index < most && !hidden.has(index)
  return { kept: ranked.filter(isKept), left: ranked.filter((each, index) => !isKept(each, index)) }
}

/**
 * Which flows may be told: the ways out of an activity sum to its visits, and so do the ways in. What is hidden of either
 * is hidden among others, until nothing that is told gives it away.
 */
function tellableFlows(pairs: readonly FollowCount[], minimumGroup: number): (from: number, to: number) => boolean {
  if (minimumGroup === 0) return () => true
  const flow = (from: number, to: number, count: number, customers: number) => ({
    from,
    to,
    // Of those who are enough, visits say how many: what hides beside what is hidden is the smallest flow, not the rarest.
    customers: customers < minimumGroup ? customers : Math.max(minimumGroup, count),
  })
  const flows = [
    ...pairs.map(row => flow(row.before, row.after, Number(row.count), Number(row.customers))),
    ...[...Map.groupBy(pairs, row => row.before)].map(([activity, own]) =>
      flow(0, activity, sumOf(own, 'starts'), sumOf(own, 'begin_customers')),
    ),
  ].filter(each => each.customers > 0)
  const hidden = hiddenFlows(flows, minimumGroup)
  const told = new Set(flows.filter(each => !hidden.has(each)).map(each => `${each.from} ${each.to}`))
  return (from, to) => told.has(`${from} ${to}`)
}

type Counted = 'begin_customers' | 'count' | 'activity_cases' | 'starts' | 'first_cases' | 'first_customers'

function sumOf(rows: readonly FollowCount[], figure: Counted): number {
  return rows.reduce((sum, row) => sum + Number(row[figure]), 0)
}
