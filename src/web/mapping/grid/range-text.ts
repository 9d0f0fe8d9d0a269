/** Rows of cells, as a spreadsheet would have them. */
export type Block = readonly (readonly string[])[]

/** The block as tab-separated text: what has a tab, a line break or a quote is quoted, as spreadsheets do. */
export function tsvOf(block: Block): string {
  const cell = (text: string) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return block.map(row => row.map(cell).join('\t')).join('\n')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** The block as an HTML table, for word processors and mails. */
export function htmlOf(block: Block): string {
  const cell = (text: string) => `<td>${text.replace(/[&<>"]/g, sign => entities[sign]!).replaceAll('\n', '<br>')}</td>`
  return `<table>${block.map(row => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`
}

/**
 * Reads tab-separated text as Excel and Sheets put it on the clipboard: quoted cells may hold tabs and line breaks, a
 * last line break ends the last row. A quote inside a cell that does not begin with one is a quote.
 */
export function blockOf(text: string): Block {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  let fresh = true
  const endCell = () => {
    rows.at(-1)!.push(cell)
    cell = ''
    fresh = true
  }
  const source = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]!
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (source[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (sign === '"' && fresh && closes(source, at)) {
      quoted = true
      fresh = false
    } else if (sign === '\t') endCell()
    else if (sign === '\n') {
      endCell()
      rows.push([])
    } else {
      cell += sign
      fresh = false
    }
  }
  if (cell !== '' || rows.at(-1)!.length > 0 || rows.length === 1) endCell()
  if (rows.at(-1)!.length === 0) rows.pop()
  return rows
}

/** Whether the quote that opens at `from` closes before a tab, a line break or the end. Words that merely begin with one do not. */
function closes(source: string, from: number): boolean {
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] !== '"') continue
    if (source[at + 1] === '"') at += 1
    else return at + 1 === source.length || source[at + 1] === '\t' || source[at + 1] === '\n'
  }
  return false
}

/** Reads the first table of an HTML fragment; undefined when there is none. Only its words are taken. */
export function blockOfHtml(html: string): Block | undefined {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table')
  if (!table) return undefined
  return [...table.rows].map(row =>
    [...row.cells].flatMap(cell => {
      for (const line of cell.querySelectorAll('br')) line.replaceWith('\n')
      const text = (cell.textContent ?? '').trim()
      return [text, ...Array.from({ length: Math.max(0, Math.min(cell.colSpan, 100) - 1) }, () => '')]
    }),
  )
}
