import type { Row } from './row.ts'

/** How the values of the sample lie: what repeats, and what changes within a case. */
export type Structure = {
  /** Whether some value stands in several rows, as that of a case does in a log. */
  repeats(column: string): boolean
  /**
   * Of the cases with several rows, the share in which the column says different things; 0 where no case has several.
   * Without `blanks`, an empty cell contradicts nothing.
   */
  variesWithin(column: string, cases: string, blanks?: boolean): number
  /**
   * Whether the column says what kind of customers these are: a few values, many customers to each, and no customer
   * with two. `Contract` is the column of a case in one file, and says “by the month” of a thousand in another.
   */
  sortsCustomers(column: string, customer: string): boolean
}

/** Customers to a value, at least, before the value is no case of theirs: people who share a claim are a few. */
const manyCustomers = 20
/** Of customers with several rows, the share that may have had two kinds: contracts change too. */
const fewChanges = 0.05

/** Looks at rows as they stand, without a thought for the names of columns. */
export function structureOf(rows: readonly Row[]): Structure {
  const known = new Map<string, number>()
  return {
    repeats(column) {
      const seen = new Set<string>()
      for (const { values } of rows) {
        const value = (values[column] ?? '').trim()
        if (value === '') continue
        if (seen.has(value)) return true
        seen.add(value)
      }
      return false
    },
    variesWithin(column, cases, blanks = true) {
      const key = `${column}\n${cases}\n${blanks}`
      const before = known.get(key)
      if (before !== undefined) return before
      const found = sharesOf(rows, column, cases, blanks)
      known.set(key, found)
      return found
    },
    sortsCustomers(column, customer) {
      const distinct = (of: string) => new Set(rows.map(({ values }) => (values[of] ?? '').trim())).size
      return distinct(customer) >= manyCustomers * distinct(column) && this.variesWithin(column, customer) <= fewChanges
    },
  }
}

function sharesOf(rows: readonly Row[], column: string, cases: string, blanks: boolean): number {
  const first = new Map<string, { value: string; rows: number; varies: boolean }>()
  for (const { values } of rows) {
    const name = (values[cases] ?? '').trim()
    if (name === '') continue
    const value = (values[column] ?? '').trim()
    if (value === '' && !blanks) continue
    const known = first.get(name)
    if (!known) first.set(name, { value, rows: 1, varies: false })
    else {
      known.rows++
      known.varies ||= known.value !== value
    }
  }
  const several = [...first.values()].filter(one => one.rows > 1)
  return several.length === 0 ? 0 : several.filter(one => one.varies).length / several.length
}

/**
 * Case and event by what stands in the columns, for a table whose columns nobody named so. The event is in words, a few
 * of them over and over; the case repeats too, and has more values than the event.
 */
export function rolesByValues(
  columns: readonly string[],
  filled: (column: string) => readonly string[],
  mayBeCase: (column: string) => boolean,
  knownEvent: string | undefined,
): { readonly case: string; readonly event: string } | undefined {
  const facts = columns.map(column => {
    const values = filled(column)
    const words = values.filter(value => /\p{L}{2}/u.test(value)).length
    return { column, values: values.length, distinct: new Set(values).size, words }
  })
  const most = Math.max(0, ...facts.map(({ values }) => values))
  const repeated = facts.filter(({ values, distinct }) => values >= most * 0.9 && distinct > 1 && distinct < values)
  const cases = repeated
    .filter(({ column }) => column !== knownEvent && mayBeCase(column))
    .toSorted((a, b) => b.distinct - a.distinct)[0]
  if (!cases) return undefined
  if (knownEvent !== undefined) return { case: cases.column, event: knownEvent }
  const event = repeated.find(
    ({ column, distinct, values, words }) =>
      column !== cases.column && words >= values * 0.9 && distinct <= Math.max(3, values / 3),
  )
  return event && { case: cases.column, event: event.column }
}
