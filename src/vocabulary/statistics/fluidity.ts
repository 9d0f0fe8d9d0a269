/** What makes a journey smooth, each between 0 and 1, 1 being smooth; null where nothing is known. */
export type FluidityParts = {
  readonly loops: number | null
  readonly backtracks: number | null
  readonly forcedSwitches: number | null
  readonly repeatContacts: number | null
  readonly time: number | null
}

/**
 * The fluidity index: the geometric mean of the parts that are known, so that one bad part is not bought off by the
 * others. Null where none is known.
 */
export function fluidityIndex(parts: FluidityParts): number | null {
  const known = Object.values(parts).filter(part => part !== null)
  if (known.length === 0) return null
  return known.reduce((product, part) => product * part, 1) ** (1 / known.length)
}
