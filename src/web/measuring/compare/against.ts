import { isDay } from '../calendar-day.ts'

/** Against what the address compares: another period, or the customers of a cohort or of a segment. */
export type Against = 'before' | 'year' | `days ${string} ${string}` | `cohort ${string}` | `segment ${string}`

const form = /^(cohort .+:.+|segment seg_\w+|days \d{4}-\d{2}-\d{2} \d{4}-\d{2}-\d{2})$/s

export function readAgainst(told: unknown): Against | undefined {
  if (told === 'before' || told === 'year') return told
  if (typeof told !== 'string' || !form.test(told)) return undefined
  const days = daysOf(told as Against)
  const meant = !days || (isDay(days.from) && isDay(days.to) && days.from < days.to)
  return meant ? (told as Against) : undefined
}

export const cohortOf = (against: Against) =>
  against.startsWith('cohort ') ? against.slice('cohort '.length) : undefined

export const segmentOf = (against: Against) =>
  against.startsWith('segment ') ? against.slice('segment '.length) : undefined

/** The days of a period of one's own choosing, the second one excluded. */
export function daysOf(against: Against): { readonly from: string; readonly to: string } | undefined {
  const [kind, from, to] = against.split(' ')
  return kind === 'days' && from && to ? { from, to } : undefined
}

/** Whether other customers are meant, rather than another period. */
export const isGroup = (against: Against) => cohortOf(against) !== undefined || segmentOf(against) !== undefined
