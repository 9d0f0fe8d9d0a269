import { masked, maskedIdentifier } from './mask.ts'
import { isPersonal } from './personal.ts'

const identifiers = new Set(['userId', 'anonymousId', 'previousId', 'groupId', 'id'])

/** A message as those see it who may not read personal data: same shape, what is personal masked. */
export function maskMessage(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    if (identifiers.has(key)) return maskedIdentifier('user_id', value)
    return isPersonal(key, value) ? masked(value) : value
  }
  if (Array.isArray(value)) return value.map(each => maskMessage(each, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskMessage(inner, name)]))
}

/**
 * The message that somebody meant who corrected a masked one: whatever they left masked is what it was. `shown` is the
 * masked form of `original`.
 */
export function unmaskMessage(corrected: unknown, shown: unknown, original: unknown): unknown {
  if (corrected === shown) return original
  if (Array.isArray(corrected)) {
    return corrected.map((each, index) => unmaskMessage(each, partOf(shown, index), partOf(original, index)))
  }
  if (typeof corrected !== 'object' || corrected === null) return corrected
  return Object.fromEntries(
    Object.entries(corrected).map(([name, inner]) => [
      name,
      unmaskMessage(inner, partOf(shown, name), partOf(original, name)),
    ]),
  )
}

function partOf(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Record<string | number, unknown>)[key]
}
