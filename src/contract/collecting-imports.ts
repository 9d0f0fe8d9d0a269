import { z } from 'zod'
import { inWorkspace } from './fields.ts'
import { route } from './route.ts'

// Files of events that are brought in.

/** An import of a file, whoever asked for it. */
export const importView = z.object({
  id: z.string(),
  file: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'stopped', 'failed']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  source: z.string(),
  dryRun: z.boolean(),
  /** Events and rows that are none: what was accepted, seen before or rejected. */
  read: z.number().int(),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.number().int(),
  cases: z.number().int(),
  customers: z.number().int(),
  bytesRead: z.number(),
  bytesTotal: z.number().nullable(),
  remainingSeconds: z.number().nullable(),
  problem: z.object({ code: z.string(), fr: z.string(), en: z.string() }).nullable(),
})
export type ImportView = z.output<typeof importView>

/** The mapping as a preview gave it (`columnMapping`), or what a person says of some columns (`columnChoice`). */
const saidOfColumns = z.record(z.string(), z.unknown())

const joinedUploads = z
  .array(z.string().max(40))
  .max(10)
  .default([])
  .describe('Uploaded tables whose columns are added by a key that they share: the customers of orders.')

/** The columns of a file and what they were taken for. */
export const importPreview = z.object({
  upload: z.string().describe('Names the file kept for the import that may follow; forgotten after a day.'),
  file: z.string(),
  format: z.string(),
  encoding: z.string(),
  delimiter: z.string().nullable(),
  columns: z.array(z.object({ name: z.string(), role: z.string(), examples: z.array(z.string()) })),
  mapping: z.record(z.string(), z.unknown()),
  rows: z.array(
    z.object({
      line: z.number().int(),
      ok: z.boolean(),
      event: z.string(),
      at: z.string(),
      customer: z.string(),
      case: z.string(),
      problem: z.object({ fr: z.string(), en: z.string(), column: z.string(), value: z.string() }).nullable(),
    }),
  ),
  problems: z.array(z.object({ fr: z.string(), en: z.string() })),
})

export const previewImport = route({
  name: 'collecting.previewImport',
  method: 'post',
  path: '/api/w/{workspace}/imports/preview',
  access: 'source.manage',
  summary:
    'Takes a file (the body, its name in `x-file-name`) and shows how it would be read. Nothing is stored as events.',
  params: inWorkspace,
  takesFile: true,
  answer: importPreview,
})

export const repreviewImport = route({
  name: 'collecting.repreviewImport',
  method: 'post',
  path: '/api/w/{workspace}/imports/{upload}/preview',
  access: 'source.manage',
  summary: 'Shows the same file again with another mapping of columns.',
  params: inWorkspace.extend({ upload: z.string().max(40) }),
  body: z.strictObject({ mapping: saidOfColumns, joins: joinedUploads }),
  answer: importPreview,
})

export const startImport = route({
  name: 'collecting.startImport',
  method: 'post',
  path: '/api/w/{workspace}/imports/{upload}/start',
  access: 'source.manage',
  summary: 'Imports a file that was previewed.',
  params: inWorkspace.extend({ upload: z.string().max(40) }),
  body: z.strictObject({
    mapping: saidOfColumns.optional(),
    joins: joinedUploads,
    dryRun: z.boolean().default(false).describe('Reads and counts as an import would, and stores nothing.'),
    source: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe('Where the events will be said to come from; the name of the file without its ending unless said.'),
  }),
  answer: importView,
  status: 202,
})

export const listImports = route({
  name: 'collecting.listImports',
  method: 'get',
  path: '/api/w/{workspace}/imports',
  access: 'source.read',
  summary: 'The imports of files, newest first, with progress and remaining time.',
  params: inWorkspace,
  answer: z.object({ imports: z.array(importView) }),
})

export const stopImport = route({
  name: 'collecting.stopImport',
  method: 'post',
  path: '/api/w/{workspace}/imports/{import}/stop',
  access: 'source.manage',
  summary: 'Stops an import. What was accepted stays; the same file can be imported again without doubling it.',
  params: inWorkspace.extend({ import: z.string().max(40) }),
  answer: importView,
})

export const importErrors = route({
  name: 'collecting.importErrors',
  method: 'get',
  path: '/api/w/{workspace}/imports/{import}/errors',
  access: 'source.manage',
  summary: 'The rows of an import that could not be read: line, column, value, reason.',
  params: inWorkspace.extend({ import: z.string().max(40) }),
  streams: 'text/csv; charset=utf-8',
})
