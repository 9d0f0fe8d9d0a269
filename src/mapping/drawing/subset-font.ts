import { zlibSync } from 'fflate'
import { type FontFile, table, viewOf } from './font-file.ts'

/**
 * A font cut down to the characters of a drawing, as a WOFF file that a browser takes: what is drawn looks the same
 * where Inter is not installed. Glyphs made of other glyphs bring these along.
 */
export function subsetFont(font: FontFile, text: ReadonlySet<number>): Uint8Array {
  const codes = [...text].filter(code => font.glyphOf(code) !== 0).sort((a, b) => a - b)
  const glyphs = glyphsOf(font, codes)
  const numbers = new Map(glyphs.map((glyph, index) => [glyph, index]))
  const { glyf, loca } = outlines(font, glyphs, numbers)
  const head = table(font.tables, 'head').slice()
  viewOf(head).setUint32(8, 0)
  viewOf(head).setInt16(50, 1)
  const hhea = table(font.tables, 'hhea').slice()
  viewOf(hhea).setUint16(34, glyphs.length)
  const maxp = table(font.tables, 'maxp').slice()
  viewOf(maxp).setUint16(4, glyphs.length)
  const tables: readonly [string, Uint8Array][] = [
    ['OS/2', table(font.tables, 'OS/2')],
    ['cmap', characters(codes.map(code => [code, numbers.get(font.glyphOf(code))!]))],
    ['glyf', glyf],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', widths(font, glyphs)],
    ['loca', loca],
    ['maxp', maxp],
    ['name', new Uint8Array([0, 0, 0, 0, 0, 6])],
    ['post', withoutNames(table(font.tables, 'post'))],
  ]
  return packed(tables)
}

/** The glyphs of the characters and of what they are made of, `.notdef` first. */
function glyphsOf(font: FontFile, codes: readonly number[]): readonly number[] {
  const glyphs = new Set([0, ...codes.map(font.glyphOf)])
  for (const glyph of glyphs) for (const [part] of partsOf(outline(font, glyph))) glyphs.add(part)
  return [...glyphs]
}

function outline(font: FontFile, glyph: number): Uint8Array {
  const loca = viewOf(table(font.tables, 'loca'))
  const long = viewOf(table(font.tables, 'head')).getInt16(50) === 1
  const at = (index: number) => (long ? loca.getUint32(4 * index) : 2 * loca.getUint16(2 * index))
  return table(font.tables, 'glyf').subarray(at(glyph), at(glyph + 1))
}

/** The glyphs that a compound one is made of, each with where its number is written. */
function partsOf(glyph: Uint8Array): readonly (readonly [part: number, at: number])[] {
  const parts: [number, number][] = []
  if (glyph.length < 10 || viewOf(glyph).getInt16(0) >= 0) return parts
  const view = viewOf(glyph)
  for (let at = 10, more = true; more; ) {
    const flags = view.getUint16(at)
    parts.push([view.getUint16(at + 2), at + 2])
    const scale = flags & 0x8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0
    at += 4 + (flags & 1 ? 4 : 2) + scale
    more = (flags & 0x20) !== 0
  }
  return parts
}

function outlines(font: FontFile, glyphs: readonly number[], numbers: ReadonlyMap<number, number>) {
  const loca = new Uint8Array(4 * (glyphs.length + 1))
  const parts: Uint8Array[] = []
  let length = 0
  glyphs.forEach((glyph, index) => {
    const shape = outline(font, glyph).slice()
    for (const [part, at] of partsOf(shape)) viewOf(shape).setUint16(at, numbers.get(part)!)
    viewOf(loca).setUint32(4 * index, length)
    parts.push(padded(shape))
    length += parts.at(-1)!.length
  })
  viewOf(loca).setUint32(4 * glyphs.length, length)
  return { glyf: Uint8Array.from(Buffer.concat(parts)), loca }
}

function widths(font: FontFile, glyphs: readonly number[]): Uint8Array {
  const hmtx = viewOf(table(font.tables, 'hmtx'))
  const metrics = viewOf(table(font.tables, 'hhea')).getUint16(34)
  const written = new Uint8Array(4 * glyphs.length)
  glyphs.forEach((glyph, index) => {
    const bearing = glyph < metrics ? hmtx.getInt16(4 * glyph + 2) : hmtx.getInt16(4 * metrics + 2 * (glyph - metrics))
    viewOf(written).setUint16(4 * index, font.advanceOf(glyph))
    viewOf(written).setInt16(4 * index + 2, bearing)
  })
  return written
}

/** A `cmap` of one table of format 12, a group a character. */
function characters(pairs: readonly (readonly [code: number, glyph: number])[]): Uint8Array {
  const bytes = new Uint8Array(12 + 16 + 12 * pairs.length)
  const view = viewOf(bytes)
  view.setUint16(2, 1)
  view.setUint16(4, 3)
  view.setUint16(6, 10)
  view.setUint32(8, 12)
  view.setUint16(12, 12)
  view.setUint32(16, 16 + 12 * pairs.length)
  view.setUint32(24, pairs.length)
  pairs.forEach(([code, glyph], index) => {
    view.setUint32(28 + 12 * index, code)
    view.setUint32(32 + 12 * index, code)
    view.setUint32(36 + 12 * index, glyph)
  })
  return bytes
}

function withoutNames(post: Uint8Array): Uint8Array {
  const written = post.slice(0, 32)
  viewOf(written).setUint32(0, 0x00030000)
  return written
}

function padded(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 4 === 0) return bytes
  const longer = new Uint8Array(bytes.length + 4 - (bytes.length % 4))
  longer.set(bytes)
  return longer
}

/** Writes tables as WOFF 1: each packed where that makes it smaller. */
function packed(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const head = new Uint8Array(44 + 20 * tables.length)
  const view = viewOf(head)
  const parts: Uint8Array[] = [head]
  let at = head.length
  let unpacked = 12 + 16 * tables.length
  tables.forEach(([tag, bytes], index) => {
    const smaller = zlibSync(bytes, { level: 9 })
    const stored = smaller.length < bytes.length ? smaller : bytes
    const entry = 44 + 20 * index
    for (let letter = 0; letter < 4; letter++) view.setUint8(entry + letter, tag.charCodeAt(letter))
    view.setUint32(entry + 4, at)
    view.setUint32(entry + 8, stored.length)
    view.setUint32(entry + 12, bytes.length)
    view.setUint32(entry + 16, checksum(bytes))
    parts.push(padded(stored))
    at += parts.at(-1)!.length
    unpacked += padded(bytes).length
  })
  view.setUint32(0, 0x774f4646)
  view.setUint32(4, 0x00010000)
  view.setUint32(8, at)
  view.setUint16(12, tables.length)
  view.setUint32(16, unpacked)
  return Uint8Array.from(Buffer.concat(parts))
}

function checksum(bytes: Uint8Array): number {
  const view = viewOf(padded(bytes))
  let sum = 0
  for (let at = 0; at < view.byteLength; at += 4) sum = (sum + view.getUint32(at)) >>> 0
  return sum
}
