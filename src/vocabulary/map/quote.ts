import { type Label, labelIn } from '../label.ts'

/** A label in the quotes of the language. */
export function quote(label: Label, tongue: 'fr' | 'en'): string {
  const { text } = labelIn(label, tongue)
  return tongue === 'fr' ? `« ${text} »` : `“${text}”`
}
