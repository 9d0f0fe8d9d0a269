/** What a spreadsheet would run as a formula, wide signs of East Asian keyboards among it. */
const wouldRun = /^[=+\-@\t\r\n＝＋－＠]/
const isNumber = /^[+-]?\d+(?:[.,]\d+)?$/

/**
 * A line of CSV: cells that need it in quotes, and an apostrophe before what a spreadsheet would take for a formula, for
 * a text that a customer wrote must never run on the machine of whoever opens it. A negative number stays a number.
 */
export function csvLine(cells: readonly string[], mark: ',' | ';' = ','): string {
  return `${cells.map(cell => csvCell(cell, mark)).join(mark)}\r\n`
}

function csvCell(text: string, mark: string): string {
  const harmless = wouldRun.test(text) && !isNumber.test(text) ? `'${text}` : text
  return /["\r\n]/.test(harmless) || harmless.includes(mark) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
