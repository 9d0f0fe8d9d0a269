/**
 * Where a keyed hash of a person falls in [0, 1): its first eight bytes as a number, of which a double keeps 53 bits.
 * Whoever is below the rate is asked, so a person's answer is always the same, and raising the rate only adds people.
 */
export function drawOf(hash: Uint8Array): number {
  const view = new DataView(hash.buffer, hash.byteOffset, 8)
  return (view.getUint32(0) * 2 ** 21 + (view.getUint32(4) >>> 11)) / 2 ** 53
}
