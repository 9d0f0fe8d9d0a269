import type { askDrift as askDriftRoute, DriftAnswer } from '../../contract/measuring-trends.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { countsDistance, type Flow, flowDrift } from '../../vocabulary/statistics/flow-drift.ts'
import { resample, seededRandom } from '../../vocabulary/statistics/seeded-random.ts'
import { type PlainAnswer, saying } from '../../vocabulary/survey/plain-answer.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countWeeklyFollows, type WeeklyFollow } from '../questions/count-weekly-follows.ts'

/** Weeks of late that are held against those before. */
const late = 4
const fewestWeeks = 6
const fewestFollows = 200
const draws = 100
const mostMoved = 20

/** Whether journeys are lived otherwise than before, week by week. */
export async function askDrift(
  context: Context,
  { query }: InputOf<typeof askDriftRoute>,
): Promise<AnswerOf<typeof askDriftRoute>> {
  const { clickhouse, workspace } = context
  const { map, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, nameOf } = activities
  const rows = await countWeeklyFollows(
    clickhouse,
    keepingOf(workspace.number, journey, filter, activities),
    workspace.timeZone,
  )
  const byWeek = [...Map.groupBy(rows, row => row.week)]
    .map(([week, own]) => ({ week, flows: own.map(flowOf(nameOf)) }))
    .sort((a, b) => a.week.localeCompare(b.week))
  // The week that is not over is not held against whole ones.
  const now = new Date(context.now().getTime() - 7 * 86_400_000).toISOString().slice(0, 10)
  const weeks = byWeek.filter(({ week }) => week <= now)
  if (weeks.length < fewestWeeks) return { meaning: tooShort(weeks.length), baseline: null, weeks: [], moved: [] }
  const before = weeks.slice(0, -late)
  const base = joined(before.map(each => each.flows))
  const told = weeks.map(({ week, flows }, index) => {
    const follows = total(flows)
    // A week is part of what is usual: it is held against the others.
    const others =
      index < before.length ? joined(before.filter(each => each.week !== week).map(each => each.flows)) : base
    const enough = follows >= fewestFollows && total(others) >= fewestFollows
    return {
      week,
      follows,
      distance: enough ? flowDrift(others, flows).distance : null,
      chance: enough ? distanceByChance(others, follows) : null,
    }
  })
  const latest = joined(weeks.slice(-late).map(each => each.flows))
  const customers = new Map<string, number>()
  for (const row of rows)
    customers.set(
      JSON.stringify([nameOf(row.came), nameOf(row.went)]),
      Math.max(customers.get(JSON.stringify([nameOf(row.came), nameOf(row.went)])) ?? 0, Number(row.customers)),
    )
  const moved = flowDrift(base, latest)
    .moved.filter(
      each => each.adjusted <= 0.05 && (customers.get(JSON.stringify([each.from, each.to])) ?? 0) >= minimumGroup,
    )
    .slice(0, mostMoved)
  return {
    meaning: meaningOf(told.slice(-late), moved),
    baseline: { from: before[0]!.week, to: before.at(-1)!.week, follows: total(base) },
    weeks: told,
    moved,
  }
}

function flowOf(nameOf: (number: number) => string): (row: WeeklyFollow) => Flow {
  return row => ({ from: nameOf(row.came), to: nameOf(row.went), count: Number(row.follows) })
}

function total(flows: readonly Flow[]): number {
  return flows.reduce((sum, each) => sum + each.count, 0)
}

function joined(weeks: readonly (readonly Flow[])[]): readonly Flow[] {
  const held = new Map<string, Flow>()
  for (const flow of weeks.flat()) {
    const key = JSON.stringify([flow.from, flow.to])
    held.set(key, { ...flow, count: flow.count + (held.get(key)?.count ?? 0) })
  }
  return [...held.values()]
}

/** Few flows are never quite like many: the distance that a week drawn from the others stays under, 95 times in 100. */
function distanceByChance(others: readonly Flow[], follows: number): number {
  const random = seededRandom(follows)
  const whole = total(others)
  const counts = others.map(each => (each.count * follows) / whole)
  const told = others.map(each => each.count)
  const distances = Array.from({ length: draws }, () => countsDistance(told, resample(random, counts))).sort(
    (a, b) => a - b,
  )
  return distances[Math.floor(0.95 * draws)]!
}

function tooShort(weeks: number): PlainAnswer {
  return saying(say =>
    weeks === 0
      ? say('Il ne s’est rien passé sur cette période.', 'Nothing happened in this period.')
      : say(
          `${weeks === 1 ? 'Une semaine entière seulement' : `${say.whole(weeks)} semaines entières seulement`} : il en faut ${fewestWeeks} pour comparer les dernières aux autres.`,
          `Only ${say.whole(weeks)} whole week${weeks > 1 ? 's' : ''}: it takes ${fewestWeeks} to hold the latest against the others.`,
        ),
  )
}

function meaningOf(latest: DriftAnswer['weeks'], moved: DriftAnswer['moved']): PlainAnswer {
  const judged = latest.filter(each => each.distance !== null && each.chance !== null)
  const beyond = judged.filter(each => each.distance! > each.chance!)
  return saying(say => {
    if (judged.length === 0)
      return say(
        `Trop peu de passages par semaine pour juger : il en faut ${fewestFollows}.`,
        `Too few steps a week to judge: it takes ${fewestFollows}.`,
      )
    const [first] = moved
    const telling = first
      ? say(
          ` Ce qui a le plus bougé : « ${first.from} » puis « ${first.to} », de ${say.share(first.before)} à ${say.share(first.after)} des passages.`,
          ` What moved most: “${first.from}” then “${first.to}”, from ${say.share(first.before)} to ${say.share(first.after)} of the steps.`,
        )
      : ''
    if (beyond.length < 2)
      return say(
        'Les parcours se vivent comme avant : les dernières semaines ne s’écartent pas plus que le hasard.',
        'Journeys are lived as before: the latest weeks are no further away than chance has it.',
      )
    const large = Math.max(...beyond.map(each => each.distance!)) > 0.1
    return `${
      large
        ? say(
            'Les parcours ne se vivent plus comme avant : l’écart est grand, la carte est à revoir.',
            'Journeys are no longer lived as before: the distance is large, the map is due for a review.',
          )
        : say(
            'Les parcours changent un peu, plus que le hasard ne l’explique.',
            'Journeys change a little, more than chance explains.',
          )
    }${telling}`
  })
}
