import type { askTrend as askTrendRoute, TrendAnswer } from '../../contract/measuring-trends.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { judgeSeries, type SeriesKind, type SeriesPoint } from '../../vocabulary/statistics/judged-series.ts'
import { trendSentence } from '../../vocabulary/statistics/trend-sentence.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countBuckets, countSharedBuckets } from '../questions/count-buckets.ts'
import { firstDayUnseen } from './observed-until.ts'

type Query = InputOf<typeof askTrendRoute>['query']
type Named = SeriesPoint & { readonly at: string; readonly hidden?: boolean }
const kinds: Readonly<Record<Query['measure'], SeriesKind>> = {
  events: 'count',
  customers: 'count',
  journeys: 'count',
  share: 'share',
  satisfaction: 'mean',
}

/** How a measure moves over time, told apart from chance. */
export async function askTrend(
  context: Context,
  { query }: InputOf<typeof askTrendRoute>,
): Promise<AnswerOf<typeof askTrendRoute>> {
  const { measure, unit } = query
  const { series, deviation } = await seriesOf(context, query)
  // A year of weeks is a season when there are two of them.
  const season = unit === 'day' ? 7 : 52
  const judged = judgeSeries(series, kinds[measure], season, deviation)
  const points = series.map(({ at, value, n }, index): TrendAnswer['points'][number] => {
    const told = judged?.points[index]
    return {
      ...{ at, value, n },
      ...{ expected: told?.expected ?? null, trend: told?.trend ?? null },
      ...{ low: told?.low ?? null, high: told?.high ?? null, score: told?.score ?? null, odd: told?.odd ?? false },
    }
  })
  return {
    meaning: trendSentence({ measure, unit, points: series, judged }),
    ...{ measure, unit, points },
    season: judged && series.length >= 2 * season ? season : 0,
    strength: judged?.strength ?? 0,
    change: judged?.change ?? null,
    drifting: judged?.drifting ?? false,
    shifts: judged?.shifts.map(({ at, direction }) => ({ at: series[at]!.at, direction })) ?? [],
  }
}

/** The values of whole days or weeks, those without anything among them. */
async function seriesOf(context: Context, query: Query): Promise<{ series: readonly Named[]; deviation: number }> {
  const { clickhouse, workspace } = context
  const { map, measure, activity, unit, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, numberOf } = activities
  const keeping = keepingOf(workspace.number, journey, filter, activities)
  const { timeZone } = workspace
  const number = activity === undefined ? undefined : numberOf(activity)
  // Of nobody nothing is a secret; of few everything is, how many they are too.
  const shown = (customers: number, n: number, value: number | null) =>
    customers > 0 && customers < minimumGroup ? { n: 0, value: null, hidden: true } : { n, value }
  if (measure === 'share') {
    if (number === undefined)
      throw problem('input_invalid', {
        reason: {
          en: 'a share needs the activity that journeys come to',
          fr: 'une part demande l’activité à laquelle les parcours arrivent',
        },
      })
    const rows = await countSharedBuckets(clickhouse, keeping, { unit, timeZone, activity: number })
    const told = rows.map(row => {
      const [n, hits, customers] = [row.journeys, row.hits, row.customers].map(Number) as [number, number, number]
      return { at: row.day, ...shown(customers, n, n === 0 ? null : hits / n) }
    })
    return { series: await wholeBuckets(context, told, query, null), deviation: 1 }
  }
  const rows = await countBuckets(clickhouse, keeping, { unit, timeZone, activity: number })
  const told = rows.map(row => {
    const customers = Number(row.customers)
    const n = measure === 'satisfaction' ? Number(row.scored) : customers
    const value = measure === 'satisfaction' ? row.mean_score : Number(row[measure])
    return { at: row.day, ...shown(measure === 'satisfaction' ? n : customers, n, value) }
  })
  const spread = rows.filter(row => row.deviation !== null)
  const weight = spread.reduce((sum, row) => sum + Number(row.scored), 0)
  const deviation = Math.sqrt(
    spread.reduce((sum, row) => sum + Number(row.scored) * row.deviation! ** 2, 0) / Math.max(1, weight),
  )
  return {
    series: await wholeBuckets(context, told, query, measure === 'satisfaction' ? null : 0),
    deviation: deviation > 0 ? deviation : 1,
  }
}

/** Every bucket from the first to the last that is over; one in which nothing happened has the value of nothing. */
async function wholeBuckets(
  context: Context,
  told: readonly Named[],
  query: Query,
  nothing: number | null,
): Promise<readonly Named[]> {
  const [first] = told
  if (!first) return []
  const known = new Map(told.map(each => [each.at, each]))
  const step = query.unit === 'day' ? 1 : 7
  const dayIn = (at: Date) => new Intl.DateTimeFormat('en-CA', { timeZone: context.workspace.timeZone }).format(at)
  const end = await firstDayUnseen(context, query.to)
  const begin = query.from === undefined ? first.at : dayIn(new Date(query.from))
  const series: Named[] = []
  for (let day = first.at; shift(day, step) <= end; day = shift(day, step))
    // A week of which the filter keeps only a part is not compared with whole ones.
    if (day >= begin) series.push(known.get(day) ?? { at: day, value: nothing, n: 0 })
  return series.slice(-1500)
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
