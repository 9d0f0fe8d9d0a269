import { boundNames } from './events-of-customers.ts'
import { segments } from './segments.ts'

/**
 * All visits in typed arrays, customer after customer, each in order: what somebody would hold in memory who writes the
 * questions down as loops. Nothing is kept up to date in it; it is the floor under every other way.
 */
export type VisitArrays = {
  readonly length: number
  readonly touchpoint: Uint8Array
  readonly atMs: Float64Array
  /** 1 at the first visit of a customer, and at the first of a case. */
  readonly opensCustomer: Uint8Array
  readonly opensCase: Uint8Array
  /** The place of the customer's segment. */
  readonly segment: Uint8Array
}

const caseGapMs = 30 * 86_400_000

/** Chunks are columns of sorted rows: customers as any values, equal where the customer is. */
export async function holdVisits(
  chunks: AsyncIterable<{
    readonly customer: readonly unknown[]
    readonly atMs: readonly unknown[]
    readonly touchpoint: readonly unknown[]
  }>,
  most: number,
): Promise<VisitArrays> {
  const touchpoint = new Uint8Array(most)
  const atMs = new Float64Array(most)
  const opensCustomer = new Uint8Array(most)
  const opensCase = new Uint8Array(most)
  const segment = new Uint8Array(most)
  let length = 0
  let last: unknown
  for await (const chunk of chunks) {
    for (let row = 0; row < chunk.customer.length; row++) {
      const customer = chunk.customer[row]
      touchpoint[length] = Number(chunk.touchpoint[row])
      atMs[length] = Number(chunk.atMs[row])
      const first = customer !== last
      if (first) opensCustomer[length] = 1
      segment[length] = first ? Number(BigInt(customer as bigint) % BigInt(segments.length)) : segment[length - 1]!
      if (first || atMs[length]! - atMs[length - 1]! > caseGapMs) opensCase[length] = 1
      last = customer
      length++
    }
  }
  return { length, touchpoint, atMs, opensCustomer, opensCase, segment }
}

const wide = boundNames + 1

/** The directly-follows graph: how often each touchpoint follows each, at `from × (touchpoints + 1) + to`. */
export function followInArrays({ length, touchpoint, opensCase }: VisitArrays): Float64Array {
  const counts = new Float64Array(wide * wide)
  for (let at = 1; at < length; at++) {
    if (opensCase[at] === 0) counts[touchpoint[at - 1]! * wide + touchpoint[at]!]!++
  }
  return counts
}

/** Cases by variant, told by two hashes of its touchpoints, with the place of a case that went so. */
export function variantsInArrays({ length, touchpoint, opensCase }: VisitArrays): {
  readonly cases: number
  readonly counts: ReadonlyMap<number, { count: number; from: number; to: number }>
} {
  const counts = new Map<number, { count: number; from: number; to: number }>()
  let cases = 0
  for (let from = 0; from < length; ) {
    let to = from
    let [low, high] = [0x811c9dc5, 0x9747b28c]
    do {
      low = Math.imul(low ^ touchpoint[to]!, 0x01000193)
      high = Math.imul(high ^ (touchpoint[to]! * 31 + 7), 0x85ebca6b) ^ (high >>> 13)
      to++
    } while (to < length && opensCase[to] === 0)
    const key = (high & 0x1fffff) * 2 ** 32 + (low >>> 0)
    const known = counts.get(key)
    if (known) known.count++
    else counts.set(key, { count: 1, from, to })
    cases++
    from = to
  }
  return { cases, counts }
}

/**
 * Where cases go from the first visit of `anchor` on, or where they came from, read backwards; repetitions told once:
 * cases by depth, touchpoint and the next (0: stopped), at `(depth × wide + from) × wide + to`.
 */
export function pathsInArrays(visits: VisitArrays, anchor: number, depth: number, before = false): Float64Array {
  const { length, touchpoint, opensCase } = visits
  const counts = new Float64Array(depth * wide * wide)
  for (let from = 0; from < length; ) {
    let to = from + 1
    while (to < length && opensCase[to] === 0) to++
    let step = -1
    let here = 0
    for (let nth = 0; nth < to - from && step < depth; nth++) {
      const next = touchpoint[before ? to - 1 - nth : from + nth]!
      if (step < 0 ? next !== anchor : next === here) continue
      if (step >= 0) counts[(step * wide + here) * wide + next]!++
      step++
      here = next
    }
    if (step >= 0 && step < depth) counts[(step * wide + here) * wide]!++
    from = to
  }
  return counts
}

/**
 * How many customers of each segment came to each of the steps, each one touchpoint: all within `withinMs` of the first,
 * or each within `stepMs` of the one before.
 */
export function funnelInArrays(
  visits: VisitArrays,
  steps: readonly number[],
  { withinMs, stepMs }: { readonly withinMs?: number; readonly stepMs?: number },
): number[][] {
  const { length, touchpoint, atMs, opensCustomer, segment } = visits
  const stepOf = new Int8Array(wide).fill(-1)
  for (const [step, each] of steps.entries()) stepOf[each] = step
  const reached = segments.map(() => new Array<number>(steps.length).fill(0))
  // Within all of which the window is, what began last is best; of each step, what was reached last.
  const begun = new Float64Array(steps.length).fill(-1)
  const most = withinMs ?? stepMs ?? Number.POSITIVE_INFINITY
  let furthest = -1
  const end = (own: number) => {
    for (let step = 0; step <= furthest; step++) reached[own]![step]!++
    begun.fill(-1)
    furthest = -1
  }
  for (let at = 0; at < length; at++) {
    if (opensCustomer[at] === 1 && at > 0) end(segment[at - 1]!)
    const step = stepOf[touchpoint[at]!]!
    if (step < 0) continue
    if (step === 0) begun[0] = atMs[at]!
    else if (begun[step - 1]! >= 0 && atMs[at]! - begun[step - 1]! <= most)
      begun[step] = stepMs === undefined ? begun[step - 1]! : atMs[at]!
    else continue
    if (step > furthest) furthest = step
  }
  if (length > 0) end(segment[length - 1]!)
  return reached
}

/** More weeks than any customer lasts. */
export const weeksApart = 100_000

/** Of the customers who began in a local week, how many were there in the weeks after: `week:later` → customers. */
export function retentionInArrays(visits: VisitArrays, timeZone: string): ReadonlyMap<number, number> {
  const { length, atMs, opensCustomer } = visits
  const weekOf = weeksOf(timeZone)
  const counts = new Map<number, number>()
  let cohort = 0
  let last = -1
  for (let at = 0; at < length; at++) {
    const week = weekOf(atMs[at]!)
    if (opensCustomer[at] === 1) {
      cohort = week
      last = -1
    }
    if (week === last) continue
    last = week
    // Of the customers of ten million events one lasts longer than a thousand weeks.
    const key = cohort * weeksApart + (week - cohort)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** The number of the local week (from Monday) of an instant. Offsets are asked once an hour and kept. */
export function weeksOf(timeZone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const weeks = new Map<number, number>()
  return atMs => {
    const hour = Math.floor(atMs / 3_600_000)
    let week = weeks.get(hour)
    if (week === undefined) {
      // 1970-01-05 was a Monday.
      week = Math.floor((Date.parse(`${format.format(new Date(hour * 3_600_000))}T00:00:00Z`) / 86_400_000 - 4) / 7)
      weeks.set(hour, week)
    }
    return week
  }
}
