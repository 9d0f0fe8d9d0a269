import type { Label } from '../label.ts'

/** The languages a label may be written in. */
export type Tongue = 'fr' | 'en'

/** The words to show in `tongue`. `fallback` says that they are in the other language, so that a screen can say so. */
export function labelIn(label: Label, tongue: Tongue): { readonly text: string; readonly fallback: boolean } {
  const own = label[tongue]
  if (own !== undefined && own !== '') return { text: own, fallback: false }
  const other = label[tongue === 'fr' ? 'en' : 'fr'] ?? ''
  return { text: other, fallback: other !== '' }
}

/** Whether the label says something in at least one language. */
export function isLabelled(label: Label): boolean {
  return (label.fr ?? '').trim() !== '' || (label.en ?? '').trim() !== ''
}
