import { secondsOfDuration } from '../../vocabulary/duration.ts'
import { isKeepable, type Label, type Tongue } from '../../vocabulary/label.ts'
import type { Column } from './grid-columns.ts'
import { readNumber, splitNames } from './grid-text.ts'
import * as words from './grid-words.ts'
import type { Columns } from './read-columns.ts'
import type { Remarks } from './remarks.ts'

export const longestText = 4000
export const longestWord = 120

export type RowSetting = {
  readonly columns: Columns
  /** The language of rows that do not say theirs. */
  readonly spoken: Tongue
  readonly remarks: Remarks
}
export type Row = ReturnType<typeof readRow>

/** Reads the cells of one row by column, telling what is wrong with each. */
export function readRow(cells: readonly string[], line: number, { columns, spoken, remarks }: RowSetting) {
  const said = (cells[columns.places.get('language')?.own ?? -1] ?? '').trim()
  const named = said === '' ? undefined : words.readWord(words.tongueWords, said)
  const own = named ?? spoken
  const cellOf = (column: Column, tongue: Tongue | null) => {
    const place = columns.places.get(column)
    const at = tongue === null ? place?.own : place?.[tongue]
    return at === undefined ? '' : (cells[at] ?? '')
  }
  const header = (column: Column) => columns.headers.get(column) ?? column
  const error = (column: Column, reason: { en: string; fr: string }, value: string) =>
    remarks.error(reason, { line, column: header(column), value })
  if (said !== '' && !named) error('language', notAmong(words.tongueWords), said)
  const checked = (column: Column, text: string, longest = longestText): string | undefined => {
    if (text.trim() === '') return undefined
    if (text.length > longest) {
      error(
        column,
        {
          en: `This text has ${text.length} characters; ${longest} are kept at most`,
          fr: `Ce texte a ${text.length} caractères ; ${longest} au plus sont conservés`,
        },
        text,
      )
      return undefined
    }
    if (!isKeepable(text)) {
      error(
        column,
        {
          en: 'This text holds characters that cannot be kept',
          fr: 'Ce texte contient des caractères qui ne peuvent pas être conservés',
        },
        text,
      )
      return undefined
    }
    return text
  }
  const both = (column: Column, clean: (text: string) => string): Label | undefined => {
    const found: Partial<Record<Tongue, string>> = {}
    for (const tongue of [null, 'fr', 'en'] as const) {
      const text = checked(column, cellOf(column, tongue))
      if (text !== undefined) found[tongue ?? own] ??= clean(text)
    }
    return found.fr === undefined && found.en === undefined ? undefined : (found as Label)
  }
  const word = <Code extends string>(column: Column, dictionary: words.ValueWords<Code>): Code | undefined => {
    const written = cellOf(column, null).trim()
    if (written === '') return undefined
    const read = words.readWord(dictionary, written)
    if (read === undefined) error(column, notAmong(dictionary), written)
    return read
  }
  const number = (column: Column, least: number, most: number): number | undefined => {
    const written = cellOf(column, null).trim()
    if (written === '') return undefined
    const read = readNumber(written)
    if (read !== undefined && read >= least && read <= most) return read
    const range = { en: `a number from ${least} to ${most}`, fr: `un nombre de ${least} à ${most}` }
    error(
      column,
      read === undefined
        ? { en: `This is not ${range.en}`, fr: `Ce n’est pas ${range.fr}` }
        : { en: `${read} is outside ${range.en}`, fr: `${read} n’est pas ${range.fr}` },
      written,
    )
    return undefined
  }
  return {
    line,
    own,
    error,
    word,
    number,
    whole: (column: Column, least: number, most: number): number | undefined => {
      const read = number(column, least, most)
      if (read === undefined || Number.isInteger(read)) return read
      error(column, { en: 'This is not a whole number', fr: 'Ce n’est pas un nombre entier' }, String(read))
      return undefined
    },
    /** A name, without the blanks around it. */
    label: (column: Column) => both(column, text => text.trim()),
    /** Text as it was written. */
    text: (column: Column) => both(column, text => text),
    plain: (column: Column) => checked(column, cellOf(column, null).trim(), longestWord),
    list: (column: Column): readonly string[] => splitNames(cellOf(column, null)).filter(name => name !== ''),
    duration: (column: Column): string | null => {
      const written = cellOf(column, null).trim()
      if (written === '') return null
      if (secondsOfDuration(written) !== undefined) return written
      error(
        column,
        { en: 'A duration is written like PT30M, PT4H or P30D', fr: 'Une durée s’écrit comme PT30M, PT4H ou P30D' },
        written,
      )
      return null
    },
    names: (column: Column): readonly Label[] => namesIn(column).map(({ name }) => name),
    /** Names with a word before them: `leading: Searches that fail`. */
    namesWith: <Code extends string>(column: Column, dictionary: words.ValueWords<Code>) => namesIn(column, dictionary),
  }

  function namesIn<Code extends string>(column: Column, dictionary?: words.ValueWords<Code>) {
    const lists = {
      own: splitNames(cellOf(column, null)),
      fr: splitNames(cellOf(column, 'fr')),
      en: splitNames(cellOf(column, 'en')),
    }
    const length = Math.max(lists.own.length, lists.fr.length, lists.en.length)
    return Array.from({ length }, (_, index) => {
      let first = lists.own[index] ?? ''
      const cut = first.indexOf(':')
      const role = dictionary && cut > 0 ? words.readWord(dictionary, first.slice(0, cut)) : undefined
      if (role) first = first.slice(cut + 1).trim()
      const name: Partial<Record<Tongue, string>> = {}
      for (const [tongue, text] of [
        [own, first],
        ['fr', lists.fr[index]],
        ['en', lists.en[index]],
      ] as const) {
        const kept = text ? checked(column, text) : undefined
        if (kept !== undefined) name[tongue] ??= kept
      }
      return { role, name: name as Label }
    }).filter(({ name }) => name.fr !== undefined || name.en !== undefined)
  }
}

export function notAmong(dictionary: words.ValueWords<string>) {
  return {
    en: `This is none of: ${words.wordsIn(dictionary, 'en')}`,
    fr: `Ce n’est aucun de : ${words.wordsIn(dictionary, 'fr')}`,
  }
}
