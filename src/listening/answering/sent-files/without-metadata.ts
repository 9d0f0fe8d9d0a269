import type { StoredFormat } from './file-format.ts'
import { orientationIn, tiffOf } from './orientation.ts'

/**
 * A picture without what a camera and programmes wrote into it: the place and time where it was taken, whose device took
 * it, comments, small copies of what it was before it was cut, and whatever hangs behind its end. Its dots are copied as
 * they are. Undefined for what is no whole picture of its format. Other formats are kept as they came.
 */
export function withoutMetadata(format: StoredFormat, file: Buffer): Buffer | undefined {
  switch (format) {
    case 'jpeg':
      return ofJpeg(file)
    case 'png':
      return ofPng(file)
    case 'webp':
      return ofWebp(file)
    case 'pdf':
      return file
    default:
      return format satisfies never
  }
}

const exifMark = 'Exif\0\0'
const profileMark = 'ICC_PROFILE\0'

/**
 * A JPEG is segments, then lines of dots, then perhaps segments again. Kept are those that draw; of the application's own
 * (APP0 to APP15), the colour profile and Adobe's, which says how colours are told.
 */
function ofJpeg(file: Buffer): Buffer | undefined {
  const kept: Buffer[] = [file.subarray(0, 2)]
  let orientation = 1
  let at = 2
  let isDrawn = false
  while (at + 1 < file.length) {
    if (file[at] !== 0xff) return undefined
    const marker = file[at + 1]!
    // Any number of these may fill up before a marker.
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9) {
      if (!isDrawn) return undefined
      const held = orientation === 1 ? [] : [exifSegment(orientation)]
      return Buffer.concat([kept[0]!, ...held, ...kept.slice(1), file.subarray(at, at + 2)])
    }
    if (at + 4 > file.length) return undefined
    const length = file.readUInt16BE(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > file.length) return undefined
    const content = file.subarray(at + 4, end)
    const says = (mark: string) => content.toString('latin1', 0, mark.length) === mark
    if (marker === 0xe1 && says(exifMark)) orientation = orientationIn(content.subarray(exifMark.length))
    const isOwn = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe
    const isKept = (marker === 0xe0 && says('JFIF\0')) || (marker === 0xe2 && says(profileMark)) || marker === 0xee
    // The small copy of JFIF goes with its numbers of columns and rows.
    if (marker === 0xe0 && isKept) kept.push(...(content.length < 14 ? [] : [withoutThumbnail(content)]))
    else if (!isOwn || isKept) kept.push(file.subarray(at, end))
    at = end
    if (marker !== 0xda) continue
    isDrawn = true
    const dots = at
    // Inside the dots, 0xff is followed by nought, or by one of the eight marks that let a reader start anew.
    while (at + 1 < file.length) {
      const next = file[at + 1]!
      if (file[at] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7)) break
      at++
    }
    kept.push(file.subarray(dots, at))
  }
  return undefined
}

function withoutThumbnail(content: Buffer): Buffer {
  const plain = Buffer.from([0xff, 0xe0, 0, 16, ...content.subarray(0, 14)])
  plain.fill(0, 16)
  return plain
}

function exifSegment(orientation: number): Buffer {
  const content = Buffer.concat([Buffer.from(exifMark, 'latin1'), tiffOf(orientation)])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

/** Chunks of a PNG that draw: its dots, its colours, and the pictures of one that moves. Words, times and EXIF are others. */
const drawing = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT cICP mDCV cLLI pHYs bKGD acTL fcTL fdAT'.split(' '),
)

function ofPng(file: Buffer): Buffer | undefined {
  const kept: Buffer[] = [file.subarray(0, 8)]
  let at = 8
  let isDrawn = false
  while (at + 12 <= file.length) {
    const kind = file.toString('latin1', at + 4, at + 8)
    const end = at + 12 + file.readUInt32BE(at)
    if (end > file.length || (kept.length === 1 && kind !== 'IHDR')) return undefined
    if (drawing.has(kind)) kept.push(file.subarray(at, end))
    isDrawn ||= kind === 'IDAT'
    if (kind === 'IEND') return isDrawn ? Buffer.concat(kept) : undefined
    at = end
  }
  return undefined
}

const webpDrawing = new Set(['VP8 ', 'VP8L', 'VP8X', 'ANIM', 'ANMF', 'ALPH', 'ICCP'])
const features = 'VP8X'
const exifBit = 0x08
const xmpBit = 0x04

function ofWebp(file: Buffer): Buffer | undefined {
  const whole = 8 + file.readUInt32LE(4)
  if (whole > file.length) return undefined
  const kept: Buffer[] = []
  let orientation = 1
  let isDrawn = false
  for (let at = 12; at + 8 <= whole; ) {
    const kind = file.toString('latin1', at, at + 4)
    const size = file.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (at + 8 + size > whole) return undefined
    const chunk = Buffer.from(file.subarray(at, Math.min(end, whole)))
    if (kind === 'EXIF') {
      const content = chunk.subarray(8, 8 + size)
      orientation = orientationIn(content.toString('latin1', 0, 6) === exifMark ? content.subarray(6) : content)
    }
    // What a chunk of features says of chunks that are left out is no longer so.
    if (kind === features && size >= 1) chunk[8] = chunk[8]! & ~(exifBit | xmpBit)
    if (webpDrawing.has(kind)) kept.push(chunk)
    isDrawn ||= kind === 'VP8 ' || kind === 'VP8L' || kind === 'ANMF'
    at = end
  }
  if (!isDrawn) return undefined
  const [first] = kept
  if (orientation !== 1 && first?.toString('latin1', 0, 4) === features) {
    first[8] = first[8]! | exifBit
    const head = Buffer.from('EXIF\0\0\0\0', 'latin1')
    const tiff = tiffOf(orientation)
    head.writeUInt32LE(tiff.length, 4)
    kept.push(head, tiff)
  }
  const content = Buffer.concat([Buffer.from('WEBP'), ...kept])
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content])
}
