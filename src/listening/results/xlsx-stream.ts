import { wouldRunAsFormula } from '../../vocabulary/csv-line.ts'
import { type ZipPart, zipStream } from './zip-stream.ts'

export type SheetCell = string | number | Date | null | undefined

/** What a sheet holds at most, by its format. */
const mostRows = 1_048_576
const mostLetters = 32_767

/**
 * A workbook of one sheet, sent while its rows are being read. Texts are texts, and those that a spreadsheet would run are
 * marked as such, so that they stay texts when the cell is edited. The head stays in sight.
 */
export function xlsxStream(
  sheet: { readonly name: string; readonly head: readonly string[] },
  rows: AsyncIterable<readonly (readonly SheetCell[])[]>,
  now: Date,
): AsyncIterable<Uint8Array> {
  return zipStream(
    [
      ...fixed(sheet.name).map(([name, text]): ZipPart => ({ name, content: [`${xml}${text}`] })),
      { name: 'xl/worksheets/sheet1.xml', content: sheetText(sheet.head, rows) },
    ],
    now,
  )
}

async function* sheetText(head: readonly string[], pages: AsyncIterable<readonly (readonly SheetCell[])[]>) {
  yield `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>' +
    rowText(1, head, text => textOf(text, styles.head))
  let written = 1
  for await (const rows of pages) {
    const kept = rows.slice(0, mostRows - written)
    yield kept.map((row, place) => rowText(written + place + 1, row, cellOf)).join('')
    written += kept.length
  }
  yield '</sheetData></worksheet>'
}

const styles = { plain: 0, head: 1, text: 2, instant: 3 } as const

type Written = { readonly style: number; readonly type: string; readonly value: string }

/** Some readers find a cell by its address alone. */
function rowText<Cell>(number: number, cells: readonly Cell[], write: (cell: Cell) => Written | undefined): string {
  const told = cells.map((cell, place) => {
    const written = write(cell)
    if (!written) return ''
    return `<c r="${letters(place)}${number}" s="${written.style}"${written.type}>${written.value}</c>`
  })
  return `<row r="${number}">${told.join('')}</row>`
}

/** `A` to `Z`, then `AA`. */
const letters = (place: number): string =>
  (place >= 26 ? letters(Math.floor(place / 26) - 1) : '') + String.fromCharCode(65 + (place % 26))

function cellOf(cell: SheetCell): Written | undefined {
  if (cell === null || cell === undefined || cell === '') return undefined
  if (typeof cell === 'number') return { style: styles.plain, type: '', value: `<v>${cell}</v>` }
  // Days since the last of 1899, in the hours of the world.
  if (cell instanceof Date)
    return { style: styles.instant, type: '', value: `<v>${cell.getTime() / 86_400_000 + 25_569}</v>` }
  return textOf(cell, wouldRunAsFormula(cell) ? styles.text : styles.plain)
}

function textOf(text: string, style: number): Written {
  const value = `<is><t xml:space="preserve">${escaped(text.slice(0, mostLetters))}</t></is>`
  return { style, type: ' t="inlineStr"', value }
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** As XML has it: without the letters that it has not, and with those that a workbook would read as a code told apart. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML has not.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"]/g, sign => signs[sign]!)
  )
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function fixed(name: string): readonly (readonly [name: string, text: string])[] {
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ],
  ]
}
