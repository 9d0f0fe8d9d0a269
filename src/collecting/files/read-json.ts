import { fileProblem } from './file-problem.ts'
import { badRow, limits, type ReadRow, type RowBatches, rowOfObject } from './row.ts'

/** Reads JSON Lines from UTF-8 text: each line an object. A line that is none is reported; the next ones go on. */
export async function* readJsonLines(text: AsyncIterable<Buffer>): RowBatches {
  let waiting: Buffer = Buffer.alloc(0)
  let line = 0
  let empties: ReadRow[] = []
  const read = (batch: ReadRow[], bytes: Buffer) => {
    line++
    const written = bytes.toString().trim()
    if (written === '') {
      if (empties.length < 10_000) empties.push(badRow(line, '', '', 'empty_line'))
      return
    }
    batch.push(...empties, rowOfText(line, written))
    if (empties.length > 0) empties = []
  }
  for await (const chunk of text) {
    const bytes = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk])
    const batch: ReadRow[] = []
    let from = 0
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      if (at - from > limits.lineBytes) throw fileProblem('line_too_long', { line: line + 1, limit: '1 MB' })
      read(batch, bytes.subarray(from, at))
      from = at + 1
    }
    waiting = bytes.subarray(from)
    if (batch.length > 0) yield batch
    if (waiting.length > limits.lineBytes) throw fileProblem('line_too_long', { line: line + 1, limit: '1 MB' })
  }
  const batch: ReadRow[] = []
  if (waiting.length > 0) read(batch, waiting)
  if (batch.length > 0) yield batch
}

function rowOfText(line: number, written: string): ReadRow {
  try {
    const value: unknown = JSON.parse(written)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      if (isDeeperThan(value, limits.jsonDepth)) return badRow(line, '', written, 'too_deep')
      return rowOfObject(line, value as Record<string, unknown>)
    }
  } catch {
    // Reported below, as any line that is no object.
  }
  return badRow(line, '', written, 'not_json')
}

/** What is nested too deep can be parsed, and then breaks whatever walks through it. */
function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some(part => isDeeperThan(part, depth - 1))
}

const [quote, backslash, open, close, openArray, closeArray, comma, newline] = [34, 92, 123, 125, 91, 93, 44, 10]

/** Reads the objects of a JSON array from UTF-8 text, one after the other, never the whole array at once. */
export async function* readJsonArray(text: AsyncIterable<Buffer>): RowBatches {
  let waiting: Buffer = Buffer.alloc(0)
  let line = 1
  let startLine = 1
  let depth = 0
  let started = false
  let ended = false
  let inText = false
  let escaped = false
  for await (const chunk of text) {
    const bytes = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk])
    const batch: ReadRow[] = []
    // What waits was looked at already, and begins at the brace of its object.
    let from = depth > 0 ? 0 : -1
    for (let at = waiting.length; at < bytes.length; at++) {
      const byte = bytes[at]!
      if (byte === newline) line++
      if (inText) {
        if (escaped) escaped = false
        else if (byte === backslash) escaped = true
        else if (byte === quote) inText = false
      } else if (byte === open || (byte === openArray && depth > 0)) {
        if (depth === 0) {
          from = at
          startLine = line
        }
        depth++
      } else if (depth > 0) {
        if (byte === quote) inText = true
        else if (byte === close || byte === closeArray) {
          depth--
          if (depth === 0) {
            batch.push(rowOfText(startLine, bytes.toString('utf8', from, at + 1)))
            from = -1
          }
        }
      } else if (byte === openArray && !started) started = true
      else if (byte === closeArray) ended = true
      else if (byte !== comma && byte > 32) {
        if (batch.length > 0) yield batch
        throw fileProblem('json_not_objects', { line })
      }
    }
    waiting = from < 0 ? Buffer.alloc(0) : bytes.subarray(from)
    if (batch.length > 0) yield batch
    if (waiting.length > limits.lineBytes) throw fileProblem('line_too_long', { line: startLine, limit: '1 MB' })
  }
  if (!ended || depth > 0) throw fileProblem('json_cut')
}
