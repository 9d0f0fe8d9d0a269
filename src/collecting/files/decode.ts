import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { fileProblem } from './file-problem.ts'

const newline = 10
const mark = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * The same text in UTF-8, without byte order mark. In a file that says UTF-8 a line that is none is taken for
 * Windows-1252, which any line can be read as: that is what pasting an old export under a new one gives.
 * `onRepair` is told how many lines that was.
 */
export function decoded(
  bytes: AsyncIterable<Buffer>,
  encoding: string,
  onRepair: (lines: number) => void = () => {},
): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') return fromUtf8(bytes, onRepair)
  if (!iconv.encodingExists(encoding)) throw fileProblem('encoding_unknown', { found: encoding })
  return fromOther(bytes, encoding)
}

async function* fromOther(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true })
  let half = ''
  for await (const chunk of bytes) {
    const text = half + decoder.write(chunk)
    // A letter outside the basic plane is two code units, which a chunk may part.
    half = /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : ''
    yield Buffer.from(half ? text.slice(0, -1) : text)
  }
  const rest = half + (decoder.end() ?? '')
  if (rest) yield Buffer.from(rest)
}

async function* fromUtf8(bytes: AsyncIterable<Buffer>, onRepair: (lines: number) => void): AsyncGenerator<Buffer> {
  let carried: Buffer = Buffer.alloc(0)
  let start = true
  for await (const chunk of bytes) {
    let buffer = carried.length === 0 ? chunk : Buffer.concat([carried, chunk])
    if (start) {
      if (buffer.length < 3) {
        carried = buffer
        continue
      }
      if (buffer.subarray(0, 3).equals(mark)) buffer = buffer.subarray(3)
      start = false
    }
    let end = buffer.length - unfinishedBytes(buffer)
    if (isUtf8(buffer.subarray(0, end))) {
      yield buffer.subarray(0, end)
    } else {
      // Whole lines are judged one by one; the last, unfinished one waits for its end.
      const last = buffer.lastIndexOf(newline)
      if (last >= 0) end = last + 1
      yield repaired(buffer.subarray(0, end), onRepair)
    }
    carried = buffer.subarray(end)
  }
  if (carried.length === 0) return
  if (start && carried.subarray(0, 3).equals(mark)) return
  yield isUtf8(carried) ? carried : repaired(carried, onRepair)
}

function repaired(buffer: Buffer, onRepair: (lines: number) => void): Buffer {
  const lines: Buffer[] = []
  let repairs = 0
  for (let from = 0; from < buffer.length; ) {
    const at = buffer.indexOf(newline, from)
    const end = at < 0 ? buffer.length : at + 1
    const line = buffer.subarray(from, end)
    if (isUtf8(line)) lines.push(line)
    else {
      lines.push(Buffer.from(iconv.decode(line, 'windows-1252')))
      repairs++
    }
    from = end
  }
  onRepair(repairs)
  return Buffer.concat(lines)
}

/** How many bytes at the end begin a character that the next chunk finishes. */
function unfinishedBytes(buffer: Buffer): number {
  for (let back = 1; back <= 3 && back <= buffer.length; back++) {
    const byte = buffer[buffer.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}
