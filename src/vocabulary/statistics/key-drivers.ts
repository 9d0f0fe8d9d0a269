import { studentTwoSided } from './distribution.ts'
import { driverShares, explainedVariance, mostExactDrivers, relativeWeights } from './driver-shares.ts'
import { adjustedByDiscovery } from './false-discoveries.ts'
import { seededRandom } from './seeded-random.ts'

export type JudgedDriver = {
  readonly name: string
  /** Of the outcome's variance; all shares add up to what is explained. Null where it hardly varies. */
  readonly share: number | null
  /** The 95 % interval of the share, by bootstrap; for ranking, not for saying that it is there at all. */
  readonly low: number | null
  readonly high: number | null
  /** The plain correlation: whether more of it goes with better or worse. */
  readonly correlation: number
  /** Of adding nothing to the others (partial t), adjusted for many drivers. */
  readonly adjusted: number | null
  readonly significant: boolean
}

export type JudgedDrivers = {
  readonly n: number
  readonly explained: number
  readonly reading: 'reliable' | 'indicative'
  readonly drivers: readonly JudgedDriver[]
}

const draws = 200
const falseShare = 0.05
/** A yes that fewer than one in fifty has cannot be judged. */
const leastDeviation = 0.02

/** A ranking needs a hundred answers; max(200, 20 for each driver) make it reliable. */
export const fewestForDrivers = 100

/**
 * Which of many things known of each case go with its outcome, when they go together among themselves. Undefined of
 * fewer than a hundred cases, or when all outcomes are equal.
 */
export function keyDrivers(
  names: readonly string[],
  rows: readonly (readonly number[])[],
  outcomes: readonly number[],
): JudgedDrivers | undefined {
  const n = rows.length
  if (n < fewestForDrivers || deviationOf(outcomes) < 1e-9) return undefined
  const judged = names.map((_, at) => deviationOf(rows.map(row => row[at]!)) > leastDeviation)
  const kept = names.flatMap((_, at) => (judged[at] ? [at] : []))
  if (kept.length === 0) return { n, explained: 0, reading: 'indicative', drivers: names.map(unjudged) }
  const columns = [...kept.map(at => rows.map(row => row[at]!)), [...outcomes]]
  const { among, withOutcome } = correlations(columns)
  const explained = explainedVariance(among, withOutcome)
  const shares = driverShares(among, withOutcome)
  // What all others explain: the partial F of one more driver is its t squared.
  const degrees = n - kept.length - 1
  const ps = kept.map((_, at) => {
    const others = kept.map((_, index) => index).filter(index => index !== at)
    const without = explainedVariance(
      others.map(row => others.map(column => among[row]![column]!)),
      others.map(index => withOutcome[index]!),
    )
    const t = Math.sqrt(Math.max(0, ((explained - without) * degrees) / Math.max(1e-12, 1 - explained)))
    return studentTwoSided(t, degrees)
  })
  const adjusted = adjustedByDiscovery(ps)
  const intervals = bootstrap(columns, kept.length)
  return {
    n,
    explained,
    reading: n >= Math.max(200, 20 * kept.length) ? 'reliable' : 'indicative',
    drivers: names
      .map((name, at): JudgedDriver => {
        const place = kept.indexOf(at)
        if (place < 0) return unjudged(name)
        return {
          name,
          share: shares[place]!,
          ...intervals[place]!,
          correlation: withOutcome[place]!,
          adjusted: adjusted[place]!,
          significant: adjusted[place]! <= falseShare,
        }
      })
      .sort((a, b) => (b.share ?? -1) - (a.share ?? -1) || a.name.localeCompare(b.name)),
  }
}

/** Of a fact, what the other drivers may explain at most before it is their echo: a variance inflation of ten. */
const mostEchoed = 0.9

/**
 * The drivers without facts that the others together nearly say already, as the number of steps of a journey is known
 * where it is known which steps it had: held fast beside such an echo, no driver would seem to add anything. Gives the
 * places of those kept. Only what `mayGo` goes, the surest echo first.
 */
export function withoutEchoes(
  columns: readonly (readonly number[])[],
  mayGo: (place: number) => boolean,
): readonly number[] {
  const { among } = correlations([...columns, columns[0] ?? []])
  let kept = columns.map((_, place) => place)
  for (;;) {
    const echoes = kept.filter(mayGo).map(place => {
      const others = kept.filter(other => other !== place)
      const explained = explainedVariance(
        others.map(row => others.map(column => among[row]![column]!)),
        others.map(other => among[place]![other]!),
      )
      return { place, explained }
    })
    const surest = echoes.reduce((most, each) => (each.explained > most.explained ? each : most), {
      place: -1,
      explained: mostEchoed,
    })
    if (surest.place < 0) return kept
    kept = kept.filter(place => place !== surest.place)
  }
}

function unjudged(name: string): JudgedDriver {
  return { name, share: null, low: null, high: null, correlation: 0, adjusted: null, significant: false }
}

function bootstrap(columns: readonly (readonly number[])[], drivers: number): { low: number; high: number }[] {
  const random = seededRandom(1980)
  const n = columns[0]!.length
  // All sets of many drivers, two hundred times, would take minutes: relative weights are close and quick.
  const shared = drivers <= Math.min(8, mostExactDrivers) ? driverShares : relativeWeights
  const drawn = Array.from({ length: draws }, () => {
    const places = Array.from({ length: n }, () => Math.floor(random() * n))
    const { among, withOutcome } = correlations(columns.map(column => places.map(at => column[at]!)))
    return shared(among, withOutcome)
  })
  return Array.from({ length: drivers }, (_, at) => {
    const sorted = drawn.map(each => each[at]!).sort((a, b) => a - b)
    return { low: sorted[Math.floor(0.025 * draws)]!, high: sorted[Math.floor(0.975 * draws)]! }
  })
}

/** Correlations of the columns among themselves, and with the last one. */
function correlations(columns: readonly (readonly number[])[]): { among: number[][]; withOutcome: number[] } {
  const standard = columns.map(column => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length
    const length = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0)) || 1
    return Float64Array.from(column, value => (value - mean) / length)
  })
  const product = (a: Float64Array, b: Float64Array) => {
    let sum = 0
    for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!
    return sum
  }
  const drivers = standard.slice(0, -1)
  const outcome = standard.at(-1)!
  return {
    among: drivers.map((a, row) => drivers.map((b, column) => (row === column ? 1 : product(a, b)))),
    withOutcome: drivers.map(each => product(each, outcome)),
  }
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length))
}
