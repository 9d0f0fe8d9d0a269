import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type FontFile, readFontFile } from './font-file.ts'

/**
 * The fonts for scripts that Inter lacks; it has Latin, Greek and Cyrillic. One cut each: what is emphasised is so by
 * colour and place as well. A script has more than one where they complete each other.
 */
export const fallbacks = ['arabic', 'hebrew', 'korean', 'chinese', 'japanese'] as const
export type Fallback = (typeof fallbacks)[number]

const files: Readonly<Record<Fallback, string>> = {
  arabic: 'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  hebrew: 'noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
  korean: 'nanum-gothic/400Regular/NanumGothic_400Regular.ttf',
  chinese: 'zcool-xiaowei/400Regular/ZCOOLXiaoWei_400Regular.ttf',
  japanese: 'kosugi/Kosugi_400Regular.ttf',
}

/** What each font calls itself. */
export const fallbackFamilies: Readonly<Record<Fallback, string>> = {
  arabic: 'Noto Sans Arabic',
  hebrew: 'Noto Sans Hebrew',
  korean: 'NanumGothic',
  chinese: 'ZCOOL XiaoWei',
  japanese: 'MotoyaLCedar',
}

const require = createRequire(import.meta.url)
const opened = new Map<Fallback, FontFile | undefined>()

/** Where the file of a font lies; undefined where the package is not installed. */
export function fallbackPath(name: Fallback): string | undefined {
  try {
    return require.resolve(`@expo-google-fonts/${files[name]}`)
  } catch {
    return undefined
  }
}

function fallbackFont(name: Fallback): FontFile | undefined {
  if (!opened.has(name)) {
    const path = fallbackPath(name)
    opened.set(name, path === undefined ? undefined : readFontFile(Uint8Array.from(readFileSync(path))))
  }
  return opened.get(name)
}

// What each is asked for, so that a font of several megabytes is read only for a text that may need it.
const scripts: readonly (readonly [RegExp, readonly Fallback[]])[] = [
  [/\p{Script_Extensions=Arabic}/u, ['arabic']],
  [/\p{Script=Hebrew}/u, ['hebrew']],
  [/\p{Script=Hangul}/u, ['korean']],
  [/[\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}]/u, ['japanese', 'chinese', 'korean']],
  [/[\p{Script_Extensions=Han}\p{Script_Extensions=Bopomofo}\uff00-\uffef]/u, ['chinese', 'japanese', 'korean']],
]
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u

/** Whether a text is Japanese: what Chinese and Japanese share is then drawn in the Japanese way. */
export function isJapanese(text: string): boolean {
  return kana.test(text)
}

/** The font that shows a character which Inter lacks; undefined when none does. */
export function fallbackFor(code: number, japanese = false): Fallback | undefined {
  const character = String.fromCodePoint(code)
  const [, names = []] = scripts.find(([script]) => script.test(character)) ?? []
  const ordered = japanese && names.includes('japanese') ? ['japanese' as const, ...names] : names
  return ordered.find(name => (fallbackFont(name)?.glyphOf(code) ?? 0) !== 0)
}

/** How far the pen moves, in em. */
export function fallbackAdvance(name: Fallback, code: number): number {
  const font = fallbackFont(name)!
  return font.advanceOf(font.glyphOf(code)) / font.unitsPerEm
}
