import type { askSurvival as askSurvivalRoute } from '../../contract/measuring-leaving.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
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
import { followCustomers, rankFirstJourneys } from '../questions/follow-customers.ts'
import { observedUntil } from './observed-until.ts'

const usualSilence = 'P60D'
const mostSteps = 240
const mostGroups = 12
/** First journeys told apart, by letters; the others are one group. */
const mostJourneys = 6

/** How long customers last after a start, group by group, until one of several endings. */
export async function askSurvival(
  context: Context,
  { query }: InputOf<typeof askSurvivalRoute>,
): Promise<AnswerOf<typeof askSurvivalRoute>> {
  const { clickhouse, workspace } = context
  const { map, start, endings: told, silence, trait, apart, ...filter } = query
  if (trait !== undefined && apart !== undefined)
    throw problem('input_invalid', {
      reason: {
        en: 'customers are told apart by a trait or by their first journey, not by both',
        fr: 'les clients se distinguent par un trait ou par leur premier parcours, pas par les deux',
      },
    })
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, nameOf, numberOf } = activities
  const endings = activityList(told, { en: 'endings', fr: 'les fins' })
  const quiet = silence ?? (endings.length === 0 ? usualSilence : undefined)
  const until = await observedUntil(context, filter.to)
  const keeping = keepingOf(workspace.number, journey, filter, activities)
  const follow = {
    start: start === undefined ? undefined : numberOf(start),
    endings: endings.map(numberOf),
    silence: quiet === undefined ? null : durationOf(quiet, 3600),
    until,
  }
  const journeys = apart === undefined ? undefined : await rankFirstJourneys(clickhouse, keeping, follow, mostJourneys)
  const rows = await followCustomers(clickhouse, keeping, {
    ...follow,
    apart: trait !== undefined ? { trait } : journeys && { firstJourneys: journeys.map(({ hash }) => BigInt(hash)) },
  })
  const groupOf = (own: string) =>
    journeys === undefined ? own : own === '0' ? 'other' : String.fromCharCode(64 + Number(own))
  const named = [...endings, ...(quiet === undefined ? [] : ['silence'])]
  // All other first journeys come last, however many they are.
  const lastOf = ({ name }: { readonly name: string }) => Number(journeys !== undefined && name === 'other')
  const byGroup = [...Map.groupBy(rows, row => groupOf(row.own_group))]
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
    .sort((a, b) => lastOf(a) - lastOf(b) || b.customers - a.customers || a.name.localeCompare(b.name))
  const shown = byGroup.filter(each => each.customers >= minimumGroup).slice(0, mostGroups)
  const curves = shown.map(each => ({ ...each, steps: survivalSteps(each.followed, named.length) }))
  // Means are of the same days in every group: as long as all are followed by enough to be shown.
  const within = Math.min(...curves.map(each => lastDay(each.followed, minimumGroup)))
  const groups = curves.map(({ name, customers, followed, steps }) => {
    const ended = followed.reduce((sum, one) => sum + (one.ending === null ? 0 : one.customers), 0)
    return {
      name,
      firstJourney: journeys?.[name === 'other' ? -1 : name.charCodeAt(0) - 65]?.story.map(nameOf) ?? null,
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
      firstJourneys: journeys !== undefined,
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
