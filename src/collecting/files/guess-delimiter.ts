/** How the cells of a CSV are told apart. */
export type CsvShape = {
  /** One character. A blank stands for any run of blanks. */
  readonly delimiter: string
  readonly quote: string
  /** Whether the first row names the columns; else they are `column 1`, `column 2`… */
  readonly headerRow: boolean
  /** A first line `sep=;`, which Excel writes and no row is. */
  readonly skipFirstLine: boolean
}

const usual = [';', ',', '\t', '|']
const unusual = ['~', '^', '\u001f', '\u0001', '¦', '#', '!', ':', ' ']

/** Guesses the shape of a CSV from its first lines: the delimiter is what stands equally often in each of them. */
export function guessCsvShape(sample: string, said: Partial<CsvShape> = {}): CsvShape {
  const excel = /^sep=(.)\r?\n/.exec(sample)
  const text = excel ? sample.slice(excel[0].length) : sample
  const quote = said.quote ?? guessQuote(text)
  const lines = linesOf(text, quote)
  const delimiter = said.delimiter ?? excel?.[1] ?? best(lines, quote, usual) ?? best(lines, quote, unusual) ?? ','
  const first = cellsOf(lines[0] ?? '', delimiter, quote)
  return {
    delimiter,
    quote,
    headerRow: said.headerRow ?? looksLikeHeader(first),
    skipFirstLine: excel !== null,
  }
}

/** Quotes are double, save in a file that has none of them and many cells between single ones. */
function guessQuote(text: string): string {
  if (text.includes('"')) return '"'
  const single = text.match(/(^|[,;\t|\n])'[^'\n]*'(?=[,;\t|\r\n])/g)
  return single && single.length > 3 ? "'" : '"'
}

/** Lines of the sample, a quoted cell over several lines counting as one; the last, perhaps cut, is left out. */
function linesOf(text: string, quote: string): string[] {
  const physical = text.split(/\r\n|\n|\r/)
  if (physical.length > 1) physical.pop()
  const lines: string[] = []
  let open = ''
  for (const line of physical.slice(0, 200)) {
    const whole = open ? `${open}\n${line}` : line
    if ((whole.split(quote).length - 1) % 2 === 1 && whole.length < 20_000) open = whole
    else {
      open = ''
      if (whole.trim()) lines.push(whole)
    }
  }
  return lines
}

function best(lines: readonly string[], quote: string, candidates: readonly string[]): string | undefined {
  let winner: string | undefined
  let winning = 0
  for (const candidate of candidates) {
    const counts = lines.map(line => cellsOf(line, candidate, quote).length - 1)
    const expected = counts[0] ?? 0
    if (expected === 0) continue
    const same = counts.filter(count => count === expected).length / counts.length
    // Agreement between the lines says more than the number of columns.
    const score = same < 0.6 ? 0 : same * same * (1 + Math.min(expected, 20) / 20)
    if (score > winning) [winner, winning] = [candidate, score]
  }
  return winner
}

/** Cells of one line, well enough to count them and to look at them. */
function cellsOf(line: string, delimiter: string, quote: string): string[] {
  if (delimiter === ' ') return line.trim().split(/[ \t]+/)
  if (!line.includes(quote)) return line.split(delimiter)
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (const letter of line) {
    if (letter === quote) quoted = !quoted
    else if (letter === delimiter && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += letter
  }
  cells.push(cell)
  return cells
}

/** A header has no number and no date in it, and names each column but perhaps the first (a row number). */
function looksLikeHeader(cells: readonly string[]): boolean {
  return cells.every((cell, index) => {
    const name = cell.trim()
    if (name === '') return index === 0 || index === cells.length - 1 || cells.length > 3
    return !/^[-+]?[\d\s.,:/-]+$/.test(name) && !/^\d{4}-\d\d-\d\d[T ]/.test(name)
  })
}
