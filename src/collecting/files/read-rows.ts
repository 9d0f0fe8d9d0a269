import { decoded } from './decode.ts'
import type { Detected } from './detect-file.ts'
import { inflated } from './inflate.ts'
import { readCsv } from './read-csv.ts'
import { readJsonArray, readJsonLines } from './read-json.ts'
import { readXes, type XesHead } from './read-xes.ts'
import type { RowBatches } from './row.ts'

/** What a reader tells beside the rows. */
export type ReadingNotes = {
  /** Lines that were not in the encoding of the file, and were read as Windows-1252. */
  onRepairedLines?: (lines: number) => void
  /** The columns of a CSV, before its first rows. */
  onColumns?: (columns: readonly string[]) => void
  /** The head of a XES log, before its first rows. */
  onHead?: (head: XesHead) => void
}

/** The rows of a file in batches, from its bytes as they stand on disk or come over the wire. */
export function readRowBatches(bytes: AsyncIterable<Buffer>, detected: Detected, notes: ReadingNotes = {}): RowBatches {
  const plain = detected.compression === 'gzip' ? inflated(bytes) : bytes
  const text = decoded(plain, detected.encoding, notes.onRepairedLines)
  switch (detected.format) {
    case 'csv':
      return readCsv(text, detected.csv!, notes.onColumns)
    case 'jsonl':
      return readJsonLines(text)
    case 'json':
      return readJsonArray(text)
    case 'xes':
      return readXes(text, notes.onHead)
    default:
      return detected.format satisfies never
  }
}
