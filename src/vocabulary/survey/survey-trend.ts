import { hiddenCells } from './suppression.ts'
import type { Question } from './survey.ts'
import type { QuestionKind } from './survey-kinds.ts'
import { type AnswerCounts, cesOf, csatOf, npsOf, type SurveyScore } from './survey-scores.ts'

/** What makes two scores one measure: how it is asked, and the ends of its scale. */
export type Scale = { readonly kind: QuestionKind; readonly min: number; readonly max: number }

/** The kinds of question whose answers make a score. */
const scoredKinds = ['nps', 'csat', 'ces', 'stars', 'smileys'] as const

export function isScored({ kind }: Pick<Question, 'kind'>): boolean {
  return (scoredKinds as readonly string[]).includes(kind)
}

/** Null of no answer, and of a kind or scale that has no score. */
export function scoreOn({ kind, max }: Scale, counts: AnswerCounts): SurveyScore | null {
  if (kind === 'nps') return npsOf(counts)
  if (kind === 'csat' || kind === 'stars' || kind === 'smileys') return csatOf(counts, max)
  return kind === 'ces' ? cesOf(counts, max) : null
}

export const scaleOf = ({ kind, min = 0, max = 0 }: Question): Scale => ({ kind, min, max })
const isSame = (a: Scale, b: Scale) => a.kind === b.kind && a.min === b.min && a.max === b.max

/** A version as a trend sees it: from which day it was answered, and on which scale; null where it does not ask. */
export type AskedVersion = { readonly number: number; readonly day: string; readonly scale: Scale | null }

/** How many gave an answer in a stretch of days, to a version. */
export type CountedAnswer = {
  readonly version: number
  /** The first day of the stretch. */
  readonly day: string
  readonly answer: number
  readonly n: number
}

export type TrendPoint = {
  readonly day: string
  readonly n: number
  /** Null of no answer, and of so few that they are not told. */
  readonly score: SurveyScore | null
}

/** Versions one after the other that ask on one scale. Where the scale changes, the line ends and another begins. */
export type TrendSeries = {
  readonly scale: Scale
  readonly versions: readonly number[]
  readonly points: readonly TrendPoint[]
}

/** Every stretch from the first answer to the last has a point, so that none is drawn through where nobody answered. */
export function trendOf(
  counted: readonly CountedAnswer[],
  versions: readonly AskedVersion[],
  days: readonly string[],
  /** Fewer are not told, nor as many more as it takes that they can't be computed. 0 tells all. */
  fewest: number,
): readonly TrendSeries[] {
  const runs: { scale: Scale; versions: number[] }[] = []
  for (const { number, scale } of [...versions].sort((a, b) => a.number - b.number)) {
    const last = runs.at(-1)
    if (!scale) continue
    if (last && isSame(last.scale, scale)) last.versions.push(number)
    else runs.push({ scale, versions: [number] })
  }
  return runs.flatMap(({ scale, versions: own }) => {
    const rows = counted.filter(({ version }) => own.includes(version))
    if (rows.length === 0) return []
    const byDay = Map.groupBy(rows, row => row.day)
    const first = days.findIndex(day => byDay.has(day))
    const last = days.findLastIndex(day => byDay.has(day))
    const told = days.slice(first, last + 1).map(day => countsOf(byDay.get(day) ?? []))
    const sizes = told.map(counts => ({ customers: sum(counts) }))
    const hidden = fewest > 0 ? hiddenCells(sizes, fewest) : new Set<number>()
    const points = told.map((counts, place) => ({
      day: days[first + place]!,
      n: hidden.has(place) ? 0 : sizes[place]!.customers,
      score: hidden.has(place) ? null : scoreOn(scale, counts),
    }))
    return [{ scale, versions: own, points }]
  })
}

export function countsOf(rows: readonly { readonly answer: number; readonly n: number }[]): AnswerCounts {
  const counts: Record<number, number> = {}
  for (const { answer, n } of rows) counts[answer] = (counts[answer] ?? 0) + n
  return counts
}

export const sum = (counts: AnswerCounts): number => Object.values(counts).reduce((all, many) => all + many, 0)

export const trendUnits = ['day', 'week', 'month'] as const
export type TrendUnit = (typeof trendUnits)[number]

/** The first days of every stretch from one day to another, both first days of theirs. Weeks begin on Monday. */
export function stretches(from: string, to: string, unit: TrendUnit): readonly string[] {
  const days: string[] = []
  const at = new Date(`${from}T00:00:00Z`)
  while (days.length < 4000) {
    const day = at.toISOString().slice(0, 10)
    if (day > to) break
    days.push(day)
    if (unit === 'month') at.setUTCMonth(at.getUTCMonth() + 1)
    else at.setUTCDate(at.getUTCDate() + (unit === 'week' ? 7 : 1))
  }
  return days
}
