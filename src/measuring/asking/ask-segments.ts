import type { askSegments as askSegmentsRoute, SegmentsAnswer } from '../../contract/measuring-explanations.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { customerTraits, membersBySegment, segmentNamed } from '../../segmenting/index.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { problem } from '../../vocabulary/problem.ts'
import { adjustedByDiscovery } from '../../vocabulary/statistics/false-discoveries.ts'
import { riskDifference } from '../../vocabulary/statistics/risk-difference.ts'
import { meansDifference, momentsOf, type Sums, without } from '../../vocabulary/statistics/two-means.ts'
import { type PlainAnswer, saying } from '../../vocabulary/survey/plain-answer.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { compareSegments, type SegmentSums } from '../questions/compare-segments.ts'

const mostGroups = 8
const mostActivities = 20
const falseShare = 0.05
/** No id of a segment: for customers of more than one. */
const several = '*'

type Measure = SegmentsAnswer['measures'][number]
type Value = NonNullable<Measure['values'][number]>
type Held = {
  readonly measure: Measure['measure']
  readonly of: string | null
  readonly values: readonly ((Omit<Value, 'adjusted' | 'significant'> & { readonly p: number }) | null)[]
}

/** Segments side by side: each against all the others together, with how many things are compared kept in mind. */
export async function askSegments(
  context: Context,
  { query }: InputOf<typeof askSegmentsRoute>,
): Promise<AnswerOf<typeof askSegmentsRoute>> {
  const { clickhouse, workspace } = context
  const { map, trait, segments, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, nameOf } = activities
  const ids = (segments ?? '').split(',').filter(one => one !== '')
  if (ids.length > mostGroups)
    throw problem('input_invalid', {
      reason: {
        en: `at most ${mostGroups} segments are compared at once`,
        fr: `on compare au plus ${mostGroups} segments à la fois`,
      },
    })
  const names = new Map<string, string>()
  for (const id of ids) names.set(id, await segmentNamed(context, workspace.number, id))
  const known =
    ids.length > 0 ? membersBySegment(workspace.number, ids, several) : customerTraits(workspace.number, trait)
  const all = await compareSegments(clickhouse, keepingOf(workspace.number, journey, filter, activities), known)
  // Who is in several is in none of the groups: each customer is compared once. Against one segment stands everybody else.
  const rows =
    ids.length === 0 ? all : all.filter(row => names.has(row.segment) || (ids.length === 1 && row.segment === ''))
  const both = Number(all.find(row => ids.length > 0 && row.segment === several)?.customers ?? 0)
  const shown = rows
    .filter(row => Number(row.customers) >= Math.max(1, minimumGroup))
    .sort((a, b) => Number(b.customers) - Number(a.customers) || a.segment.localeCompare(b.segment))
    .slice(0, mostGroups)
  const held = shown.length < 2 ? [] : measuresOf(shown, nameOf, Math.max(1, minimumGroup))
  const adjusted = adjustedByDiscovery(held.flatMap(each => each.values.map(value => value?.p ?? Number.NaN)))
  const measures = held.map((each, row) => ({
    measure: each.measure,
    of: each.of,
    values: each.values.map((value, column) => {
      if (!value) return null
      const { p: _, ...told } = value
      const p = adjusted[row * shown.length + column]!
      return { ...told, adjusted: p, significant: p <= falseShare }
    }),
  }))
  return {
    meaning: meaningOf(shown.length, measures),
    trait,
    groups: shown.map(row => ({
      name: names.get(row.segment) ?? row.segment,
      customers: Number(row.customers),
      journeys: Number(row.journeys),
    })),
    hiddenGroups: rows.length - shown.length,
    overlap: both > 0 && both < minimumGroup ? null : both,
    measures,
  }
}

function measuresOf(
  rows: readonly SegmentSums[],
  nameOf: (number: number) => string,
  minimumGroup: number,
): readonly Held[] {
  const shares = (counts: (row: SegmentSums) => SegmentSums['reached'], most: number) => {
    const all = new Map<number, number>()
    for (const row of rows)
      for (const [number, journeys] of counts(row)) all.set(number, (all.get(number) ?? 0) + Number(journeys))
    return [...all]
      .sort(([a, one], [b, other]) => other - one || a - b)
      .slice(0, most)
      .map(([number]) => ({
        number,
        values: rows.map(row => {
          const hits = (told: SegmentSums) => Number(counts(told).find(([each]) => each === number)?.[1] ?? 0)
          const n = Number(row.journeys)
          const others = rows.filter(each => each !== row)
          const otherN = others.reduce((sum, each) => sum + Number(each.journeys), 0)
          const otherHits = others.reduce((sum, each) => sum + hits(each), 0)
          const own = hits(row)
          // So few journeys that reach it, or that do not, would tell of each.
          if ((own > 0 && own < minimumGroup) || (n - own > 0 && n - own < minimumGroup)) return null
          const found = riskDifference([{ good: n, goodWith: own, bad: otherN, badWith: otherHits }])
          return found
            ? { value: own / n, n, difference: found.difference, low: found.low, high: found.high, p: found.p }
            : null
        }),
      }))
  }
  const mean = (sums: (row: SegmentSums) => Sums, told: (value: number) => number = value => value) => {
    const whole = rows
      .map(sums)
      .reduce((a, b) => ({ n: a.n + b.n, sum: a.sum + b.sum, squares: a.squares + b.squares }))
    return rows.map(row => {
      const own = sums(row)
      const others = without(whole, own)
      const found = own.n < minimumGroup || others.n < minimumGroup ? undefined : meansDifference(own, others)
      if (!found) return null
      const [one, other] = [momentsOf(own).mean, momentsOf(others).mean]
      const moved = (difference: number) => told(other + difference) - told(other)
      return {
        ...{ value: told(one), n: own.n, difference: moved(found.difference) },
        ...{ low: moved(found.low), high: moved(found.high), p: found.p },
      }
    })
  }
  const days = (logSeconds: number) => Math.expm1(logSeconds) / 86_400
  return [
    {
      measure: 'satisfaction',
      of: null,
      values: mean(row => ({ n: Number(row.scored), sum: row.scores, squares: row.scores_squared })),
    },
    {
      measure: 'duration',
      of: null,
      values: mean(row => ({ n: Number(row.journeys), sum: row.logs, squares: row.logs_squared }), days),
    },
    {
      measure: 'steps',
      of: null,
      values: mean(row => ({ n: Number(row.journeys), sum: row.steps, squares: row.steps_squared })),
    },
    ...shares(row => row.begun, channelCodes.length).map(({ number, values }) => ({
      measure: 'channel' as const,
      of: channelCodes[number] ?? 'other',
      values,
    })),
    ...shares(row => row.reached, mostActivities).map(({ number, values }) => ({
      measure: 'reach' as const,
      of: nameOf(number),
      values,
    })),
  ]
}

function meaningOf(groups: number, measures: SegmentsAnswer['measures']): PlainAnswer {
  return saying(say => {
    if (groups < 2)
      return say(
        'Il faut au moins deux groupes assez grands pour être montrés : choisissez un autre trait ou une période plus longue.',
        'It takes at least two groups large enough to be shown: choose another trait or a longer period.',
      )
    const compared = measures.flatMap(each => each.values).filter(each => each !== null)
    const sure = compared.filter(each => each.significant).length
    return sure === 0
      ? say(
          `Sur ${say.whole(compared.length)} comparaisons, aucune ne dépasse ce que le hasard donnerait : ces groupes se vivent pareil, ou sont trop petits.`,
          `Of ${say.whole(compared.length)} comparisons none goes beyond what chance would give: these groups live alike, or are too small.`,
        )
      : say(
          `Sur ${say.whole(compared.length)} comparaisons, ${say.whole(sure)} dépassent ce que le hasard donnerait, en tenant compte de leur nombre. Elles sont marquées ; les autres écarts ne se lisent pas.`,
          `Of ${say.whole(compared.length)} comparisons ${say.whole(sure)} go beyond what chance would give, their number kept in mind. They are marked; the other gaps are not to be read.`,
        )
  })
}
