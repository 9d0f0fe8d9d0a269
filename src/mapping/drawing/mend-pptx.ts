import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import type { FeelingChart } from './chart-xml.ts'

/**
 * What the library leaves in a presentation that the standard does not allow, though most readers forgive it: ids of
 * shapes given twice on a slide, and lists of the presentation out of their order.
 */
export function mendPptx(name: string, xml: string): string {
  if (/^ppt\/slides\/slide\d+\.xml$/.test(name)) {
    let id = 0
    return xml.replace(/<p:cNvPr id="\d+"/g, () => `<p:cNvPr id="${++id}"`)
  }
  if (name === 'ppt/presentation.xml') {
    const notes = /<p:notesMasterIdLst>.*?<\/p:notesMasterIdLst>/s.exec(xml)?.[0]
    return notes ? xml.replace(notes, '').replace('<p:sldIdLst>', `${notes}<p:sldIdLst>`) : xml
  }
  return xml
}

/**
 * The workbook of a chart, as the chart shows it: the library writes a nought as nothing, and a table whose place no
 * spreadsheet can read.
 */
export function chartWorkbook(bytes: Uint8Array, { series }: FeelingChart): Uint8Array {
  const parts = unzipSync(bytes)
  const sheet = 'xl/worksheets/sheet1.xml'
  const cell = (whole: string, column: string, row: string) => {
    const value = series[column.charCodeAt(0) - 66]?.values[Number(row) - 2]
    return typeof value === 'number' ? `<c r="${column}${row}"><v>${value}</v></c>` : whole.replace('<v></v>', '')
  }
  parts[sheet] = strToU8(strFromU8(parts[sheet]!).replace(/<c r="([B-Z])(\d+)"><v><\/v><\/c>/g, cell))
  const kept = Object.entries(parts).filter(
    ([name]) => !name.startsWith('xl/tables/') && name !== 'xl/worksheets/_rels/sheet1.xml.rels',
  )
  return zipSync(Object.fromEntries(kept) as Zippable, { mtime: new Date(1980, 0, 1), level: 6 })
}
