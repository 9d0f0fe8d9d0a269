/** Against what the address compares: another period, or the customers of a cohort. */
export type Against = 'before' | 'year' | `cohort ${string}`

export function readAgainst(told: unknown): Against | undefined {
  if (told === 'before' || told === 'year') return told
  return typeof told === 'string' && /^cohort .+:.+$/s.test(told) ? (told as Against) : undefined
}

export const cohortOf = (against: Against) =>
  against === 'before' || against === 'year' ? undefined : against.slice('cohort '.length)
