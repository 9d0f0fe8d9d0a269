/**
 * Which of many tests may be believed when no more than a share `q` of those believed may be false: Benjamini and
 * Hochberg (Journal of the Royal Statistical Society B, 1995). Gives each test's adjusted p, in the order given;
 * believe those with `adjusted <= q`. What was not tested (NaN) stays NaN and counts for nothing.
 */
export function adjustedByDiscovery(ps: readonly number[]): readonly number[] {
  const tested = ps.flatMap((p, index) => (Number.isNaN(p) ? [] : [{ p, index }])).sort((a, b) => b.p - a.p)
  const adjusted = ps.map(() => Number.NaN)
  let least = 1
  tested.forEach(({ p, index }, place) => {
    least = Math.min(least, (p * tested.length) / (tested.length - place))
    adjusted[index] = least
  })
  return adjusted
}
