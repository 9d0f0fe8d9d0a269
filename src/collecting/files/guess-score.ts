import type { ColumnMapping, NumberFormat } from '../../contract/importing.ts'
import { plainName } from './column-names.ts'
import { readNumber } from './read-number.ts'

type Score = NonNullable<ColumnMapping['score']>

/**
 * The scale of a column of scores. Its name says what is measured (recommendation runs from 0 to 10); else the largest
 * of most values says where the scale ends. A few values outside it stay errors, they don't stretch the scale.
 */
export function guessScore(column: string, values: readonly string[], format: NumberFormat): Score {
  const plain = plainName(column)
  const numbers = values
    .map(value => readNumber(value, format))
    .filter(number => number !== undefined)
    .sort((a, b) => a - b)
  const most = numbers[Math.floor((numbers.length - 1) * 0.95)] ?? 10
  const least = numbers[Math.floor((numbers.length - 1) * 0.05)] ?? 0
  const construct = /nps|recommand|recommend/.test(plain)
    ? 'nps'
    : /ces|effort/.test(plain)
      ? 'effort'
      : /sentiment|emotion/.test(plain)
        ? 'sentiment'
        : 'satisfaction'
  if (construct === 'nps') return { column, min: 0, max: 10, construct }
  if (least < 0)
    return { column, min: most > 2 ? -most : most > 1 ? -2 : -1, max: most > 2 ? most : most > 1 ? 2 : 1, construct }
  if (construct === 'effort' && most > 5 && most <= 7) return { column, min: 1, max: 7, construct }
  if (most <= 1) return { column, min: 0, max: 1, construct }
  if (most <= 5) return { column, min: least < 1 ? 0 : 1, max: 5, construct }
  // Eleven on a scale of ten is a typing error rather than a longer scale.
  if (most <= 12) return { column, min: 0, max: 10, construct }
  return { column, min: 0, max: most <= 20 ? 20 : 100, construct }
}
