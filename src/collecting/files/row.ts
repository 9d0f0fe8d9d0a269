import type { RowReason } from './row-problem.ts'

/** One row of a file, whatever its format. `line` is the line of the file where it starts, from 1. */
export type Row = {
  readonly ok: true
  readonly line: number
  /** By column, as text; empty cells are absent from JSON and XES, empty strings in CSV. */
  readonly values: Readonly<Record<string, string>>
  /** The object of a JSON row as it stood, with its nesting and its types. */
  readonly object?: Readonly<Record<string, unknown>>
}

/** A row that could not become an event: said by line, column, value and reason. */
export type BadRow = {
  readonly ok: false
  readonly line: number
  readonly column: string
  readonly value: string
  readonly reason: RowReason
}

export type ReadRow = Row | BadRow

/** Rows come in batches, as they leave a chunk of the file: one `await` for hundreds of rows. */
export type RowBatches = AsyncGenerator<readonly ReadRow[]>

/** What a file may ask of memory. A longer line, or a wider table, is refused. */
export const limits = {
  lineBytes: 1024 * 1024,
  columns: 2000,
  joinedRows: 1_000_000,
  /** How deep XML elements may nest. */
  xmlDepth: 64,
  /** How deep objects of JSON may nest: as deep as at the front door. */
  jsonDepth: 32,
  /** A gzip may unpack to this many times its size, beyond the first megabytes. */
  gzipRatio: 200,
  gzipFreeBytes: 8 * 1024 * 1024,
} as const

export function badRow(line: number, column: string, value: string, reason: RowReason): BadRow {
  return { ok: false, line, column, value: value.length > 500 ? `${value.slice(0, 500)}…` : value, reason }
}

/** A row made of a JSON object. Its flat text is only made when somebody looks at it. */
export function rowOfObject(line: number, object: Readonly<Record<string, unknown>>): Row {
  let values: Record<string, string> | undefined
  return {
    ok: true,
    line,
    object,
    get values() {
      if (values === undefined) {
        values = {}
        for (const [key, value] of Object.entries(flattened(object))) values[key] = String(value)
      }
      return values
    },
  }
}

export type Plain = string | number | boolean

/** `{a: {b: 1}, c: [2]}` → `{'a.b': 1, c: '[2]'}`. Nulls are left out; what lies deeper than eight levels stays JSON text. */
export function flattened(object: Readonly<Record<string, unknown>>): Record<string, Plain> {
  const flat: Record<string, Plain> = {}
  flattenInto(flat, object, '', 0)
  return flat
}

function flattenInto(
  flat: Record<string, Plain>,
  object: Readonly<Record<string, unknown>>,
  prefix: string,
  depth: number,
) {
  for (const [key, value] of Object.entries(object)) {
    const path = prefix + key
    if (value === null || value === undefined || path === '__proto__') continue
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') flat[path] = value
    else if (Array.isArray(value) || depth === 8) flat[path] = JSON.stringify(value)
    else flattenInto(flat, value as Record<string, unknown>, `${path}.`, depth + 1)
  }
}
