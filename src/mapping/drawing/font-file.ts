/** What drawing needs to know of a TrueType font: how wide each character is, and which glyph shows it. */
export type FontFile = {
  readonly bytes: Uint8Array
  readonly unitsPerEm: number
  /** Heights above and below the baseline, in units. */
  readonly ascent: number
  readonly descent: number
  readonly tables: ReadonlyMap<string, Uint8Array>
  /** The glyph of a code point, 0 when the font has none. */
  readonly glyphOf: (codePoint: number) => number
  /** How far the pen moves after a glyph, in units. */
  readonly advanceOf: (glyph: number) => number
}

/** Reads a TrueType file: the table directory, `head`, `hhea`, `hmtx`, and the widest Unicode table of `cmap`. */
export function readFontFile(bytes: Uint8Array): FontFile {
  const tables = tablesOf(bytes)
  const head = viewOf(table(tables, 'head'))
  const hhea = viewOf(table(tables, 'hhea'))
  const hmtx = viewOf(table(tables, 'hmtx'))
  const metrics = hhea.getUint16(34)
  const glyphs = readCharacters(table(tables, 'cmap'))
  return {
    bytes,
    tables,
    unitsPerEm: head.getUint16(18),
    ascent: hhea.getInt16(4),
    descent: hhea.getInt16(6),
    glyphOf: codePoint => glyphs.get(codePoint) ?? 0,
    advanceOf: glyph => hmtx.getUint16(4 * Math.min(glyph, metrics - 1)),
  }
}

export function viewOf(part: Uint8Array): DataView {
  return new DataView(part.buffer, part.byteOffset, part.byteLength)
}

export function table(tables: ReadonlyMap<string, Uint8Array>, tag: string): Uint8Array {
  const found = tables.get(tag)
  if (!found) throw new Error(`The font has no table ${tag}.`)
  return found
}

function tablesOf(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = viewOf(bytes)
  const tables = new Map<string, Uint8Array>()
  for (let index = 0; index < view.getUint16(4); index++) {
    const at = 12 + 16 * index
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4))
    const from = view.getUint32(at + 8)
    tables.set(tag, bytes.subarray(from, from + view.getUint32(at + 12)))
  }
  return tables
}

/** The characters of a font and their glyphs, from a table of format 12 where there is one, else of format 4. */
function readCharacters(cmap: Uint8Array): ReadonlyMap<number, number> {
  const view = viewOf(cmap)
  const starts = Array.from({ length: view.getUint16(2) }, (_, index) => view.getUint32(8 + 8 * index))
  const wide = starts.find(start => view.getUint16(start) === 12)
  if (wide !== undefined) return readGroups(view, wide)
  const narrow = starts.find(start => view.getUint16(start) === 4)
  if (narrow === undefined) throw new Error('The font has no table of Unicode characters.')
  return readSegments(view, narrow)
}

function readGroups(view: DataView, start: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>()
  for (let group = 0; group < view.getUint32(start + 12); group++) {
    const at = start + 16 + 12 * group
    const [first, last, glyph] = [view.getUint32(at), view.getUint32(at + 4), view.getUint32(at + 8)]
    for (let code = first; code <= last; code++) glyphs.set(code, glyph + code - first)
  }
  return glyphs
}

function readSegments(view: DataView, start: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>()
  const twice = view.getUint16(start + 6)
  for (let at = start + 14; at < start + 14 + twice; at += 2) {
    const [last, first] = [view.getUint16(at), view.getUint16(at + twice + 2)]
    const delta = view.getUint16(at + 2 * twice + 2)
    const offsetAt = at + 3 * twice + 2
    const offset = view.getUint16(offsetAt)
    for (let code = first; code <= last && code !== 0xffff; code++) {
      const glyph = offset === 0 ? code : view.getUint16(offsetAt + offset + 2 * (code - first))
      if (glyph !== 0) glyphs.set(code, (glyph + delta) & 0xffff)
    }
  }
  return glyphs
}
