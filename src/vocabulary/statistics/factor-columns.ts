/** What is known of a customer: a number, a word, or nothing. */
export type FactorValue = number | string | null

/** How what is known becomes columns of numbers: learned on some customers, used on others. */
export type FactorColumns = readonly (
  | { readonly kind: 'number'; readonly factor: string; readonly usual: number }
  | { readonly kind: 'missing'; readonly factor: string }
  | { readonly kind: 'word'; readonly factor: string; readonly word: string }
)[]

const mostWords = 12
const fewestOfWord = 10

/**
 * Reads which columns factors need: a number is a column, and one more says where it is missing; each word of a factor
 * that enough customers have is a column but the commonest, against which the others speak.
 */
export function factorColumns(customers: readonly Readonly<Record<string, FactorValue>>[]): FactorColumns {
  const factors = [...new Set(customers.flatMap(each => Object.keys(each)))].sort()
  return factors.flatMap((factor): FactorColumns => {
    const values = customers.map(each => each[factor] ?? null)
    const numbers = values.filter(each => typeof each === 'number').filter(Number.isFinite)
    const words = new Map<string, number>()
    for (const value of values) if (typeof value === 'string') words.set(value, (words.get(value) ?? 0) + 1)
    const common = [...words]
      .filter(([, customersOfIt]) => customersOfIt >= fewestOfWord)
      .sort(([a, one], [b, other]) => other - one || a.localeCompare(b))
      .slice(0, mostWords + 1)
      .slice(words.size > 1 ? 1 : 0)
      .map(([word]) => ({ kind: 'word' as const, factor, word }))
    if (numbers.length === 0) return common
    const usual = numbers.reduce((sum, each) => sum + each, 0) / numbers.length
    const missing = values.length - numbers.length
    return [
      { kind: 'number', factor, usual },
      ...(missing >= fewestOfWord && numbers.length >= fewestOfWord ? [{ kind: 'missing' as const, factor }] : []),
      ...common,
    ]
  })
}

/** A customer as a row of numbers. */
export function factorRow(columns: FactorColumns, known: Readonly<Record<string, FactorValue>>): number[] {
  return columns.map(column => {
    const value = known[column.factor] ?? null
    switch (column.kind) {
      case 'number':
        return typeof value === 'number' && Number.isFinite(value) ? value : column.usual
      case 'missing':
        return typeof value === 'number' && Number.isFinite(value) ? 0 : 1
      case 'word':
        return value === column.word ? 1 : 0
      default:
        return column satisfies never
    }
  })
}
