import { pngOf } from '../drawing/png-of.ts'

/** A PNG of that size in one colour, the same every time. */
export function trialPng(width: number, height: number, colour: readonly [number, number, number] = [39, 70, 122]) {
  const pixels = new Uint8Array(width * height * 4)
  for (let at = 0; at < pixels.length; at += 4) pixels.set([...colour, 255], at)
  return Uint8Array.from(pngOf(width, height, pixels))
}

/** A small PNG whose head claims to be larger than it is. */
export function claimingPng(width: number, height: number) {
  const png = trialPng(1, 1)
  const view = new DataView(png.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return png
}

/** One pixel as WebP. */
export const trialWebp = Uint8Array.from(
  Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64'),
)
