import { writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type ImportView,
  importErrors,
  importPreview,
  listImports,
  previewImport,
  repreviewImport,
  startImport,
  stopImport,
} from '../contract/collecting-imports.ts'
import { columnChoice, timestampFormats } from '../contract/importing.ts'
import { columnRoles, isColumnRole } from '../vocabulary/column-role.ts'
import { firstWorkspaceOf } from './create-workspace.ts'
import { untilMeasured } from './sample.ts'
import { refuseNoFile, sendFile } from './send-file.ts'
import { refuseProblem, speak, type Voice } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { countReasons, type Preview, takenColumns, takenInWords } from './told-columns.ts'
import { Misuse, readWords, type Words } from './words.ts'

const lookMs = 150
const tellMs = 2_000

export const importEvents = {
  usage: `import events FILE [--dry-run] [--map COLUMN=ROLE …] [--join FILE …] [--event-name NAME]
    [--time-format ${timestampFormats.join('|')}] [--time-zone ZONE] [--only COLUMN=VALUE[,VALUE …]]
    [--source NAME] [--errors FILE]
    Brings in the events of a CSV, JSON Lines or XES file, plain or gzipped, and waits until they are measured.
    Columns are guessed; --map says better: a COLUMN is one of ${columnRoles.join(', ')}.
    Several columns may be the event: their values are joined by a blank, as the classifiers of XES do.
    --only keeps the rows whose column has one of these values: "lifecycle:transition=complete".
    --join adds the columns of smaller tables by a key that they share. Rows that are no events are written to
    FILE.errors.csv, or where --errors says. The same file twice changes nothing.
    Exit code 0 when the file was read to its end, rows that are no events or not; 1 when it could not be, when nothing
    in it was an event, or when the import was stopped; 2 for a wrong use.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, {
      'dry-run': 'flag',
      map: 'texts',
      join: 'texts',
      'event-name': 'text',
      'time-format': 'text',
      'time-zone': 'text',
      only: 'text',
      source: 'text',
      errors: 'text',
    })
    const [file, ...others] = words.words
    if (file === undefined) throw new Misuse('Say which file: import events orders.csv')
    if (others.length > 0)
      throw new Misuse(`One file at a time; give the tables that belong to it with --join: ${others.join(', ')}`)
    const mapping = choiceIn(words)
    const tables = words.texts('join')
    for (const path of [file, ...tables]) refuseNoFile(path)
    await using voice = await speak(terminal.config)
    const workspace = await firstWorkspaceOf(terminal, voice, words.option('workspace'))
    const startedAt = Date.now()
    const told = tables.length === 0 && Object.keys(mapping).length === 0
    const preview = await send(terminal, voice, workspace, file, told)
    const { upload } = preview
    const joins: string[] = []
    for (const table of tables) joins.push((await send(terminal, voice, workspace, table, false)).upload)
    const seen = told
      ? preview
      : await voice.call(repreviewImport, { params: { workspace, upload }, body: { mapping, joins } })
    if (!told) for (const doubt of seen.problems) terminal.say(doubt[terminal.locale])
    const taken = takenColumns(seen)
    terminal.say(takenInWords(taken, seen, terminal.locale))
    const source = words.option('source')
    const begun = await voice.call(startImport, {
      params: { workspace, upload },
      body: { mapping, joins, dryRun: words.flag('dry-run'), ...(source === undefined ? {} : { source }) },
    })
    const ended = await untilEnded(terminal, voice, workspace, begun)
    if (ended.accepted > 0 && !ended.dryRun) await untilMeasured(voice, workspace)
    const errors = ended.rejected > 0 ? await errorsOf(voice, workspace, ended) : undefined
    const errorsFile = errors && (await writeErrors(terminal, errors, ended, words.option('errors'), file))
    const rejectedFor = errors ? countReasons(errors) : {}
    const { id, state, dryRun, read, accepted, duplicates, rejected, cases, customers } = ended
    const seconds = (Date.now() - startedAt) / 1000
    const counted = { read, accepted, duplicates, rejected, cases, customers }
    terminal.answer(
      {
        ...counted,
        rejectedFor,
        taken,
        workspace,
        import: id,
        source: ended.source,
        state,
        dryRun,
        seconds,
        ...(errorsFile === undefined ? {} : { errorsFile }),
        ...(ended.problem ? { error: { code: ended.problem.code, message: ended.problem[terminal.locale] } } : {}),
      },
      () => inWords(ended, seconds, errorsFile, rejectedFor),
    )
    if (ended.problem) terminal.say(ended.problem[terminal.locale])
    if (state !== 'done' || (rejected > 0 && accepted + duplicates === 0)) process.exitCode = 1
  },
}

function choiceIn(words: Words & { texts(name: string): readonly string[] }): Record<string, unknown> {
  const choice: Record<string, unknown> = {}
  const properties: string[] = []
  for (const said of words.texts('map')) {
    const cut = said.lastIndexOf('=')
    const [column, role] = [said.slice(0, cut), said.slice(cut + 1)]
    if (cut < 1 || !isColumnRole(role))
      throw new Misuse(`--map takes COLUMN=ROLE, the role one of ${columnRoles.join(', ')}. Found: ${said}`)
    if (role === 'property') {
      properties.push(column)
      continue
    }
    if (role === 'event') {
      choice.event = choice.event === undefined ? column : [choice.event, column].flat()
      continue
    }
    if (choice[role] !== undefined)
      throw new Misuse(`Two columns are said to be the ${role}: ${choice[role]}, ${column}`)
    choice[role] = column
  }
  if (properties.length > 0) choice.property = properties
  const named = { eventName: 'event-name', timestampFormat: 'time-format', timeZone: 'time-zone' } as const
  for (const [name, option] of Object.entries(named)) {
    const said = words.option(option)
    if (said !== undefined) choice[name] = said
  }
  const only = words.option('only')
  if (only !== undefined) {
    const cut = only.lastIndexOf('=')
    const values = only
      .slice(cut + 1)
      .split(',')
      .map(value => value.trim())
    if (cut < 1 || values.includes('')) throw new Misuse(`--only takes COLUMN=VALUE[,VALUE …]. Found: ${only}`)
    choice.only = { column: only.slice(0, cut), values }
  }
  const parsed = columnChoice.safeParse(choice)
  if (!parsed.success) throw new Misuse(`${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`)
  return choice
}

/** Sends a file as the web app does. Answers how it is read, and under which name it is kept. */
async function send(
  terminal: Terminal,
  voice: Voice,
  workspace: string,
  path: string,
  asGuessed: boolean,
): Promise<Preview> {
  const response = await sendFile(voice, previewImport.path.replace('{workspace}', workspace), path)
  await refuseProblem(response)
  const preview = importPreview.parse(await response.json())
  // What was guessed and may be wrong; what somebody said goes before it, and a joined table need not be a log.
  if (asGuessed) for (const doubt of preview.problems) terminal.say(doubt[terminal.locale])
  return preview
}

/** Waits for the end, telling how far it is. Interrupted, it stops the import in order. */
async function untilEnded(terminal: Terminal, voice: Voice, workspace: string, begun: ImportView): Promise<ImportView> {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(130)
    stopping = true
    terminal.say('Stopping the import; what was accepted stays.')
    // It may have ended by itself meanwhile: the next look says so.
    voice.call(stopImport, { params: { workspace, import: begun.id } }).catch(() => {})
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    let told = Date.now()
    let view = begun
    while (view.state === 'waiting' || view.state === 'running') {
      await pause(lookMs)
      const { imports } = await voice.call(listImports, { params: { workspace } })
      view = imports.find(({ id }) => id === begun.id) ?? view
      if (Date.now() - told < tellMs) continue
      told = Date.now()
      terminal.say(progressOf(view))
    }
    return view
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

function progressOf(view: ImportView): string {
  if (view.state === 'waiting') return '  waiting for another import to end'
  const share = view.bytesTotal ? `, ${Math.floor((100 * view.bytesRead) / view.bytesTotal)} % of the file` : ''
  const left = view.remainingSeconds === null ? '' : `, about ${Math.max(1, view.remainingSeconds)} s left`
  return `  ${view.read} events read${share}${left}`
}

/** The rows that are no events, as CSV. */
async function errorsOf(voice: Voice, workspace: string, { id }: ImportView): Promise<Buffer> {
  const path = importErrors.path.replace('{workspace}', workspace).replace('{import}', id)
  const response = await voice.send(path)
  await refuseProblem(response)
  return Buffer.from(await response.arrayBuffer())
}

/** Writes the rows that are no events beside the file, or where that may not be written, here. */
async function writeErrors(
  terminal: Terminal,
  bytes: Buffer,
  { rejected }: ImportView,
  wanted: string | undefined,
  file: string,
): Promise<string | undefined> {
  const beside = `${file}.errors.csv`
  const places = wanted === undefined ? [resolve(beside), join(process.cwd(), basename(beside))] : [resolve(wanted)]
  for (const place of places) {
    try {
      // The rows hold what customers' rows held: for whoever ran this, and nobody else.
      await writeFile(place, bytes, { mode: 0o600 })
      return place
    } catch (error) {
      terminal.say(`The ${rejected} rows that are no events could not be written to ${place}: ${String(error)}`)
    }
  }
  return undefined
}

function inWords(
  view: ImportView,
  seconds: number,
  errorsFile: string | undefined,
  rejectedFor: Readonly<Record<string, number>>,
): string {
  const { read, accepted, duplicates, rejected, cases, customers, dryRun } = view
  const lines = [
    `${read} events read in ${seconds.toFixed(1)} s: ${accepted} ${dryRun ? 'would be accepted' : 'accepted'}, ${duplicates} seen before, ${rejected} rejected.`,
    `${cases} cases, ${customers} customers.`,
  ]
  for (const [reason, rows] of Object.entries(rejectedFor)) lines.push(`  ${rows} × ${reason}`)
  if (errorsFile !== undefined) lines.push(`What was rejected, and why: ${errorsFile}`)
  if (view.state === 'stopped') lines.push('The import was stopped. The same file brings the rest.')
  return lines.join('\n')
}
