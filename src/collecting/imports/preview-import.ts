import type {
  importPreview,
  previewImport as previewRoute,
  repreviewImport as repreviewRoute,
} from '../../contract/collecting-imports.ts'
import type { ColumnMapping } from '../../contract/importing.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { ArrivingFile, Context } from '../../feature.ts'
import { type Problem, problem, problemSentence } from '../../vocabulary/problem.ts'
import { columnsMissing } from '../files/check-mapping.ts'
import type { ImportResult } from '../files/events-from-rows.ts'
import { type OpenedImport, openImport } from '../files/open-import.ts'
import { rowReasons } from '../files/row-problem.ts'
import { doubtSentences } from './doubt-sentences.ts'
import { saidColumns } from './said-columns.ts'
import { forgetUpload, keepUpload, sourceOf, uploadOf } from './uploads.ts'
import type { Upload } from './uploads-store.ts'

const rowsShown = 50

type Preview = AnswerOf<typeof previewRoute>

/** Takes a file and shows how it would be read. One that can't be read at all is not kept. */
export async function previewImport(
  context: Context,
  _input: InputOf<typeof previewRoute>,
  file: ArrivingFile | undefined,
): Promise<Preview> {
  if (!file) throw problem('input_invalid', { reason: 'the body must be a file' })
  const upload = await keepUpload(context, file)
  try {
    return await previewOf(context, upload, {}, [])
  } catch (error) {
    await forgetUpload(context, context.workspace.number, upload.id)
    throw error
  }
}

/** Shows a file that was kept again, with what somebody said of its columns. */
export async function repreviewImport(
  context: Context,
  { params, body }: InputOf<typeof repreviewRoute>,
): Promise<Preview> {
  return previewOf(context, await uploadOf(context, params.upload), body.mapping, body.joins)
}

async function previewOf(
  context: Context,
  upload: Upload,
  said: Readonly<Record<string, unknown>>,
  joins: readonly string[],
): Promise<Preview> {
  const whole = saidColumns(said)
  await using opened = await openUpload(context, upload, said, joins)
  const { detected, guess, mapping } = opened
  const roles = whole.mapping ? rolesIn(whole.mapping) : undefined
  return {
    upload: upload.id,
    file: upload.file,
    format: detected.compression === 'gzip' ? `${detected.format} (gzip)` : detected.format,
    encoding: detected.encoding,
    delimiter: detected.csv?.delimiter ?? null,
    columns: guess.columns.map(column => ({
      name: column.name,
      role: roles
        ? (roles.get(column.name) ?? (Object.hasOwn(mapping.numbers, column.name) ? 'number' : 'text'))
        : column.role,
      examples: column.examples.map(example => example.slice(0, 80)),
    })),
    mapping,
    rows:
      whole.mapping === undefined && guess.missing.length > 0 ? [] : opened.preview().slice(0, rowsShown).map(shownRow),
    problems: problemsOf(opened, whole.mapping !== undefined),
  }
}

/** Opens a kept file for reading, with the tables joined to it. */
export async function openUpload(
  context: Context,
  upload: Upload,
  said: Readonly<Record<string, unknown>> | undefined,
  joins: readonly string[],
): Promise<OpenedImport> {
  const tables = await Promise.all(joins.map(id => uploadOf(context, id)))
  return openImport(await sourceOf(context, upload), {
    ...saidColumns(said),
    joins: await Promise.all(tables.map(table => sourceOf(context, table))),
    timeZone: context.workspace.timeZone,
    now: context.now(),
  })
}

function rolesIn(mapping: ColumnMapping): ReadonlyMap<string, string> {
  const roles = new Map<string, string>()
  const set = (column: string | undefined, role: string) => {
    if (column !== undefined) roles.set(column, role)
  }
  for (const { name, time, when, clock } of mapping.moments) {
    set(clock, 'timestamp')
    set(time, mapping.moments.length === 1 ? 'timestamp' : 'moment')
    set(when, 'flag')
    if ('columns' in name) for (const column of name.columns) set(column, 'event')
  }
  for (const [trait, column] of Object.entries(mapping.traits)) set(column, trait)
  set(mapping.case, 'case')
  set(mapping.userId, 'customer')
  set(mapping.anonymousId, 'anonymous')
  set(mapping.messageId, 'messageId')
  set(mapping.score?.column, 'score')
  if (mapping.channel && 'column' in mapping.channel) set(mapping.channel.column, 'channel')
  return roles
}

type ShownRow = (typeof importPreview)['_zod']['input']['rows'][number]

function shownRow(result: ImportResult): ShownRow {
  if (!result.ok) {
    const { fr, en } = rowReasons[result.reason]
    const problem = { fr, en, column: result.column, value: result.value.slice(0, 200) }
    return { line: result.line, ok: false, event: '', at: '', customer: '', case: '', problem }
  }
  const { event } = result
  const traits = (event.context as { traits?: Record<string, string> }).traits
  return {
    line: result.line,
    ok: true,
    event: event.event ?? event.type,
    at: event.timestamp ?? '',
    // A customer whom only an address names is shown by it: whoever sees this holds the file.
    customer: event.userId ?? traits?.email ?? traits?.phone ?? event.anonymousId ?? '',
    case: result.caseKey,
    problem: null,
  }
}

function problemsOf(opened: OpenedImport, mapped: boolean): { fr: string; en: string }[] {
  const { guess, trouble, header, mapping } = opened
  const problems: { fr: string; en: string }[] = []
  if (!mapped && guess.missing.length > 0) problems.push(sentences(columnsMissing(guess.missing, header)))
  if (trouble) problems.push(sentences(trouble))
  if (!mapped) problems.push(...doubtSentences(guess, mapping))
  return problems
}

function sentences({ code, details }: Problem): { fr: string; en: string } {
  return { fr: problemSentence(code, details, 'fr'), en: problemSentence(code, details, 'en') }
}
