import type { askNextSteps as askNextStepsRoute, NextStepsAnswer } from '../../contract/measuring-explanations.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import {
  journeyEnd,
  judgeNextSteps,
  learnNextSteps,
  longestMemory,
  nextSteps,
  type Walked,
} from '../../vocabulary/statistics/next-step-model.ts'
import { type PlainAnswer, saying } from '../../vocabulary/survey/plain-answer.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { activityList } from '../filtering/activity-list.ts'
import { closedBefore } from '../filtering/closed-before.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { listWalks, type Walk } from '../questions/list-walks.ts'

/** The latest: more of them change the probabilities little, and judging them would keep others waiting. */
const mostCases = 5_000
const fewestCases = 30
const ages = [3600, 86_400, 7 * 86_400, null] as const

/** What comes next after what was done of late, and how far that can be foreseen. */
export async function askNextSteps(
  context: Context,
  { query }: InputOf<typeof askNextStepsRoute>,
): Promise<AnswerOf<typeof askNextStepsRoute>> {
  const { clickhouse, workspace } = context
  const { map, after, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, nameOf, numberOf } = activities
  const keeping = keepingOf(workspace.number, journey, filter, activities)
  const walks = await listWalks(clickhouse, keeping, closedBefore(context, activities), mostCases)
  const split = Math.floor((walks.length * 2) / 3)
  const learned = learnNextSteps(walks.slice(0, split).map(walked))
  const later = walks.slice(split).map(walked)
  const own = walks.length < fewestCases ? null : judgeNextSteps(learned, later)
  const none = own && judgeNextSteps(learnNextSteps(walks.slice(0, split).map(walked), 0), later)
  const model = learnNextSteps(walks.map(walked))
  const asked = activityList(after, { en: 'the activities', fr: 'les activités' }).map(numberOf)
  const contexts = asked.length > 0 ? [asked] : model.symbols.filter(each => each > 0).map(each => [each])
  const rows = contexts.flatMap(steps => {
    const met = meetings(walks, steps)
    const customers = new Set(met.map(each => each.walk.customer_id)).size
    if (customers < Math.max(1, minimumGroup)) return []
    const likely = [...nextSteps(model, steps.slice(-longestMemory))]
      .map(([symbol, probability]) => ({ symbol, probability }))
      .sort((a, b) => b.probability - a.probability)
    const followers = (symbol: number) =>
      new Set(met.filter(({ walk, at }) => nextOf(walk, at) === symbol).map(each => each.walk.customer_id)).size
    return [
      {
        after: steps.map(nameOf),
        journeys: new Set(met.map(each => each.walk)).size,
        next: likely
          .slice(0, 8)
          .filter(({ symbol }) => followers(symbol) >= Math.max(1, minimumGroup))
          .slice(0, 4)
          .map(({ symbol, probability }) => ({ activity: symbol === journeyEnd ? null : nameOf(symbol), probability })),
        ...remainingOf(met, minimumGroup),
      },
    ]
  })
  return {
    meaning: meaningOf(walks.length, own, none, asked.length > 0 && rows.length === 0),
    journeys: new Set(walks.map(each => each.customer_id)).size < minimumGroup ? 0 : walks.length,
    quality:
      own && none
        ? {
            splitAt: new Date((walks[split]?.times[0] ?? 0) * 1000).toISOString(),
            ...own,
            none: { bits: none.bits, topThree: none.topThree },
          }
        : null,
    rows: rows.sort((a, b) => b.journeys - a.journeys),
  }
}

function walked({ steps, closed }: Walk): Walked {
  return { steps, ended: closed === 1, cases: 1 }
}

type Meeting = { readonly walk: Walk; readonly at: number }

/** Every place in the walks where these were the latest steps. */
function meetings(walks: readonly Walk[], steps: readonly number[]): readonly Meeting[] {
  const last = steps.length - 1
  return walks.flatMap(walk =>
    walk.steps.flatMap((_, at) =>
      at >= last && steps.every((step, index) => walk.steps[at - last + index] === step) ? [{ walk, at }] : [],
    ),
  )
}

function nextOf(walk: Walk, at: number): number | undefined {
  return walk.steps[at + 1] ?? (walk.closed === 1 ? journeyEnd : undefined)
}

/** Empirical quantiles of the time that was left, of journeys that ended; one journey counts once, at its first such place. */
function remainingOf(
  met: readonly Meeting[],
  minimumGroup: number,
): Pick<NextStepsAnswer['rows'][number], 'remaining' | 'byAge'> {
  const seen = new Set<Walk>()
  const left = met.flatMap(({ walk, at }) => {
    if (walk.closed !== 1 || seen.has(walk)) return []
    seen.add(walk)
    return [
      {
        customer: walk.customer_id,
        age: walk.times[at]! - walk.times[0]!,
        seconds: walk.times.at(-1)! - walk.times[at]!,
      },
    ]
  })
  const told = (among: typeof left) => {
    if (new Set(among.map(each => each.customer)).size < Math.max(1, minimumGroup)) return null
    const sorted = among.map(each => each.seconds).sort((a, b) => a - b)
    const quantile = (p: number) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!
    return { medianSeconds: quantile(0.5), p90Seconds: quantile(0.9), n: sorted.length }
  }
  return {
    remaining: told(left),
    byAge: ages.flatMap((upTo, index) => {
      const from = ages[index - 1] ?? -1
      const found = told(left.filter(({ age }) => age > from && (upTo === null || age <= upTo)))
      return found ? [{ ...found, upToSeconds: upTo }] : []
    }),
  }
}

type Quality = { readonly bits: number; readonly topThree: number }

function meaningOf(journeys: number, own: Quality | null, none: Quality | null, unknown: boolean): PlainAnswer {
  return saying(say => {
    if (journeys === 0) return say('Il n’y a aucun parcours sur cette période.', 'There is no journey in this period.')
    if (unknown)
      return say(
        'Trop peu de clients ont fait cela dans cet ordre pour dire la suite.',
        'Too few customers did this in this order to say what comes next.',
      )
    if (!own || !none)
      return say(
        `${say.whole(journeys)} parcours seulement : il en faut ${fewestCases} pour éprouver une prévision.`,
        `Only ${say.whole(journeys)} journeys: it takes ${fewestCases} to put a forecast to the test.`,
      )
    const better = none.bits - own.bits
    const told = say(
      `Sur des parcours postérieurs, l’étape suivante était parmi les trois annoncées ${say.share(own.topThree)} du temps (${say.share(none.topThree)} sans regarder ce qui précède).`,
      `On later journeys, the next step was among the three foreseen ${say.share(own.topThree)} of the time (${say.share(none.topThree)} without looking at what came before).`,
    )
    return `${told} ${
      better > 0.1
        ? say('Ce qui vient d’être fait renseigne sur la suite.', 'What was just done tells what comes next.')
        : say(
            'Ce qui vient d’être fait ne renseigne guère sur la suite : ne vous y fiez pas.',
            'What was just done hardly tells what comes next: do not rely on it.',
          )
    }`
  })
}
