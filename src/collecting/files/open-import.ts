import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ColumnChoice, ColumnMapping } from '../../contract/importing.ts'
import { Problem } from '../../vocabulary/problem.ts'
import { checkChoice, checkMapping, columnsMissing } from './check-mapping.ts'
import { type Detected, detectFile, headBytes, type SaidOfFile } from './detect-file.ts'
import { eventMaker, type ImportResult } from './events-from-rows.ts'
import { fileProblem } from './file-problem.ts'
import { type Guess, guessColumns } from './guess-columns.ts'
import { type JoinedTable, joinedRow, readJoinedTable } from './join-tables.ts'
import { readRowBatches } from './read-rows.ts'
import type { XesHead } from './read-xes.ts'
import type { ReadRow, Row, RowBatches } from './row.ts'
import { type DayOrders, settleDayOrder } from './settle-day-order.ts'
import { type Progress, trackProgress } from './track-progress.ts'

/** A path, or a stream with the name that its sender gave it. */
export type ImportSource =
  | string
  | {
      readonly name: string
      readonly stream: AsyncIterable<Uint8Array>
      readonly sizeBytes?: number | undefined
      /** Opens the same file once more, for what its first rows leave open. */
      readonly again?: () => Promise<ImportSource>
    }

export type OpenImportOptions = {
  readonly said?: SaidOfFile
  /** The whole mapping, as a preview gave it back; else columns are guessed, under what `choice` says. */
  readonly mapping?: ColumnMapping
  readonly choice?: ColumnChoice
  /** Of the workspace: where clocks stood that wrote no offset. */
  readonly timeZone?: string
  /** Smaller tables whose columns are added by a key that they share: the customers of orders. */
  readonly joins?: readonly ImportSource[]
  readonly now?: Date
}

/** A file opened for import: what it is, how it would be read, and its events, once. */
export type OpenedImport = AsyncDisposable & {
  readonly name: string
  readonly detected: Detected
  readonly header: readonly string[]
  /** The first rows as read, bad ones among them. */
  readonly sample: readonly ReadRow[]
  /** The events of the sample under `mapping`, for a preview. */
  preview(mapping?: ColumnMapping): readonly ImportResult[]
  readonly guess: Guess
  /** What will be used: the mapping given, else the guessed one. */
  readonly mapping: ColumnMapping
  /** Why the rest can't be read, when the first rows already show it. `events` says it again after the good rows. */
  readonly trouble: Problem | undefined
  readonly joined: readonly JoinedTable[]
  /** Of a XES log, by name: which attributes together name an activity. One may go into the mapping. */
  readonly classifiers: XesHead['classifiers']
  /** How many lines were in another encoding than the file, and were read as Windows-1252, so far. */
  repairedLines(): number
  progress(): Progress
  /** All events and bad rows, in batches; can be asked once. Refuses a mapping whose columns are not there. */
  eventBatches(mapping?: ColumnMapping): AsyncGenerator<readonly ImportResult[]>
  events(mapping?: ColumnMapping): AsyncGenerator<ImportResult>
}

const sampleRows = 2_000

/** Opens a file for import: `await using opened = await openImport('orders.csv.gz')`. */
export async function openImport(source: ImportSource, options: OpenImportOptions = {}): Promise<OpenedImport> {
  const table = await openTable(source, options.said ?? {})
  try {
    const { rows: first, trouble } = await firstRows(table.batches)
    if (first.length === 0) throw fileProblem('no_rows')
    let header = table.columns() ?? columnsOf(first)
    const joined: JoinedTable[] = []
    for (const join of options.joins ?? []) {
      const other = await openTable(join, {})
      try {
        const held = await readJoinedTable(other.batches, tableName(other.name), header)
        joined.push(held)
        header = [...header, ...held.columns]
      } finally {
        await other.close()
      }
    }
    const join = (row: ReadRow) => (row.ok && joined.length > 0 ? joinedRow(row, joined) : row)
    const sample = first.map(join)
    if (options.choice) checkChoice(options.choice, header)
    const guessWith = (dayOrders?: DayOrders) =>
      guessColumns(
        header,
        sample.filter((row): row is Row => row.ok),
        {
          fileName: table.name,
          commaLikely: table.detected.csv?.delimiter === ';',
          gathered: new Set(joined.flatMap(({ gathered }) => gathered)),
          ...(options.choice && { choice: options.choice }),
          ...(options.timeZone && { timeZone: options.timeZone }),
          ...(dayOrders && { dayOrders }),
        },
      )
    let guess = guessWith()
    // What is settled in a mapping is not looked for again.
    if (guess.unproved.length > 0 && !options.mapping && first.length >= sampleRows) {
      const again = await openedAgain(source)
      if (again) {
        const whole = await openTable(again, options.said ?? {})
        try {
          guess = guessWith(await settleDayOrder(whole.batches, guess.unproved))
        } finally {
          await whole.close()
        }
      }
    }
    const chosen = options.mapping ?? guess.mapping
    const now = options.now ?? new Date()
    let given = false

    async function* eventBatches(mapping: ColumnMapping = chosen): AsyncGenerator<readonly ImportResult[]> {
      if (given) throw new Error('The events of an opened import are given once.')
      given = true
      if (mapping === guess.mapping && guess.missing.length > 0) throw columnsMissing(guess.missing, header)
      checkMapping(mapping, header, table.detected.format === 'csv')
      const make = eventMaker(mapping, { now })
      table.progress.addRows(sample.length)
      if (sample.length > 0) yield sample.flatMap(make)
      if (trouble) throw trouble
      for await (const batch of table.batches) {
        table.progress.addRows(batch.length)
        const results: ImportResult[] = []
        for (const row of batch) for (const result of make(join(row))) results.push(result)
        if (results.length > 0) yield results
      }
    }

    return {
      name: table.name,
      detected: table.detected,
      header,
      sample,
      guess,
      mapping: chosen,
      trouble: trouble instanceof Problem ? trouble : undefined,
      joined,
      classifiers: table.classifiers(),
      repairedLines: table.repairedLines,
      progress: () => table.progress.now(),
      preview: (mapping = chosen) => sample.flatMap(eventMaker(mapping, { now })),
      eventBatches,
      async *events(mapping = chosen) {
        for await (const batch of eventBatches(mapping)) yield* batch
      },
      [Symbol.asyncDispose]: table.close,
    }
  } catch (error) {
    await table.close()
    throw error
  }
}

/** The same file from its beginning; undefined for a stream that comes once. */
async function openedAgain(source: ImportSource): Promise<ImportSource | undefined> {
  return typeof source === 'string' ? source : source.again?.()
}

type OpenedTable = {
  readonly name: string
  readonly detected: Detected
  readonly batches: RowBatches
  readonly progress: ReturnType<typeof trackProgress>
  /** The header of a CSV; rows of other formats need not have the same columns. */
  columns(): readonly string[] | undefined
  classifiers(): XesHead['classifiers']
  repairedLines(): number
  close(): Promise<void>
}

async function openPath(path: string): Promise<Exclude<ImportSource, string>> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw fileProblem('not_there', { path })
  if (found.isDirectory()) throw fileProblem('folder', { path })
  const stream = createReadStream(path, { highWaterMark: headBytes })
  return { name: basename(path), stream, sizeBytes: found.isFile() ? found.size : undefined }
}

async function openTable(source: ImportSource, said: SaidOfFile): Promise<OpenedTable> {
  const { name, stream, sizeBytes } = typeof source === 'string' ? await openPath(source) : source
  const progress = trackProgress(sizeBytes)
  const chunks = stream[Symbol.asyncIterator]()
  const close = async () => {
    await chunks.return?.()
    if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy()
  }
  try {
    const first: Buffer[] = []
    let length = 0
    let ended = false
    while (length < headBytes && !ended) {
      const next = await chunks.next()
      if (next.done) ended = true
      else {
        first.push(Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength))
        length += next.value.byteLength
      }
    }
    const detected = detectFile(Buffer.concat(first).subarray(0, headBytes), name, said)
    let repairs = 0
    async function* bytes(): AsyncGenerator<Buffer> {
      for (const chunk of first) {
        progress.addBytes(chunk.length)
        yield chunk
      }
      first.length = 0
      while (!ended) {
        const next = await chunks.next()
        if (next.done) return
        progress.addBytes(next.value.byteLength)
        yield Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
      }
    }
    let columns: readonly string[] | undefined
    let head: XesHead | undefined
    const batches = readRowBatches(bytes(), detected, {
      onColumns: found => {
        columns = found
      },
      onHead: found => {
        head = found
      },
      onRepairedLines: lines => {
        repairs += lines
      },
    })
    return {
      name,
      detected,
      batches,
      progress,
      columns: () => columns,
      classifiers: () => head?.classifiers ?? {},
      repairedLines: () => repairs,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Rows enough to guess by. What goes wrong behind good rows is kept for later. */
async function firstRows(batches: RowBatches): Promise<{ rows: ReadRow[]; trouble: unknown }> {
  const rows: ReadRow[] = []
  try {
    while (rows.length < sampleRows) {
      const next = await batches.next()
      if (next.done) break
      for (const row of next.value) rows.push(row)
    }
    return { rows, trouble: undefined }
  } catch (trouble) {
    if (rows.some(row => row.ok)) return { rows, trouble }
    throw trouble
  }
}

/** All columns of the first rows, in order of appearance: rows of JSON and XES need not have the same. */
function columnsOf(rows: readonly ReadRow[]): string[] {
  return [...new Set(rows.flatMap(row => (row.ok ? Object.keys(row.values) : [])))]
}

function tableName(fileName: string): string {
  return fileName.replace(/(\.[a-z\d]{1,6})+$/i, '')
}
