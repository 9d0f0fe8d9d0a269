import type { Tongue } from '../../vocabulary/label.ts'
import { type Column, columnNames, gridColumns, readHeader } from './grid-columns.ts'
import type { Remarks } from './remarks.ts'
import type { Table } from './table.ts'

export type Columns = {
  /** Where each column stands: the one whose language is the row’s own, and those that name theirs. */
  readonly places: ReadonlyMap<Column, { own?: number; fr?: number; en?: number }>
  /** As it is written in this file. */
  readonly headers: ReadonlyMap<Column, string>
  readonly spokenIn: Tongue | undefined
}

/** Which column is which; undefined, and told, when it is not a grid of a map. */
export function readColumns({ header, headerLine, rows }: Table, remarks: Remarks): Columns | undefined {
  const places = new Map<Column, { own?: number; fr?: number; en?: number }>()
  const headers = new Map<Column, string>()
  const spoken: Tongue[] = []
  header.forEach((written, index) => {
    const read = readHeader(written)
    if (!read) {
      if (written.trim() !== '' && rows.some(row => (row.cells[index] ?? '').trim() !== '')) {
        remarks.warn(
          {
            en: 'This column is none of the grid: it is not read',
            fr: 'Cette colonne n’est pas de la grille : elle n’est pas lue',
          },
          { line: headerLine, column: written },
        )
      }
      return
    }
    const place = places.get(read.column) ?? {}
    const key = read.tongue ?? 'own'
    if (place[key] !== undefined) {
      remarks.error(
        {
          en: `Two columns say the same thing: ${header[place[key]]} and ${written}`,
          fr: `Deux colonnes disent la même chose : ${header[place[key]]} et ${written}`,
        },
        { line: headerLine, column: written },
      )
      return
    }
    place[key] = index
    places.set(read.column, place)
    if (!headers.has(read.column)) headers.set(read.column, written)
    if (read.spokenIn) spoken.push(read.spokenIn)
  })
  if (places.has('step')) return { places, headers, spokenIn: spoken[0] }
  const found = header.map(each => each.trim()).filter(each => each !== '')
  const few = found.slice(0, 12).join(', ')
  const known = columnNames.slice(0, 13)
  remarks.error(
    {
      en: `No column names the steps. The header has: ${few || 'nothing'}. A grid of a map has: ${known.join(', ')}`,
      fr: `Aucune colonne ne nomme les étapes. L’en-tête contient : ${few || 'rien'}. La grille d’une carte a : ${known.map(column => gridColumns[column].fr).join(', ')}`,
    },
    { line: headerLine },
  )
  return undefined
}

/** The cells of a row that hold sentences in the row’s own language: what tells which one that is. */
export function sentencesOf(cells: readonly string[], { places }: Columns): readonly string[] {
  return (['step', 'text', 'phase'] as const).flatMap(column => {
    const at = places.get(column)?.own
    return at === undefined ? [] : [cells[at] ?? '']
  })
}
