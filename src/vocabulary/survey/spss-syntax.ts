import { labelIn, type Tongue } from '../label.ts'
import type { AnswerColumn } from './answer-columns.ts'

/** Words of the language, which no variable may be called. */
const taken = new Set(['ALL', 'AND', 'BY', 'EQ', 'GE', 'GT', 'LE', 'LT', 'NE', 'NOT', 'OR', 'TO', 'WITH'])
const longestName = 64
/** Bytes of UTF-8 that labels may have: of a variable, of a value. */
const longest = { variable: 255, value: 120 }

/** Names that SPSS takes, one each: letters, digits and underscores, a letter first, no two alike but for capitals. */
export function spssNames(names: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return names.map(name => {
    const plain = name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[^A-Za-z0-9_]/g, '_')
      .replace(/^(?![A-Za-z])/, 'v')
      .slice(0, longestName)
      .replace(/_+$/, '')
    const free = taken.has(plain.toUpperCase()) ? `${plain}_` : plain
    for (let again = 1; ; again++) {
      const own = again === 1 ? free : `${free.slice(0, longestName - 4)}_${again}`
      if (seen.has(own.toUpperCase())) continue
      seen.add(own.toUpperCase())
      return own
    }
  })
}

/**
 * The commands that read the file of numbers and name what they stand for. A reader runs them in the folder of the file;
 * PSPP takes them too.
 */
export function spssSyntax(
  columns: readonly (AnswerColumn & { readonly width?: number })[],
  { file, language }: { readonly file: string; readonly language: Tongue },
): string {
  const names = spssNames(columns.map(({ name }) => name))
  const told = columns.map((column, place) => ({ ...column, name: names[place]! }))
  const say = (label: AnswerColumn['label'], most: number) => quoted(labelIn(label, language).text, most)
  const labelled = told.filter(({ values }) => values.length > 0)
  return [
    '* Encoding: UTF-8.',
    `GET DATA /TYPE=TXT /FILE=${quoted(file, 255)} /ENCODING='UTF8' /ARRANGEMENT=DELIMITED`,
    `  /FIRSTCASE=2 /DELIMITERS="," /QUALIFIER='"'`,
    '  /VARIABLES=',
    ...told.map(({ name, holds, width }) => `    ${name} ${holds === 'number' ? 'F8.2' : `A${width ?? 255}`}`),
    '  .',
    'VARIABLE LABELS',
    ...told.map(({ name, label }) => `  ${name} ${say(label, longest.variable)}`),
    '  .',
    ...(labelled.length === 0
      ? []
      : [
          'VALUE LABELS',
          ...labelled.flatMap(({ name, values }, place) => [
            `  ${place === 0 ? '' : '/'}${name}`,
            ...values.map(({ value, label }) => `    ${value} ${say(label, longest.value)}`),
          ]),
          '  .',
        ]),
    'EXECUTE.',
    '',
  ].join('\r\n')
}

/** In single quotes, doubled within, on one line and no longer than is read. */
function quoted(text: string, most: number): string {
  let kept = ''
  let bytes = 0
  for (const letter of text.replace(/\s+/g, ' ').trim()) {
    bytes += new TextEncoder().encode(letter).length
    if (bytes > most) break
    kept += letter
  }
  return `'${kept.replaceAll("'", "''")}'`
}
