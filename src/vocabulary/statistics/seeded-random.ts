/** Draws that are the same at every run: for answers that must not change from one look to the next. */
export type Random = () => number

/** Uniform on [0, 1) by a 32-bit counter stirred well (mulberry32). Not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A standard normal draw (Box and Muller). */
export function normalDraw(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/**
 * How many of `n` independent trials succeed. Exact by jumps from success to success where few are expected; the
 * normal law with rounding where both outcomes are expected more than forty times, which moves a bootstrap by less than
 * its own noise.
 */
export function binomialDraw(random: Random, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - binomialDraw(random, n, 1 - p)
  if (n * p > 40) {
    const drawn = Math.round(n * p + Math.sqrt(n * p * (1 - p)) * normalDraw(random))
    return Math.min(n, Math.max(0, drawn))
  }
  const rate = Math.log1p(-p)
  let successes = 0
  for (let at = Math.floor(Math.log(1 - random()) / rate); at < n; at += 1 + Math.floor(Math.log(1 - random()) / rate))
    successes++
  return successes
}

/** Draws as many as there are, with replacement: how often each kind came. The bootstrap of a table of counts. */
export function resample(random: Random, counts: readonly number[]): number[] {
  let weight = counts.reduce((sum, count) => sum + count, 0)
  let left = Math.round(weight)
  return counts.map(count => {
    const drawn = weight <= 0 ? 0 : binomialDraw(random, left, Math.min(1, count / weight))
    left -= drawn
    weight -= count
    return drawn
  })
}
