/** What was said would happen, as a probability, and whether it did. */
export type Predicted = { readonly probability: number; readonly happened: boolean }

/**
 * The probability that one to whom it happened was given a higher probability than one to whom it did not: 1 is
 * perfect, ½ is chance. By ranks, ties counting half (Hanley and McNeil, Radiology 1982, with their error).
 * Null when all or none happened.
 */
export function areaUnderCurve(
  predicted: readonly Predicted[],
): { readonly area: number; readonly low: number; readonly high: number } | null {
  const positives = predicted.filter(each => each.happened).length
  const negatives = predicted.length - positives
  if (positives === 0 || negatives === 0) return null
  const sorted = [...predicted].sort((a, b) => a.probability - b.probability)
  let ranks = 0
  for (let index = 0; index < sorted.length; ) {
    let end = index
    while (end < sorted.length && sorted[end]!.probability === sorted[index]!.probability) end++
    const rank = (index + 1 + end) / 2
    for (let at = index; at < end; at++) if (sorted[at]!.happened) ranks += rank
    index = end
  }
  const area = (ranks - (positives * (positives + 1)) / 2) / (positives * negatives)
  const q1 = area / (2 - area)
  const q2 = (2 * area * area) / (1 + area)
  const variance =
    (area * (1 - area) + (positives - 1) * (q1 - area * area) + (negatives - 1) * (q2 - area * area)) /
    (positives * negatives)
  const half = 1.959964 * Math.sqrt(Math.max(0, variance))
  return { area, low: Math.max(0, area - half), high: Math.min(1, area + half) }
}

/** The mean squared difference between what was said and what happened (Brier 1950): 0 is perfect. NaN of nothing. */
export function brierScore(predicted: readonly Predicted[]): number {
  return predicted.reduce((sum, each) => sum + (each.probability - (each.happened ? 1 : 0)) ** 2, 0) / predicted.length
}

export type ReliabilityBin = { readonly n: number; readonly said: number; readonly happened: number }

/** Groups of equal size from the least to the most likely: what was said on average, and the share that happened. */
export function reliabilityBins(predicted: readonly Predicted[], bins = 10): readonly ReliabilityBin[] {
  const sorted = [...predicted].sort((a, b) => a.probability - b.probability)
  return Array.from({ length: bins }, (_, bin) => {
    const own = sorted.slice(Math.floor((bin * sorted.length) / bins), Math.floor(((bin + 1) * sorted.length) / bins))
    return {
      n: own.length,
      said: own.reduce((sum, each) => sum + each.probability, 0) / own.length,
      happened: own.filter(each => each.happened).length / own.length,
    }
  }).filter(bin => bin.n > 0)
}
