/** A table as it stands in a file: a header, and rows with the line that a person would look for. */
export type Table = {
  readonly header: readonly string[]
  readonly headerLine: number
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

/** The most that is read of a table: far more than the largest map fills. */
export const tableLimits = { rows: 50_000, columns: 200, cells: 5_000_000 } as const
