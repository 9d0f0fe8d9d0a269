import {
  type askDrivers as askDriversRoute,
  type DriversAnswer,
  journeyFacts,
} from '../../contract/measuring-explanations.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { constructs } from '../../vocabulary/score.ts'
import { driversSentence } from '../../vocabulary/statistics/drivers-sentence.ts'
import { keyDrivers, withoutEchoes } from '../../vocabulary/statistics/key-drivers.ts'
import { areaUnderCurve } from '../../vocabulary/statistics/prediction-quality.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { type AnsweredCase, listAnsweredCases } from '../questions/list-answered-cases.ts'

/** More answers change the ranking little, and sharing it out would keep others waiting. */
const mostCases = 5_000
/** With the facts of the whole journey, as many as can be shared out exactly. */
const mostActivities = 8
const nothing = -1e29

type Fact = (typeof journeyFacts)[number]
type Known = { readonly activity: string | null; readonly fact: Fact | null; readonly values: readonly number[] }

/** What lived before an answer goes with how good it is. */
export async function askDrivers(
  context: Context,
  { query }: InputOf<typeof askDriversRoute>,
): Promise<AnswerOf<typeof askDriversRoute>> {
  const { clickhouse, workspace } = context
  const { map, construct, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, nameOf } = activities
  const cases = await listAnsweredCases(
    clickhouse,
    keepingOf(workspace.number, journey, filter, activities),
    constructs.indexOf(construct) + 1,
    mostCases,
  )
  const known = knownOf(cases, nameOf, minimumGroup)
  const apart = withoutEchoes(
    known.map(({ values }) => values),
    place => known[place]!.fact !== null,
  )
  const judged = keyDrivers(
    apart.map(String),
    cases.map((_, row) => apart.map(place => known[place]!.values[row]!)),
    cases.map(each => each.felt),
  )
  const drivers = (judged?.drivers ?? []).map(({ name, ...driver }) => {
    const { activity, fact } = known[Number(name)]!
    return { activity, fact, ...driver, share: driver.share === null ? null : Math.min(1, Math.max(0, driver.share)) }
  })
  const indicators = indicatorsOf(cases, known)
  const few = cases.length > 0 && cases.length < minimumGroup
  return {
    meaning: driversSentence({ customers: cases.length, explained: judged?.explained ?? null, drivers, indicators }),
    construct: cases.length === 0 ? null : construct,
    customers: few ? 0 : cases.length,
    reading: judged?.reading ?? 'hidden',
    explained: judged?.explained ?? null,
    drivers,
    indicators,
  }
}

/** What is known of all cases: whether they came to the activities that tell them apart most, and facts of the whole. */
function knownOf(
  cases: readonly AnsweredCase[],
  nameOf: (number: number) => string,
  minimumGroup: number,
): readonly Known[] {
  const came = new Map<number, number>()
  for (const { steps } of cases) for (const step of new Set(steps)) came.set(step, (came.get(step) ?? 0) + 1)
  const varied = [...came]
    .filter(([, amount]) => amount >= minimumGroup && cases.length - amount >= minimumGroup)
    .sort(([a, one], [b, other]) => Math.abs(one / cases.length - 0.5) - Math.abs(other / cases.length - 0.5) || a - b)
    .slice(0, mostActivities)
  return [
    ...varied.map(([number]) => ({
      activity: nameOf(number),
      fact: null,
      values: cases.map(({ steps }) => (steps.includes(number) ? 1 : 0)),
    })),
    ...journeyFacts
      .map(fact => ({ activity: null, fact, values: cases.map(factOf[fact]) }))
      // A figure that no event carries is no fact.
      .filter(({ values }) => values.some(value => value !== values[0])),
  ]
}

const factOf: Readonly<Record<Fact, (each: AnsweredCase) => number>> = {
  steps: ({ steps }) => Math.log1p(steps.length),
  repeats: ({ steps }) => steps.length - new Set(steps).size,
  channels: ({ channels }) => new Set(channels).size,
  switches: ({ channels }) => channels.filter((each, at) => at > 0 && each !== channels[at - 1]).length,
  longestWait: ({ waits }) => Math.log1p(Math.max(0, ...waits.map(each => each ?? 0)) / 3600),
  duration: ({ lasted }) => Math.log1p(Math.max(0, Number(lasted)) / 3600),
  figure: ({ figure }) => (figure === null || figure < nothing ? 0 : figure),
}

/** Learned on the first three fifths of the answers in time, judged on the others. */
function indicatorsOf(cases: readonly AnsweredCase[], known: readonly Known[]): DriversAnswer['indicators'] {
  const order = cases.map((_, index) => index).sort((a, b) => Number(cases[a]!.felt_at) - Number(cases[b]!.felt_at))
  const split = Math.floor(order.length * 0.6)
  const areaOf = (values: readonly number[], among: readonly number[]) =>
    areaUnderCurve(among.map(at => ({ probability: values[at]!, happened: cases[at]!.felt <= -0.5 })))
  const later = order.slice(split)
  const lowAnswers = later.filter(at => cases[at]!.felt <= -0.5).length
  return known
    .flatMap(({ activity, fact, values }) => {
      const learned = areaOf(values, order.slice(0, split))
      const judged = areaOf(values, later)
      if (!learned || !judged) return []
      const more = learned.area >= 0.5
      const [area, low, high] = more
        ? [judged.area, judged.low, judged.high]
        : [1 - judged.area, 1 - judged.high, 1 - judged.low]
      return [
        {
          ...{ activity, fact, area, low, high, lowAnswers },
          direction: more ? ('more' as const) : ('less' as const),
          n: later.length,
          validated: later.length >= 100 && lowAnswers >= 20 && low > 0.6,
        },
      ]
    })
    .sort((a, b) => b.area - a.area)
}
