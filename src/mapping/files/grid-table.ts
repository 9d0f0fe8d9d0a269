import { holdFormula } from '../../vocabulary/csv-line.ts'
import type { Label, Tongue } from '../../vocabulary/label.ts'
import { baseColumns, type Column, columnNames, gridColumns, hasWords } from './grid-columns.ts'
import type { GridCell, GridRow, GridSpeech, NameList } from './grid-from-map.ts'
import { joinNames, plainLines } from './grid-text.ts'
import { tongueWords } from './grid-words.ts'

/** The grid as a file holds it: a header and rows of texts and numbers, formulas held. */
export type WrittenTable = {
  readonly columns: readonly { readonly column: Column; readonly header: string }[]
  readonly rows: readonly (readonly (string | number)[])[]
}

const tongueNames = { fr: tongueWords.fr, en: tongueWords.en }

type Place = { readonly column: Column; readonly tongue: Tongue; readonly isOther: boolean }

/**
 * Lays rows out in columns. The columns of §3.9 always stand; the others where something is said in them. Words stand in
 * the first language, and beside it in the other wherever one of the column’s cells has both: `text`, `text_en`.
 */
export function tableFromGrid(rows: readonly GridRow[], speech: GridSpeech): WrittenTable {
  const other: Tongue = speech.language === 'fr' ? 'en' : 'fr'
  const places = columnNames.flatMap((column): Place[] => {
    const isBase = Object.hasOwn(baseColumns, column)
    const own: Place = { column, tongue: speech.language, isOther: false }
    const second: Place = { column, tongue: other, isOther: true }
    const isUsed = isBase || rows.some(row => written(row[column], own) !== '')
    const isDouble = hasWords(column) && rows.some(row => written(row[column], second) !== '')
    return [...(isUsed || isDouble ? [own] : []), ...(isDouble ? [second] : [])]
  })
  const header = ({ column, tongue, isOther }: Place) => {
    if (!speech.inWords) return isOther ? `${column}_${tongue}` : column
    const name = gridColumns[column][speech.language]
    return isOther ? `${name} (${tongueNames[tongue][speech.language]})` : name
  }
  const tongue = speech.inWords ? tongueNames[speech.language][speech.language] : speech.language
  return {
    columns: places.map(place => ({ column: place.column, header: header(place) })),
    rows: rows.map(row =>
      places.map(place => (place.column === 'language' ? tongue : written(row[place.column], place))),
    ),
  }
}

function written(cell: GridCell | undefined, place: Place): string | number {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return place.isOther ? '' : cell
  // What people wrote keeps its blanks; a name does not.
  const clean = (text: string) => textOf(place.column === 'text' ? text : text.trim())
  if (typeof cell === 'string') return place.isOther ? '' : clean(cell)
  if (!isList(cell)) return clean(cell[place.tongue] ?? '')
  const names = cell.map(({ name, before = '' }) => {
    const text = (name[place.tongue] ?? '').trim()
    return place.isOther ? text : `${before}${text}`.trim()
  })
  return textOf(joinNames(names))
}

function isList(cell: Label | NameList): cell is NameList {
  return Array.isArray(cell)
}

function textOf(text: string): string {
  return holdFormula(plainLines(text))
}
