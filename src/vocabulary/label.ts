import { z } from 'zod'

export { isLabelled, labelIn, type Tongue } from './map/label-in.ts'

/**
 * Text that both stores can keep. PostgreSQL refuses the null character in JSON and half of a surrogate pair has no
 * UTF-8 form; both arrive by paste, so they are refused where they enter.
 */
export const plainText = (maximum: number) =>
  z.string().max(maximum).refine(isKeepable, 'The text holds characters that cannot be kept')

/** Whether both stores can keep every text in the value, however deep. */
export function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed()
  if (Array.isArray(value)) return value.every(isKeepable)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, inner]) => isKeepable(key) && isKeepable(inner))
}

/** A label in French, English or both: `{ fr: 'Achat', en: 'Purchase' }`. At least one of the two is there. */
export const labelShape = z
  .strictObject({ fr: plainText(4000).exactOptional(), en: plainText(4000).exactOptional() })
  .refine(label => label.fr !== undefined || label.en !== undefined, 'French or English text is needed')
export type Label = z.output<typeof labelShape>
