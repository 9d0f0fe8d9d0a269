const orientationTag = 0x0112
/** A short number, in the words of TIFF. */
const short = 3

/**
 * How a camera was held, 1 to 8, from the TIFF structure inside EXIF; 1, upright, where it does not say. It is all that is
 * kept of EXIF: without it, photos of phones would lie on their side.
 */
export function orientationIn(tiff: Buffer): number {
  if (tiff.length < 10) return 1
  const mark = tiff.toString('latin1', 0, 2)
  if (mark !== 'II' && mark !== 'MM') return 1
  const number = (at: number, size: 2 | 4) =>
    at + size > tiff.length ? 0 : mark === 'II' ? tiff.readUIntLE(at, size) : tiff.readUIntBE(at, size)
  const directory = number(4, 4)
  const amount = Math.min(number(directory, 2), 200)
  for (let entry = 0; entry < amount; entry++) {
    const at = directory + 2 + entry * 12
    if (number(at, 2) !== orientationTag || number(at + 2, 2) !== short) continue
    const told = number(at + 8, 2)
    return told >= 1 && told <= 8 ? told : 1
  }
  return 1
}

/** EXIF that says how the camera was held, and nothing else. */
export function tiffOf(orientation: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('MM\0*', 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(orientationTag, 10)
  tiff.writeUInt16BE(short, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(orientation, 18)
  return tiff
}
