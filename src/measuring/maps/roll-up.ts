import type { MapRollUp, rollUp as rollUpRoute } from '../../contract/map-roll-up.ts'
import type { MapMeasures, MeanWithInterval } from '../../contract/measuring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { subJourneysOf } from '../../mapping/index.ts'
import { constructs } from '../../vocabulary/score.ts'
import { readingOf } from '../../vocabulary/statistics/statistics.ts'
import { measureMap } from './measure-map.ts'

type Measured = NonNullable<MapRollUp['steps'][number]['measures']>

/**
 * What was lived in the journeys that the steps of a map open into. Each is measured as its own map would be, under the
 * same filter, so that the figures are those one finds there.
 */
export async function rollUp(
  context: Context,
  { params, query }: InputOf<typeof rollUpRoute>,
): Promise<AnswerOf<typeof rollUpRoute>> {
  const found = await subJourneysOf(context, context.workspace.number, params.map)
  const maps = [...new Set(found.flatMap(one => one.map ?? []))]
  const measured = new Map<string, Measured>()
  // One after the other: a map of many sub-journeys must not fill the store with questions.
  for (const map of maps) {
    const whole = await measureMap(context, { params: { ...params, map }, query, body: undefined })
    measured.set(map, broughtUp(whole as MapMeasures))
  }
  return {
    steps: found.map(one => ({ ...one, measures: one.map === null ? null : (measured.get(one.map) ?? null) })),
  }
}

export function broughtUp(measures: MapMeasures): Measured {
  const { customers, cases, closedCases, completedCases, throughput } = measures
  return { customers, cases, closedCases, completedCases, throughput, emotion: emotionOf(measures) }
}

/**
 * The mean of a whole journey: of its touchpoints, weighted by their visits, and its interval from theirs. Constructs
 * are never mixed: satisfaction where anybody was asked it, else what was asked most.
 */
function emotionOf({ touchpoints, minimumGroup }: MapMeasures): MeanWithInterval {
  const answersOf = (construct: (typeof constructs)[number]) =>
    touchpoints.reduce(
      (sum, one) => sum + (one.satisfaction.find(said => said.construct === construct)?.answers ?? 0),
      0,
    )
  const asked =
    answersOf('satisfaction') > 0
      ? 'satisfaction'
      : constructs.reduce((most, each) => (answersOf(each) > answersOf(most) ? each : most))
  const points = touchpoints.flatMap(one => {
    const said = one.satisfaction.find(each => each.construct === asked)
    const visits = one.visits.value
    // What may not be shown there may not be told here either.
    if (said?.mean == null || said.low === null || said.high === null || !visits) return []
    return [{ ...said, mean: said.mean, half: (said.high - said.low) / 2, visits }]
  })
  const weight = points.reduce((sum, one) => sum + one.visits, 0)
  const customers = points.reduce((sum, one) => sum + one.customers, 0)
  const answers = points.reduce((sum, one) => sum + one.answers, 0)
  if (weight === 0) return { mean: null, low: null, high: null, customers, answers, reading: 'hidden' }
  const mean = points.reduce((sum, one) => sum + (one.visits / weight) * one.mean, 0)
  const half = Math.sqrt(points.reduce((sum, one) => sum + ((one.visits / weight) * one.half) ** 2, 0))
  return {
    mean,
    low: Math.max(-1, mean - half),
    high: Math.min(1, mean + half),
    customers,
    answers,
    reading: readingOf(customers, half, minimumGroup),
  }
}
