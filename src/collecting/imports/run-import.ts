import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Installation, SendingSource } from '../../feature.ts'
import { refusalReasons } from '../../vocabulary/message.ts'
import { Problem } from '../../vocabulary/problem.ts'
import { type Judged, judgeMessages } from '../accept-messages.ts'
import { backlogOf } from '../backlog.ts'
import { errorFileHeader, writeErrorLine, writeErrorRow } from '../files/error-file.ts'
import type { ImportedEvent } from '../files/events-from-rows.ts'
import { type OpenedImport, openImport } from '../files/open-import.ts'
import type { BadRow } from '../files/row.ts'
import { roomOf } from '../room.ts'
import { type DistinctCounter, openDistinctCounter } from './distinct-counter.ts'
import { errorsPath } from './import-errors.ts'
import { messageOf } from './message-of.ts'
import { openSealedWriter, type SealedWriter } from './sealed-file.ts'
import { endImport, type Job, seenBefore, type Tally, writeTally } from './store.ts'
import { mayBeForgotten, storedBefore } from './stored-before.ts'
import { forgetUpload, sealingKey, sourceOf, uploadsDirectory } from './uploads.ts'
import { uploadById } from './uploads-store.ts'

const batchEvents = 500
const tallyMs = 500
/** An import waits when this many messages wait to be moved: what customers do now must still be seen in seconds. */
const backlogLeft = 20_000

/** An import while it is done. */
type Run = {
  readonly installation: Installation
  readonly job: Job
  readonly opened: OpenedImport
  readonly cases: DistinctCounter
  readonly customers: DistinctCounter
  /** Only of a dry run: the ids that would be new. */
  readonly fresh: DistinctCounter
  /** Whether the ledger may have forgotten events of this source. */
  readonly forgotten: boolean
  readonly errors: { writer: SealedWriter | undefined }
  tally: { batches: number; accepted: number; duplicates: number; rejected: number }
  stopping: boolean
}

/**
 * Does one import, from the beginning of the file. What an earlier attempt brought in is read again and not sent again:
 * batches are cut alike every time, and how many are in was written in the commit that brought them in. So the counts
 * are right after any crash.
 */
export async function runImport(installation: Installation, job: Job, signal: AbortSignal): Promise<void> {
  const uploads = await Promise.all(
    [job.upload, ...job.joins].map(id => uploadById(installation, job.workspace.number, id)),
  )
  const scratch = join(uploadsDirectory(installation), job.id)
  await rm(errorsPath(installation, job.id), { force: true })
  const errors: Run['errors'] = { writer: undefined }
  let ended: { state: 'done' | 'stopped' | 'failed'; said?: Problem } | undefined
  try {
    const [main, ...joins] = await Promise.all(
      uploads.map(upload => {
        if (!upload) throw new Problem('upload_forgotten', {})
        return sourceOf(installation, upload)
      }),
    )
    await using opened = await openImport(main!, {
      mapping: job.mapping,
      joins,
      timeZone: job.workspace.timeZone,
      now: job.askedAt,
    })
    await using cases = openDistinctCounter(`${scratch}.cases`)
    await using customers = openDistinctCounter(`${scratch}.customers`)
    await using fresh = openDistinctCounter(`${scratch}.fresh`)
    // A dry run left nothing behind that it could go on from.
    const tally = job.dryRun
      ? { batches: 0, accepted: 0, duplicates: 0, rejected: 0 }
      : { batches: 0, accepted: job.accepted, duplicates: job.duplicates, rejected: 0 }
    const forgotten = await mayBeForgotten(installation, job)
    const run: Run = { installation, job, opened, cases, customers, fresh, forgotten, errors, tally, stopping: false }
    let said: Problem | undefined
    try {
      await readAll(run, signal)
    } catch (error) {
      // The rows before the place where the file breaks are in; the counts say how many.
      if (!(error instanceof Problem)) throw error
      said = error
    }
    if (signal.aborted) return
    if (job.dryRun) await settleTrial(run)
    await writeTally(
      installation.postgres,
      job,
      {
        ...tallyOf(run),
        cases: await cases.count(),
        customers: await customers.count(),
      },
      installation.now(),
    )
    ended = said ? { state: 'failed', said } : { state: run.stopping ? 'stopped' : 'done' }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    ended = { state: 'failed', said: error }
  } finally {
    await errors.writer?.close()
  }
  await endImport(installation, job, ended.state, ended.said)
  if (ended.state !== 'done' || job.dryRun) return
  // What is in need not be kept twice.
  for (const id of [job.upload, ...job.joins]) await forgetUpload(installation, job.workspace.number, id)
}

/** Reads the file to its end. While one batch is stored, the next is read. */
async function readAll(run: Run, signal: AbortSignal): Promise<void> {
  let sending: Promise<void> = Promise.resolve()
  let told = Date.now()
  const send = async (events: readonly ImportedEvent[]) => {
    const judged = await judge(run, events)
    await sending
    sending = sendBatch(run, judged, signal)
    // Awaited with the next batch; until then nobody listens.
    sending.catch(() => {})
  }
  let waiting: ImportedEvent[] = []
  try {
    for await (const results of run.opened.eventBatches(run.job.mapping)) {
      for (const result of results) {
        if (result.ok) waiting.push(result)
        else await writeBadRow(run, result)
        if (waiting.length < batchEvents) continue
        await send(waiting)
        waiting = []
      }
      if (Date.now() - told > tallyMs) {
        told = Date.now()
        await sending
        run.stopping ||= await writeTally(run.installation.postgres, run.job, tallyOf(run), run.installation.now())
      }
      if (run.stopping || signal.aborted) {
        waiting = []
        return
      }
    }
  } finally {
    // Where the file breaks, what was read before is brought in.
    if (waiting.length > 0) await send(waiting)
    await sending
  }
}

/** Counts who and which cases a batch tells of, and writes down what the door would refuse. */
async function judge(run: Run, events: readonly ImportedEvent[]): Promise<Judged> {
  const { installation, job } = run
  const workspace = job.workspace.number
  const values = events.map(event => messageOf(installation, workspace, event))
  const judged = judgeMessages(workspace, values, job.askedAt, true)
  const refused = new Set<number>()
  for (const { index, reason, text } of judged.refused) {
    refused.add(index)
    const row = { line: events[index]!.line, column: '', value: text.slice(0, 200) }
    await writeError(run, writeErrorLine(row, refusalReasons[reason][job.workspace.locale], job.workspace.locale))
  }
  for (const [index, { event, caseKey }] of events.entries()) {
    if (refused.has(index)) continue
    if (caseKey !== '') run.cases.add(caseKey)
    run.customers.add(String(event.userId ?? event.anonymousId))
  }
  await run.cases.settle()
  await run.customers.settle()
  return judged
}

async function sendBatch(run: Run, judged: Judged, signal: AbortSignal): Promise<void> {
  const { installation, job, tally } = run
  if (run.stopping || signal.aborted) return
  tally.batches++
  if (job.dryRun) return tryBatch(run, judged.messages)
  // An earlier attempt brought it in.
  if (tally.batches <= job.batches) return
  const known = await alreadyStored(run, judged.messages)
  const before = judged.messages.filter(({ id }) => known.has(id)).length
  const messages = before === 0 ? judged.messages : judged.messages.filter(({ id }) => !known.has(id))
  while (backlogOf(installation) > backlogLeft && !signal.aborted) await pause(25)
  const source: SendingSource = { workspace: job.workspace, name: job.source, channel: undefined, trusted: true }
  for (;;) {
    if (signal.aborted) return
    try {
      const counts = await roomOf(installation).arrivals.accept({
        source,
        receivedAt: installation.now(),
        sentAt: undefined,
        historical: true,
        messages,
        // They are told in the list of unreadable rows, once however often the file is imported.
        refused: [],
        alongside: async (transaction, { accepted, duplicates }) => {
          const now = tallyOf(run)
          run.stopping ||= await writeTally(
            transaction,
            job,
            {
              ...now,
              accepted: now.accepted + accepted,
              duplicates: now.duplicates + duplicates + before,
            },
            installation.now(),
          )
        },
      })
      tally.accepted += counts.accepted
      tally.duplicates += counts.duplicates + before
      return
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'backlog_full') throw error
      await pause(500)
    }
  }
}

async function alreadyStored(run: Run, messages: Judged['messages']): Promise<ReadonlySet<string>> {
  return run.forgotten ? storedBefore(run.installation, run.job.workspace.number, messages) : none
}

const none: ReadonlySet<string> = new Set()

/** What an import of these would have found: seen before, here or in the same file, or not. */
async function tryBatch(run: Run, messages: Judged['messages']): Promise<void> {
  const { installation, job, tally } = run
  const seen = await seenBefore(
    installation,
    job.workspace.number,
    messages.map(({ id }) => id),
  )
  const stored = await alreadyStored(run, messages)
  for (const { id } of messages) if (!seen.has(id) && !stored.has(id)) run.fresh.add(id)
  await run.fresh.settle()
  tally.duplicates += tally.accepted + messages.length - run.fresh.soFar()
  tally.accepted = run.fresh.soFar()
}

async function settleTrial({ tally, fresh }: Run): Promise<void> {
  const all = tally.accepted + tally.duplicates
  tally.accepted = await fresh.count()
  tally.duplicates = all - tally.accepted
}

function tallyOf(run: Run): Tally {
  const progress = run.opened.progress()
  // While batches are read again that are in already, the row keeps saying how many those are.
  return {
    ...run.tally,
    batches: Math.max(run.tally.batches, run.job.batches),
    cases: run.cases.soFar(),
    customers: run.customers.soFar(),
    bytesRead: progress.bytesRead,
    remainingSeconds: progress.remainingSeconds,
  }
}

async function writeBadRow(run: Run, row: BadRow): Promise<void> {
  await writeError(run, writeErrorRow(row, run.job.workspace.locale))
}

async function writeError(run: Run, line: string): Promise<void> {
  const { installation, job, errors } = run
  run.tally.rejected++
  if (!errors.writer) {
    errors.writer = openSealedWriter(errorsPath(installation, job.id), sealingKey(installation))
    await errors.writer.write(errorFileHeader(job.workspace.locale))
  }
  await errors.writer.write(line)
}
