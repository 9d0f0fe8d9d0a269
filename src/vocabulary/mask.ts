import type { IdentifierKind } from './identity.ts'

/**
 * What those see who may not read personal data: enough to recognise a value that one already knows, not enough to
 * learn one.
 */
const dots = '•••'

/** `camille.renaud@example.org` → `c•••@example.org`, `06 12 34 56 78` → `••• 78`, anything else → `•••`. */
export function masked(value: string): string {
  const text = value.trim()
  const at = text.lastIndexOf('@')
  if (at > 0 && !/\s/.test(text)) return `${[...text][0]}${dots}${text.slice(at)}`
  if (/^[+\d][\d\s().-]{5,}$/.test(text)) return `${dots} ${text.replace(/\D/g, '').slice(-2)}`
  return dots
}

/** `Camille Renaud` → `C. R.` */
export function initials(name: string): string {
  const letters = name.split(/[\s'’.-]+/).flatMap(word => /\p{L}/u.exec(word)?.[0] ?? [])
  return letters.length === 0
    ? dots
    : letters
        .slice(0, 3)
        .map(letter => `${letter.toUpperCase()}.`)
        .join(' ')
}

/** `C-104-29817` → `C-•••17`; what is too short to leave something out is hidden whole. */
export function maskedIdentifier(kind: IdentifierKind, value: string): string {
  if (kind === 'email' || kind === 'phone' || value.includes('@')) return masked(value)
  const letters = [...value]
  return letters.length < 8 ? dots : `${letters.slice(0, 2).join('')}${dots}${letters.slice(-2).join('')}`
}
