/** The JSON value of a property, as it will be sent. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

const deepest = 12

/**
 * A copy of `value` that only holds its own data: no prototype, no accessor, no method.
 *
 * Host pages add things to `Object.prototype` and `Array.prototype` (an old library gave every array a `toJSON` that
 * returns a string, which breaks `JSON.stringify` for everybody). A copy without a prototype, and with a `toJSON` of
 * its own that is not a function, is immune. What JSON cannot say is left out; what is too deep or circular is cut.
 */
export function plain(value: unknown, depth = 0): Plain | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || depth > deepest) return undefined
  try {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
    if (Array.isArray(value)) return plainList(value, depth)
    return plainRecord(value as Record<string, unknown>, depth)
  } catch {
    // A getter that throws, or a proxy that refuses: the host's own affair.
    return undefined
  }
}

/** The copy of an object's own enumerable properties; anything else gives an empty record. */
export function plainRecord(value: unknown, depth = 0): Record<string, Plain> {
  const copy: Record<string, Plain> = Object.create(null)
  if (value === null || typeof value !== 'object') return copy
  for (const key of Object.keys(value)) {
    const part = plain((value as Record<string, unknown>)[key], depth + 1)
    if (part !== undefined) copy[key] = part
  }
  return copy
}

function plainList(list: readonly unknown[], depth: number): Plain[] {
  const copy: Plain[] = []
  // An own `toJSON` hides the one that the host page may have given to every array; it is not enumerable.
  const hidden: PropertyDescriptor = Object.create(null)
  hidden.value = undefined
  Object.defineProperty(copy, 'toJSON', hidden)
  for (let place = 0; place < list.length; place++) copy[place] = plain(list[place], depth + 1) ?? null
  return copy
}

export function toJson(value: unknown): string {
  return JSON.stringify(plain(value))
}

/** An options object that inherits nothing, so that a polluted `Object.prototype` adds no option to a browser call. */
export function options<T extends object>(value: T): T {
  return Object.assign(Object.create(null), value)
}

/** A random UUID of version 4, also where the page is not a secure context. */
export function uuid(): string {
  const crypto = globalThis.crypto
  if (crypto?.randomUUID) return crypto.randomUUID()
  const bytes = new Uint8Array(16)
  if (crypto?.getRandomValues) crypto.getRandomValues(bytes)
  else for (let place = 0; place < 16; place++) bytes[place] = Math.random() * 256
  bytes[6] = (bytes[6]! & 15) | 64
  bytes[8] = (bytes[8]! & 63) | 128
  let text = ''
  for (let place = 0; place < 16; place++) {
    if (place === 4 || place === 6 || place === 8 || place === 10) text += '-'
    text += (bytes[place]! + 256).toString(16).slice(1)
  }
  return text
}
