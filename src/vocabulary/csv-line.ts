export type CsvCell = string | number | null | undefined

/** What a spreadsheet would run as a formula, wide signs of East Asian keyboards among it. */
const wouldRun = /^[=+\-@\t\r\n＝＋－＠]/

/** Whether a spreadsheet would run the text. */
export const wouldRunAsFormula = (text: string): boolean => wouldRun.test(text)

const held = /^'+[=+\-@\t\r\n＝＋－＠]/

/**
 * What a spreadsheet would take for a formula, behind an apostrophe, which `releaseFormula` takes off again; a text that
 * already had one gets another, so that nothing is lost either way.
 */
export const holdFormula = (text: string): string => (wouldRun.test(text) || held.test(text) ? `'${text}` : text)
export const releaseFormula = (text: string): string => (held.test(text) ? text.slice(1) : text)

/** The mark by which spreadsheets know that the letters of a file are UTF-8. */
export const utf8Mark = '\ufeff'

/**
 * A line of CSV (RFC 4180): cells that need it in quotes, and an apostrophe before a text that a spreadsheet would take
 * for a formula, for what a customer wrote must never run on the machine of whoever opens it. Numbers stay numbers, with
 * a decimal comma where semicolons part the cells, as French spreadsheets read them.
 */
export function csvLine(cells: readonly CsvCell[], mark: ',' | ';' = ','): string {
  return `${cells.map(cell => csvCell(cell, mark)).join(mark)}\r\n`
}

function csvCell(cell: CsvCell, mark: string): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return mark === ';' ? String(cell).replace('.', ',') : String(cell)
  const harmless = holdFormula(cell)
  return /["\r\n\t]/.test(harmless) || harmless.includes(mark) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
