import type { BadRow } from './row.ts'
import { rowReason } from './row-problem.ts'

const titles = {
  en: ['line', 'column', 'value', 'reason'],
  fr: ['ligne', 'colonne', 'valeur', 'raison'],
} as const

/** The first line of an error file, with the mark by which Excel knows UTF-8. */
export function errorFileHeader(locale: 'fr' | 'en'): string {
  return `\uFEFF${titles[locale].join(separator(locale))}\r\n`
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
  const cells = [String(row.line), row.column, row.value, reason]
  return `${cells.map(cell => safeCell(cell, separator(locale))).join(separator(locale))}\r\n`
}

function separator(locale: 'fr' | 'en'): string {
  return locale === 'fr' ? ';' : ','
}

/** A cell that no spreadsheet takes for a formula: an apostrophe goes before what would start one. */
export function safeCell(value: string, delimiter: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /["\r\n\t]/.test(safe) || safe.includes(delimiter) ? `"${safe.replaceAll('"', '""')}"` : safe
}
