/**
 * Numbers that look drawn by lot and are the same every time, on every machine: 32-bit integers only, no floating
 * point beyond a division, no clock. A counter stepped by the golden ratio and scrambled (Steele, Lea & Flood's
 * "splittable" scheme, with the finaliser of MurmurHash3 as scrambler).
 */
export type Random = {
  /** A whole number in [0, bound). */
  below(bound: number): number
  /** A whole number in [from, to], both included. */
  between(from: number, to: number): number
  /** True in `perMille` cases of a thousand. */
  chance(perMille: number): boolean
  /** One of the list, all equally likely. */
  pick<T>(list: readonly T[]): T
  /** The position drawn from weights, which need not sum to anything in particular. */
  weighted(weights: readonly number[]): number
}

/** Scrambles 32 bits; a bijection, so different numbers stay different. */
export function scramble(number: number): number {
  let bits = number | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

/** The generator that belongs to these keys: `randomFor(seed, customer, month)`. */
export function randomFor(...keys: readonly number[]): Random {
  let state = 0x2545f491
  for (const key of keys) state = scramble(state ^ scramble(key + 0x9e3779b9))

  function draw(): number {
    state = (state + 0x9e3779b9) | 0
    return scramble(state)
  }
  const below = (bound: number): number => Math.floor((draw() / 4294967296) * bound)
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: perMille => below(1000) < perMille,
    pick: list => list[below(list.length)]!,
    weighted(weights) {
      let total = 0
      for (const weight of weights) total += weight
      let left = below(total)
      for (let position = 0; position < weights.length; position++) {
        left -= weights[position]!
        if (left < 0) return position
      }
      return weights.length - 1
    },
  }
}
