import type { TrendAnswer } from '../../../contract/measuring-trends.ts'
import { seriesMean } from '../../../vocabulary/statistics/compare-figures.ts'
import type { NamedFigure } from './named.ts'

/** Fewer points tell nothing of how a series moves by itself. */
const fewestPoints = 7

/**
 * The level of a series over the whole period. A share counts its journeys; a mean of answers is weighed by how many
 * answered, and its error is that between days; of amounts the days next to each other are taken to be alike.
 */
export function trendFigures(
  { measure, points, unit }: Pick<TrendAnswer, 'measure' | 'points' | 'unit'>,
  label: string,
  say: (value: number) => string,
): readonly NamedFigure[] {
  const told = points.flatMap(({ value, n }) => (value === null ? [] : [{ value, n }]))
  const n = told.reduce((sum, one) => sum + one.n, 0)
  if (told.length < fewestPoints || n === 0) return []
  const sum = told.reduce((all, one) => all + one.value * one.n, 0)
  if (measure === 'share') return [{ key: measure, label, hits: Math.round(sum), n }]
  if (measure === 'satisfaction') {
    const level = sum / n
    const between = told.reduce((all, one) => all + (one.n * (one.value - level)) ** 2, 0)
    const error = Math.sqrt((between * told.length) / (told.length - 1)) / n
    return [{ key: measure, label, level, error, n, say }]
  }
  const mean = seriesMean(
    told.map(one => one.value),
    unit === 'day' ? 7 : 1,
  )
  return mean ? [{ key: measure, label, ...mean, n, say }] : []
}
