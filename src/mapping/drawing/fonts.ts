import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fallbackAdvance, fallbackFor } from './fallback-fonts.ts'
import { type FontFile, readFontFile } from './font-file.ts'

/** The cuts of Inter that a drawing is written in. */
export const faces = ['regular', 'italic', 'medium', 'semibold'] as const
export type Face = (typeof faces)[number]

/** How each cut is named to those who draw. */
export const faceNames: Readonly<Record<Face, { readonly weight: number; readonly italic: boolean }>> = {
  regular: { weight: 400, italic: false },
  italic: { weight: 400, italic: true },
  medium: { weight: 500, italic: false },
  semibold: { weight: 600, italic: false },
}

const files: Readonly<Record<Face, string>> = {
  regular: '400Regular/Inter_400Regular.ttf',
  italic: '400Regular_Italic/Inter_400Regular_Italic.ttf',
  medium: '500Medium/Inter_500Medium.ttf',
  semibold: '600SemiBold/Inter_600SemiBold.ttf',
}

const require = createRequire(import.meta.url)
const opened = new Map<Face, FontFile>()

/** Where the file of a cut lies. */
export function fontPath(face: Face): string {
  return require.resolve(`@expo-google-fonts/inter/${files[face]}`)
}

/** A cut, read once. */
export function fontOf(face: Face): FontFile {
  const known = opened.get(face)
  if (known) return known
  const font = readFontFile(Uint8Array.from(readFileSync(fontPath(face))))
  opened.set(face, font)
  return font
}

// A character that none of our fonts has is drawn by whatever font the reader has: emoji are the widest of these.
const foreignEm = 1.25
const advances = new Map<Face, Map<number, number>>(faces.map(face => [face, new Map()]))

/**
 * How wide a line of text is, in points. Characters are added up without kerning, which in Inter only ever brings them
 * closer on the whole: what is measured to fit, fits.
 */
export function widthOf(text: string, face: Face, size: number): number {
  const known = advances.get(face)!
  let em = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    let advance = known.get(code)
    if (advance === undefined) {
      const font = fontOf(face)
      const glyph = font.glyphOf(code)
      advance = glyph === 0 ? foreignAdvance(code) : font.advanceOf(glyph) / font.unitsPerEm
      known.set(code, advance)
    }
    em += advance
  }
  return em * size
}

function foreignAdvance(code: number): number {
  if (joins(code)) return 0
  const font = fallbackFor(code)
  return font ? fallbackAdvance(font, code) : foreignEm
}

/** Whether Inter can show the character. */
export function isDrawable(codePoint: number): boolean {
  return fontOf('regular').glyphOf(codePoint) !== 0
}

/** Marks, joiners and variants stand on the character before them. */
export function joins(code: number): boolean {
  return code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f) || /^\p{M}$/u.test(String.fromCodePoint(code))
}

export const hollow = '\u25a1'

const lacking = new Set<string>()

/** Notes a character that is drawn as a hollow square. */
export function noteLacking(character: string): void {
  if (lacking.size < 200) lacking.add(character)
}

/** The characters that were drawn as hollow squares since this was last asked. One map is drawn at a time. */
export function takeLacking(): readonly string[] {
  const found = [...lacking]
  lacking.clear()
  return found
}
