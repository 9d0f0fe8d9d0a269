import type { WrittenTable } from './grid-table.ts'

/**
 * A grid as CSV: semicolons and a byte order mark, so that a spreadsheet of either language opens it with its accents
 * and its columns.
 */
export function csvFromTable({ columns, rows }: WrittenTable): string {
  const lines = [columns.map(({ header }) => header), ...rows]
  return `\uFEFF${lines.map(cells => `${cells.map(quoted).join(';')}\r\n`).join('')}`
}

function quoted(cell: string | number): string {
  const text = String(cell)
  return /[;"\n\r,\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
