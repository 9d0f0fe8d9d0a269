import { createRequire } from 'node:module'
import { type Fallback, fallbackFor, isJapanese } from './fallback-fonts.ts'
import { hollow, isDrawable, joins, noteLacking } from './fonts.ts'

/** A part of a line that one font draws in one direction. */
export type TextRun = { readonly text: string; readonly font: 'own' | Fallback }

type Bidi = {
  readonly getEmbeddingLevels: (text: string, base: 'ltr' | 'rtl') => { readonly levels: Uint8Array }
  readonly getMirroredCharacter: (character: string) => string | null
}

const require = createRequire(import.meta.url)
let bidi: Bidi | undefined

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u
const letters = { all: /\p{L}/gu, rightToLeft: /[\p{Script=Arabic}\p{Script=Hebrew}]/gu }

/**
 * A line in the parts that are drawn one after the other from left to right: in which font each is, and in the order in
 * which it is seen where it holds Arabic or Hebrew (the Unicode bidirectional algorithm). Spaces are parts of their own,
 * so that words are never turned about together by who draws them.
 */
export function textRuns(line: string): readonly TextRun[] {
  const parts = partsOf(line, rightToLeft.test(line) ? levelsOf(line) : undefined)
  const highest = Math.max(0, ...parts.map(part => part.level))
  const seen = [...parts]
  // Each run of parts at a level or above is turned about, from the highest level down (rule L2).
  for (let level = highest; level > 0; level--) {
    for (let from = 0; from < seen.length; from++) {
      if (seen[from]!.level < level) continue
      let to = from
      while (to < seen.length && seen[to]!.level >= level) to++
      seen.splice(from, to - from, ...seen.slice(from, to).reverse())
      from = to
    }
  }
  return seen.map(({ text, font }) => ({ text, font }))
}

type Part = TextRun & { readonly level: number }

function partsOf(line: string, levels: Uint8Array | undefined): readonly Part[] {
  const japanese = isJapanese(line)
  const parts: Part[] = []
  let at = 0
  for (const character of line) {
    const code = character.codePointAt(0)!
    const level = levels?.[at] ?? 0
    at += character.length
    const last = parts.at(-1)
    if (joins(code) && !isDrawable(code) && last) {
      if (last.font !== 'own') parts[parts.length - 1] = { ...last, text: last.text + character }
      continue
    }
    const font = isDrawable(code) ? 'own' : fallbackFor(code, japanese)
    if (!font) noteLacking(character)
    const shown = font ? mirrored(character, level) : hollow
    const isApart = levels !== undefined && (character === ' ' || last?.text === ' ')
    if (last && !isApart && last.font === (font ?? 'own') && last.level === level && !isTurned(last, level)) {
      parts[parts.length - 1] = { ...last, text: last.text + shown }
    } else parts.push({ text: shown, font: font ?? 'own', level })
  }
  return parts
}

/** Signs of Inter that are read from right to left stand one by one: their font would not turn them about. */
const isTurned = ({ font }: Part, level: number) => font === 'own' && level % 2 === 1

function levelsOf(line: string): Uint8Array | undefined {
  try {
    bidi ??= (require('bidi-js') as () => Bidi)()
  } catch {
    return undefined
  }
  return bidi.getEmbeddingLevels(line, isRightToLeft(line) ? 'rtl' : 'ltr').levels
}

/**
 * Whether a text is read from right to left, and so begins at the right edge of its place. It is as most of its letters
 * are: a foot that begins with an Arabic name is still a line of its language.
 */
export function isRightToLeft(text: string): boolean {
  const turned = text.match(letters.rightToLeft)?.length ?? 0
  return turned > 0 && turned * 2 > (text.match(letters.all)?.length ?? 0)
}

function mirrored(character: string, level: number): string {
  return level % 2 === 1 ? (bidi?.getMirroredCharacter(character) ?? character) : character
}
