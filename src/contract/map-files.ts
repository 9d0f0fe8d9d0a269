import { z } from 'zod'
import { labelShape, plainText } from '../vocabulary/label.ts'
import { count, inMap, inWorkspace, locale } from './fields.ts'
import { collisionChoices, wholeMap } from './mapping.ts'
import { route } from './route.ts'

/** What a map may be read from, recognised by what the file holds and never by its name. */
const mapFileFormats = ['json', 'csv', 'xlsx', 'mermaid', 'cjml'] as const
export type MapFileFormat = (typeof mapFileFormats)[number]

/** What a map may be written as here; pictures and slides have a route of their own. */
export const mapTextFormats = ['csv', 'xlsx', 'mermaid', 'json'] as const

/** The largest file that is read, and the most that a packed one may hold. */
export const largestMapFileBytes = 10 * 1024 * 1024
/** A map in JSON carries its pictures. */
export const largestPicturedFileBytes = 40 * 1024 * 1024
export const largestUnpackedBytes = 64 * 1024 * 1024

/**
 * What is to be said of a place in a file. An `error` refuses the file; a `warning` says what is read otherwise than
 * written, or not at all. Lines count from 1, as a text editor or a spreadsheet shows them.
 */
const fileRemark = z.strictObject({
  weight: z.enum(['error', 'warning']),
  line: count.nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  fr: z.string(),
  en: z.string(),
})
export type FileRemark = z.output<typeof fileRemark>

/** Things of one kind: how many are new here, and how many the library already has by that name. */
const metByName = z.strictObject({
  added: count,
  matched: count,
  /** The names of those that are new, the first of them. */
  names: z.array(labelShape),
})
export type MetByName = z.output<typeof metByName>

export const countedKinds = ['touchpoints', 'personas', 'departments', 'channels', 'assets', 'metrics'] as const

export const mapFileReport = z.strictObject({
  format: z.enum(mapFileFormats),
  /** How the text was read, for files of text: `UTF-8`, `Windows-1252`; and what parts the cells of a CSV. */
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  /** The language in which words without one were taken; null where the format says it itself. */
  language: locale.nullable(),
  /** What the journey will be called. */
  name: labelShape.nullable(),
  phases: count,
  steps: count,
  placements: count,
  cells: count,
  emotions: count,
  library: z.strictObject({
    touchpoints: metByName,
    personas: metByName,
    departments: metByName,
    channels: metByName,
    assets: metByName,
    metrics: metByName,
  }),
  /** Everything at once. With an error among them nothing can be written. */
  remarks: z.array(fileRemark),
  /** How many remarks there are beyond those listed. */
  remarksMore: count,
  /** Ids of the file that name something else here; `onCollision` says what to do. */
  collisions: z.array(z.strictObject({ kind: z.string(), id: z.string() })),
  /** The map that was created; null for a dry run. */
  map: wholeMap.nullable(),
})
export type MapFileReport = z.output<typeof mapFileReport>

export const importMapFile = route({
  name: 'mapping.importMapFile',
  method: 'post',
  path: '/api/w/{workspace}/maps/import-file',
  access: 'map.edit',
  summary:
    'Creates a map from a file: interchange JSON, a CSV or XLSX grid, a Mermaid journey or CJML. A dry run tells everything that is wrong and what would be made; a file with an error is refused whole.',
  params: inWorkspace,
  query: z.strictObject({
    dryRun: z.enum(['true', 'false']).default('false'),
    onCollision: z.enum(collisionChoices).exactOptional(),
    /** The language of words that do not say theirs. Guessed when it is left out. */
    language: locale.exactOptional(),
    /** What the journey is called, instead of what the file says. */
    name: plainText(200).min(1).exactOptional(),
  }),
  takesFile: true,
  answer: mapFileReport,
})

export const exportMapFile = route({
  name: 'mapping.exportMapFile',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/file',
  access: 'map.read',
  summary: 'Gives a map as a file: a CSV or XLSX grid, a Mermaid journey, or interchange JSON.',
  params: inMap,
  query: z.strictObject({
    format: z.enum(mapTextFormats),
    version: z.coerce.number().int().min(1).exactOptional(),
    /** The first language of a grid, and the only one of a Mermaid journey; the map’s own when left out. */
    language: locale.exactOptional(),
  }),
  streams: 'application/octet-stream',
})
