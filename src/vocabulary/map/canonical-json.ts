/**
 * The same content gives the same text, whatever the order of its keys: what a content hash is taken of. It sorts by
 * name and by nothing else, so that a later version of the format gives the same hash.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(byName(value))
}

function byName(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(byName)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(entries.map(([name, inner]) => [name, byName(inner)]))
}
