import type { FileRemark } from '../../contract/map-files.ts'

type Words = { readonly en: string; readonly fr: string }

/** Where in a file something stands. */
export type Where = { readonly line?: number | null; readonly column?: string | null; readonly value?: string | null }

/** How many errors are told, and how many warnings; a file with more is told how many more there are. */
export const mostRemarks = 200
const longestValue = 120

/** Everything there is to say of one file, gathered while it is read to its end. */
export type Remarks = {
  readonly error: (words: Words, where?: Where) => void
  readonly warn: (words: Words, where?: Where) => void
  readonly list: () => readonly FileRemark[]
  /** How many there are beyond those listed. */
  readonly more: () => number
  readonly refuses: () => boolean
}

export function gatherRemarks(): Remarks {
  const told: Record<FileRemark['weight'], FileRemark[]> = { error: [], warning: [] }
  const said = new Set<string>()
  let more = 0
  const say = (
    weight: FileRemark['weight'],
    words: Words,
    { line = null, column = null, value = null }: Where = {},
  ) => {
    const key = `${weight} ${line} ${column} ${words.en}`
    if (said.has(key)) return
    if (told[weight].length >= mostRemarks) {
      more++
      return
    }
    said.add(key)
    const shown = value === null ? null : shortened(value)
    told[weight].push({ weight, line, column, value: shown, fr: words.fr, en: words.en })
  }
  return {
    error: (words, where) => say('error', words, where),
    warn: (words, where) => say('warning', words, where),
    // Errors first: they are what must be mended; each in the order of the file.
    list: () => [...told.error, ...told.warning],
    more: () => more,
    refuses: () => told.error.length > 0,
  }
}

/** A value as a report shows it: one line, not too long, with nothing that cannot be shown. */
function shortened(value: string): string {
  const line = value.replace(/\s+/g, ' ').replaceAll('\u0000', '�').toWellFormed()
  return line.length > longestValue ? `${line.slice(0, longestValue)}…` : line
}
