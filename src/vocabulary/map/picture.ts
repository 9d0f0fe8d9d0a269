import { z } from 'zod'
import { extensible } from '../extensible.ts'
import { labelShape } from '../label.ts'

/** The kinds of picture that are taken, by how their files begin. Nothing else is, whatever its name says. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const
export type PictureType = (typeof pictureTypes)[number]

/** The most a picture may weigh, in bytes. */
export const pictureLimit = 2_000_000
/** The most it may unfold to, in pixels: a small file can hold a picture that fills the memory of whoever opens it. */
export const picturePixels = 16_000_000

/** The id of a picture: its own hash, so that the same picture is kept once, and none is guessed. */
export const pictureId = /^pic_[0-9a-f]{64}$/

/** A picture where it stands, with what it shows in words for those who do not see it. */
export const pictureShape = extensible({
  id: z.string().regex(pictureId, 'The id of a picture is pic_ and its SHA-256'),
  alt: labelShape.nullable().default(null),
})
export type Picture = z.output<typeof pictureShape>

/** What a file is by its first bytes; undefined when it is no picture of a kind that is taken. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | undefined {
  const starts = (...signs: readonly number[]) => signs.every((sign, at) => bytes[at] === sign)
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (says(bytes, 'RIFF', 0) && says(bytes, 'WEBP', 8)) return 'image/webp'
  return undefined
}

/** Whether a file is a drawing in SVG, which may hold programs and reach out to other places. */
export function isSvg(bytes: Uint8Array): boolean {
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, 2000))
  return /^\uFEFF?\s*(<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i.test(head)
}

export type PictureSize = { readonly width: number; readonly height: number }

/** The size of a picture in pixels, from its head; undefined for one that is damaged. */
export function pictureSizeOf(bytes: Uint8Array, type: PictureType): PictureSize | undefined {
  try {
    const size = readers[type](new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes)
    return size && size.width > 0 && size.height > 0 ? size : undefined
  } catch (error) {
    // A head that ends before its time.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const readers: Readonly<Record<PictureType, (view: DataView, bytes: Uint8Array) => PictureSize | undefined>> = {
  'image/png': (view, bytes) =>
    says(bytes, 'IHDR', 12) ? { width: view.getUint32(16), height: view.getUint32(20) } : undefined,
  'image/jpeg': view => {
    // Segments follow one another, each with its length, until the frame that says how large the picture is.
    for (let at = 2; ; ) {
      if (view.getUint8(at) !== 0xff) return undefined
      const kind = view.getUint8(at + 1)
      if (kind === 0xff) {
        at++
        continue
      }
      const isFrame = kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind)
      if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
      at += 2 + view.getUint16(at + 2)
    }
  },
  'image/webp': (view, bytes) => {
    const little = (at: number) => view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16)
    if (says(bytes, 'VP8X', 12)) return { width: little(24) + 1, height: little(27) + 1 }
    if (says(bytes, 'VP8 ', 12)) {
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    }
    if (!says(bytes, 'VP8L', 12)) return undefined
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  },
}

function says(bytes: Uint8Array, text: string, from: number): boolean {
  return [...text].every((sign, at) => bytes[from + at] === sign.charCodeAt(0))
}
