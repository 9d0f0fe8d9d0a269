/** Against what the address compares: another period, or the customers of a cohort or of a segment. */
export type Against = 'before' | 'year' | `cohort ${string}` | `segment ${string}`

export function readAgainst(told: unknown): Against | undefined {
  if (told === 'before' || told === 'year') return told
  return typeof told === 'string' && /^(cohort .+:.+|segment seg_\w+)$/s.test(told) ? (told as Against) : undefined
}

export const cohortOf = (against: Against) =>
  against.startsWith('cohort ') ? against.slice('cohort '.length) : undefined

export const segmentOf = (against: Against) =>
  against.startsWith('segment ') ? against.slice('segment '.length) : undefined
