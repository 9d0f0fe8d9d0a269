import type { askSurvival as askSurvivalRoute } from '../../contract/measuring-leaving.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import {
  type Followed,
  logRank,
  medianSurvival,
  restrictedMean,
  survivalSteps,
} from '../../vocabulary/statistics/survival.ts'
import { survivalSentence } from '../../vocabulary/statistics/survival-sentence.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { activityList } from '../filtering/activity-list.ts'
import { durationOf } from '../filtering/duration-of.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { followCustomers } from '../questions/follow-customers.ts'
import { observedUntil } from './observed-until.ts'

const usualSilence = 'P60D'
const mostSteps = 240
const mostGroups = 12

/** How long customers last after a start, group by group, until one of several endings. */
export async function askSurvival(
  context: Context,
  { query }: InputOf<typeof askSurvivalRoute>,
): Promise<AnswerOf<typeof askSurvivalRoute>> {
  const { clickhouse, workspace } = context
  const { map, start, endings: told, silence, trait, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, numberOf } = activities
  const endings = activityList(told, { en: 'endings', fr: 'les fins' })
  const quiet = silence ?? (endings.length === 0 ? usualSilence : undefined)
  const until = await observedUntil(context, filter.to)
  const rows = await followCustomers(clickhouse, keepingOf(workspace.number, journey, filter, activities), {
    start: start === undefined ? undefined : numberOf(start),
    endings: endings.map(numberOf),
    silence: quiet === undefined ? null : durationOf(quiet, 3600),
    trait,
    until,
  })
  const named = [...endings, ...(quiet === undefined ? [] : ['silence'])]
  const byGroup = [...Map.groupBy(rows, row => row.trait_value)]
    .map(([name, own]) => ({
      name,
      followed: own.map(
        (row): Followed => ({
          time: Number(row.days),
          ending: Number(row.ending) === 0 ? null : Number(row.ending) - 1,
          customers: Number(row.customers),
        }),
      ),
    }))
    .map(each => ({ ...each, customers: each.followed.reduce((sum, one) => sum + one.customers, 0) }))
    .sort((a, b) => b.customers - a.customers || a.name.localeCompare(b.name))
  const shown = byGroup.filter(each => each.customers >= minimumGroup).slice(0, mostGroups)
  const curves = shown.map(each => ({ ...each, steps: survivalSteps(each.followed, named.length) }))
  // Means are of the same days in every group: as long as all are followed by enough to be shown.
  const within = Math.min(...curves.map(each => lastDay(each.followed, minimumGroup)))
  const groups = curves.map(({ name, customers, followed, steps }) => {
    const ended = followed.reduce((sum, one) => sum + (one.ending === null ? 0 : one.customers), 0)
    return {
      name,
      customers,
      ended: ended > 0 && ended < minimumGroup ? null : ended,
      curve: thinned(steps.filter(step => step.atRisk >= minimumGroup)).map(
        ({ time, atRisk, survival, low, high, met }) => ({ day: time, atRisk, survival, low, high, met: [...met] }),
      ),
      medianDays: medianSurvival(steps.filter(step => step.atRisk >= minimumGroup)),
      restrictedMean: Number.isFinite(within) && within > 0 ? { within, ...restrictedMean(steps, within) } : null,
    }
  })
  const test = logRank(curves.map(each => each.followed)) ?? null
  return {
    meaning: survivalSentence({
      customers: byGroup.reduce((sum, each) => sum + each.customers, 0),
      groups: groups.map(each => ({
        name: each.name,
        customers: each.customers,
        medianDays: each.medianDays,
        last: each.curve.at(-1),
        mean: each.restrictedMean?.mean ?? null,
      })),
      p: test?.p ?? null,
    }),
    customers: shown.reduce((sum, each) => sum + each.customers, 0),
    endings: named,
    hiddenGroups: byGroup.length - shown.length,
    groups,
    logRank: test,
  }
}

/** The last day until which at least so many customers are followed. */
function lastDay(followed: readonly Followed[], fewest: number): number {
  let left = 0
  for (const { time, customers } of [...followed].sort((a, b) => b.time - a.time)) {
    left += customers
    if (left >= Math.max(1, fewest)) return time
  }
  return 0
}

/** As many steps as can be drawn, evenly chosen; the last one stays. */
function thinned<Step>(steps: readonly Step[]): readonly Step[] {
  const every = Math.ceil(steps.length / mostSteps)
  return steps.filter((_, index) => index % every === 0 || index === steps.length - 1)
}
