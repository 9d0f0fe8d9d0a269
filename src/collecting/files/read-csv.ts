import { parse } from 'csv-parse'
import { parse as parseAtOnce } from 'csv-parse/sync'
import { rowMaker } from './csv-rows.ts'
import { fileProblem } from './file-problem.ts'
import type { CsvShape } from './guess-delimiter.ts'
import { badRow, limits, type ReadRow, type RowBatches } from './row.ts'

const smallPiece = 1024
const largePiece = 64 * 1024

/**
 * Reads CSV from UTF-8 text. A quote that is opened and never closed costs its own line, not what follows: the parser
 * is started again behind it. Empty lines are reported, except at the end of the file.
 */
export async function* readCsv(
  text: AsyncIterable<Buffer>,
  shape: CsvShape,
  onColumns: (columns: readonly string[]) => void = () => {},
): RowBatches {
  const rows = rowMaker(shape, onColumns)
  let waiting: Buffer = Buffer.alloc(0)
  let parser = openParser(shape)
  // Where `waiting` and the parser's own count of bytes begin, in bytes of the whole text.
  let origin = 0
  let parserOrigin = 0
  let line = shape.skipFirstLine ? 2 : 1
  let broken = false
  // Small pieces after a failure: what follows it in the piece is parsed twice.
  let step = largePiece

  async function* take(bytes: Buffer, last: boolean): RowBatches {
    let queue = bytes
    while (queue.length > 0 || (last && waiting.length > 0)) {
      const piece = queue.subarray(0, step)
      queue = queue.subarray(piece.length)
      const ending = last && queue.length === 0
      waiting = waiting.length === 0 ? piece : Buffer.concat([waiting, piece])
      if (!broken) {
        broken = await parser.feed(piece, ending)
        const batch: ReadRow[] = []
        let from = 0
        for (const [index, cells] of parser.records.entries()) {
          const end = parserOrigin + parser.ends[index]! - origin
          if (swallowed(cells, waiting.subarray(from, end), shape)) {
            broken = true
            break
          }
          rows.add(batch, line, cells)
          line += lineBreaks(waiting, from, end)
          from = end
        }
        parser.forget()
        waiting = waiting.subarray(from)
        origin += from
        if (batch.length > 0) yield batch
      }
      if (broken) {
        const end = endOfLine(waiting, ending)
        if (end === 0) {
          if (waiting.length > limits.lineBytes) throw fileProblem('line_too_long', { line, limit: '1 MB' })
          continue
        }
        const batch: ReadRow[] = []
        const cells = cellsOfLine(waiting.subarray(0, end), shape)
        if (cells) rows.add(batch, line, cells)
        else batch.push(badRow(line, '', waiting.subarray(0, Math.min(end, 2000)).toString().trimEnd(), 'quote_broken'))
        line++
        queue = Buffer.concat([waiting.subarray(end), queue])
        origin += end
        parserOrigin = origin
        waiting = Buffer.alloc(0)
        broken = false
        parser = openParser(shape)
        step = smallPiece
        if (batch.length > 0) yield batch
      } else {
        if (ending) return
        if (waiting.length > limits.lineBytes && endOfLine(waiting, false) === 0) {
          throw fileProblem('line_too_long', { line, limit: '1 MB' })
        }
        step = Math.min(step * 2, largePiece)
      }
    }
  }

  const lines = shape.skipFirstLine ? withoutFirstLine(text) : text
  for await (const chunk of shape.delimiter === ' ' ? singleBlanks(lines) : lines) yield* take(chunk, false)
  yield* take(Buffer.alloc(0), true)
}

async function* withoutFirstLine(text: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let skipped = false
  for await (const chunk of text) {
    const newline = skipped ? -1 : chunk.indexOf(10)
    if (skipped) yield chunk
    else if (newline >= 0) {
      skipped = true
      yield chunk.subarray(newline + 1)
    }
  }
}

/** The same lines with one blank where several stand, and none at either end. */
async function* singleBlanks(text: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting = ''
  const single = (lines: string) => Buffer.from(lines.replace(/[ \t]+/g, ' ').replace(/^ | (?=\r?$)/gm, ''), 'latin1')
  for await (const chunk of text) {
    // Letters of several bytes pass through latin1 and back unharmed.
    const lines = waiting + chunk.toString('latin1')
    const end = lines.lastIndexOf('\n') + 1
    waiting = lines.slice(end)
    if (waiting.length > limits.lineBytes) throw fileProblem('line_too_long', { line: 1, limit: '1 MB' })
    if (end > 0) yield single(lines.slice(0, end))
  }
  if (waiting) yield single(waiting)
}

type OpenParser = {
  readonly records: string[][]
  readonly ends: number[]
  /** Whether the parser stumbled and reads no further. */
  feed(bytes: Buffer, last: boolean): Promise<boolean>
  forget(): void
}

function openParser({ delimiter, quote }: CsvShape): OpenParser {
  const records: string[][] = []
  const ends: number[] = []
  const parser = parse({
    delimiter,
    quote,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // A quote inside a cell is a letter like others. What such leniency swallows is found by `swallowed`.
    relax_quotes: true,
    max_record_size: limits.lineBytes,
    // Records are taken here, synchronously, and never enter the stream's own queue.
    on_record: (cells: string[], info: { bytes: number }) => {
      records.push(cells)
      ends.push(info.bytes)
      return null
    },
  })
  parser.on('error', () => {})
  parser.resume()
  return {
    records,
    ends,
    feed: (bytes, last) =>
      new Promise(resolve => {
        const done = (error?: Error | null) => resolve(error != null)
        if (!last) parser.write(bytes, done)
        else {
          parser.once('error', done)
          parser.once('end', () => resolve(false))
          parser.end(bytes)
        }
      }),
    forget() {
      records.length = 0
      ends.length = 0
    },
  }
}

/**
 * Whether a cell that was opened by a quote took whole lines with it up to a stray quote. Such a cell keeps its first
 * quote and has a line break; an honest one may look so too, but then stands a strict reading.
 */
function swallowed(cells: readonly string[], written: Buffer, { delimiter, quote }: CsvShape): boolean {
  if (!cells.some(cell => cell.startsWith(quote) && /[\r\n]/.test(cell))) return false
  try {
    return parseAtOnce(written, { delimiter, quote, relax_column_count: true, skip_empty_lines: true }).length !== 1
  } catch {
    return true
  }
}

/** The cells of a line on which the parser stumbled: a quote inside a cell is a letter like others. */
function cellsOfLine(line: Buffer, { delimiter, quote }: CsvShape): string[] | undefined {
  try {
    const [cells] = parseAtOnce(line, { delimiter, quote, relax_quotes: true, relax_column_count: true }) as string[][]
    return cells
  } catch {
    return undefined
  }
}

function endOfLine(bytes: Buffer, ending: boolean): number {
  const newline = bytes.indexOf(10)
  if (newline >= 0) return newline + 1
  const carriage = bytes.indexOf(13)
  if (carriage >= 0 && (ending || carriage < bytes.length - 1)) return carriage + 1
  return ending ? bytes.length : 0
}

/** Line breaks in a part of the text: those of Unix and Windows, else those of old Macs. */
function lineBreaks(bytes: Buffer, from: number, to: number): number {
  let count = 0
  for (let at = bytes.indexOf(10, from); at >= 0 && at < to; at = bytes.indexOf(10, at + 1)) count++
  if (count > 0) return count
  for (let at = bytes.indexOf(13, from); at >= 0 && at < to; at = bytes.indexOf(13, at + 1)) count++
  return count
}
