import type { Label, Tongue } from '../../vocabulary/label.ts'

/** A part of a file: whatever somebody wrote. */
export type Raw = Readonly<Record<string, unknown>>

export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const isTrue = (value: unknown): boolean => value === true || value === 'true'
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
export const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** Every text of the file in words of ours, and the languages that were met. */
export type Speech = {
  /** The words of a text; undefined where it has none in a language of ours. */
  readonly label: (value: unknown) => Label | undefined
  readonly spoken: ReadonlySet<Tongue>
  readonly others: ReadonlySet<string>
  /** Texts that held markup. */
  readonly marked: () => number
}

/** `own` is the language of words that do not say theirs; `before`, languages that were heard already. */
export function listenTo(own: Tongue, before: Iterable<Tongue> = []): Speech {
  const spoken = new Set<Tongue>(before)
  const others = new Set<string>()
  let marked = 0
  const plain = (text: string): string => {
    const bare = withoutMarkup(text)
    if (bare !== text.trim()) marked++
    return bare.replaceAll('\u0000', '').toWellFormed().slice(0, 4000)
  }
  const label = (value: unknown): Label | undefined => {
    const bare = textOf(value)
    if (bare !== undefined) {
      spoken.add(own)
      return { [own]: plain(bare) } as Label
    }
    if (!isRaw(value)) return undefined
    const made: { fr?: string; en?: string } = {}
    for (const [locale, told] of Object.entries(value)) {
      const words = textOf(told)
      if (words === undefined) continue
      const tongue = locale === 'default' ? own : tongueOf(locale)
      if (!tongue) others.add(locale)
      // A language named stands before one that is only the usual one.
      else if (made[tongue] === undefined || locale !== 'default') made[tongue] = plain(words)
    }
    for (const tongue of ['fr', 'en'] as const) if (made[tongue] !== undefined) spoken.add(tongue)
    return made.fr === undefined && made.en === undefined ? undefined : made
  }
  return { label, spoken, others, marked: () => marked }
}

export function tongueOf(locale: unknown): Tongue | undefined {
  const start = typeof locale === 'string' ? /^(fr|en)(?![a-z])/i.exec(locale)?.[1]?.toLowerCase() : undefined
  return start === 'fr' || start === 'en' ? start : undefined
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The words of a text that may hold HTML. What looks like a tag is taken out; it is never shown as one anyway. */
function withoutMarkup(text: string): string {
  return withoutCode(text.slice(0, longestText))
    .replace(/<(?:br|\/p|\/h\d|\/div|\/li)\b[^<>]*>/gi, '\n')
    .replace(/<\/?[a-z!][^<>]*>/gi, '')
    .replace(/&(amp|lt|gt|quot|apos|nbsp|#39);/g, (whole, name: string) =>
      name === '#39' ? "'" : (entities[name] ?? whole),
    )
    .replace(/[ \t]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const longestText = 20_000

/** Without what stands between the tags of a script or a style; split, so that a hostile text takes no longer. */
function withoutCode(text: string): string {
  const [first = '', ...rest] = text.split(/<(?:script|style)\b/i)
  return [
    first,
    ...rest.map(part =>
      part
        .split(/<\/(?:script|style)\s*>/i)
        .slice(1)
        .join(' '),
    ),
  ].join(' ')
}

/** Ids as ours are, one for each name of the file, never two alike. */
export function giveIds(): (name: string, stem: string) => string {
  const held = new Set<string>()
  return (name, stem) => {
    const plain = name
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60)
    const wished = plain === '' ? stem : plain
    for (let number = 1; ; number++) {
      const id = number === 1 ? wished : `${wished}-${number}`
      if (held.has(id.toLowerCase())) continue
      held.add(id.toLowerCase())
      return id
    }
  }
}

const little: Readonly<Record<Tongue, RegExp>> = {
  fr: /(?<![\p{L}])(le|la|les|un|une|des|du|de|est|êtes|que|qui|pour|avec|sur|dans|pas|ne|ce|nous|vous|votre|vos|à|au|oui|non|quel|quelle)(?![\p{L}])/giu,
  en: /(?<![\p{L}])(the|a|an|of|is|are|that|for|with|on|in|not|it|to|we|you|your|this|do|did|how|what|would|yes|no|please)(?![\p{L}])/giu,
}

/** The language that the bare texts of a file are most likely in. */
export function guessTongue(file: unknown): Tongue | undefined {
  let balance = 0
  let read = 0
  const see = (value: unknown, depth: number): void => {
    if (depth > 12 || read > 40_000) return
    if (typeof value === 'string') {
      read += value.length
      const text = withoutMarkup(value)
      balance += (text.match(little.fr)?.length ?? 0) - (text.match(little.en)?.length ?? 0)
    } else if (Array.isArray(value)) for (const one of value) see(one, depth + 1)
    else if (isRaw(value))
      for (const [key, one] of Object.entries(value)) if (!codes.has(key) && !tongueOf(key)) see(one, depth + 1)
  }
  see(file, 0)
  return balance > 0 ? 'fr' : balance < 0 ? 'en' : undefined
}

const codes = new Set(['type', 'name', 'value', 'visibleIf', 'enableIf', 'requiredIf', 'inputType', 'locale'])
