/** Where a page ended, as an opaque text: the values of its last row in the order of the sort. */
export function cursorOf(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The values of a cursor; undefined when there is none or it says nothing, which begins at the first page. */
export function valuesOfCursor(cursor: string | undefined, count: number): readonly string[] | undefined {
  if (!cursor) return undefined
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(values) && values.length === count) return values.map(String)
  } catch {
    // Somebody typed it.
  }
  return undefined
}
