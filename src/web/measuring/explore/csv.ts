export type CsvCell = string | number | null | undefined

/** Cells that a spreadsheet would run as a formula are made words again by an apostrophe. */
const formula = /^[=+\-@\t\r]/

/** A table as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. Numbers stay numbers. */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${rows.map(row => `${row.map(cellOf).join(',')}\r\n`).join('')}`
}

function cellOf(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = formula.test(cell) ? `'${cell}` : cell
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
