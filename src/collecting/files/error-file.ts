import { csvLine, utf8Mark } from '../../vocabulary/csv-line.ts'
import type { BadRow } from './row.ts'
import { rowReason } from './row-problem.ts'

const titles = {
  en: ['line', 'column', 'value', 'reason'],
  fr: ['ligne', 'colonne', 'valeur', 'raison'],
} as const

/** The first line of an error file, with the mark by which Excel knows UTF-8. */
export function errorFileHeader(locale: 'fr' | 'en'): string {
  return `${utf8Mark}${csvLine(titles[locale], separator(locale))}`
}

/** One line of an error file: line, column, value, reason. Semicolons in French, where Excel expects them. */
export function writeErrorRow(row: BadRow, locale: 'fr' | 'en'): string {
  return writeErrorLine(row, rowReason(row.reason, locale), locale)
}

/** One line for what was refused later than by the reader, with a reason of its own. */
export function writeErrorLine(
  row: { readonly line: number; readonly column: string; readonly value: string },
  reason: string,
  locale: 'fr' | 'en',
): string {
  return csvLine([row.line, row.column, row.value, reason], separator(locale))
}

function separator(locale: 'fr' | 'en'): ',' | ';' {
  return locale === 'fr' ? ';' : ','
}
