import { constants, gunzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { detectEncoding } from './detect-encoding.ts'
import { fileProblem } from './file-problem.ts'
import { type CsvShape, guessCsvShape } from './guess-delimiter.ts'
import { refuseKnownBinaries } from './known-binaries.ts'

const fileFormats = ['csv', 'jsonl', 'json', 'xes'] as const
export type FileFormat = (typeof fileFormats)[number]

/** What a file is, by its first bytes. */
export type Detected = {
  readonly format: FileFormat
  readonly compression: 'gzip' | 'none'
  /** A name that iconv knows: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`… */
  readonly encoding: string
  readonly byteOrderMark: boolean
  /** Only of a CSV. */
  readonly csv: CsvShape | undefined
}

/** What a person said of the file; it goes before what its bytes and its name say. */
export type SaidOfFile = Partial<CsvShape> & { readonly format?: FileFormat; readonly encoding?: string }

/** How many first bytes are worth giving to `detectFile`. */
export const headBytes = 64 * 1024

/**
 * Says what a file is from its first bytes (64 KB are enough), and refuses what is no event log or not what the name
 * says. Compression is read from the bytes alone: a `.gz` that a browser already unpacked is read as it is.
 */
export function detectFile(firstBytes: Uint8Array, name: string, said: SaidOfFile = {}): Detected {
  if (firstBytes.length === 0) throw fileProblem('empty')
  const packed = isGzip(firstBytes)
  const bytes = packed ? unpackedHead(firstBytes) : firstBytes
  if (bytes.length === 0) throw fileProblem('empty')
  if (packed && isGzip(bytes)) throw fileProblem('gzip_twice')
  refuseKnownBinaries(bytes)
  const found = detectEncoding(bytes)
  if (!found) throw fileProblem('binary')
  let encoding = said.encoding ?? found.encoding
  if (!iconv.encodingExists(encoding)) throw fileProblem('encoding_unknown', { found: encoding })
  const text = iconv.decode(Buffer.from(bytes), encoding)
  if (text.trim() === '') throw fileProblem('empty')

  const format = said.format ?? formatOf(text, name)
  if (format === 'xes' && !said.encoding && !found.byteOrderMark) encoding = xmlEncoding(text) ?? encoding
  return {
    format,
    compression: packed ? 'gzip' : 'none',
    encoding,
    byteOrderMark: found.byteOrderMark,
    csv: format === 'csv' ? guessCsvShape(text, said) : undefined,
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** The first text of a gzip: of 8 KB at most, which can't unpack to more than 8 MB. */
function unpackedHead(bytes: Uint8Array): Uint8Array {
  try {
    const head = gunzipSync(bytes.subarray(0, 8192), { finishFlush: constants.Z_SYNC_FLUSH })
    return head.subarray(0, 4 * headBytes)
  } catch {
    throw fileProblem('gzip_cut', { megabytes: 0 })
  }
}

const byExtension: Readonly<Record<string, readonly FileFormat[]>> = {
  csv: ['csv'],
  tsv: ['csv'],
  tab: ['csv'],
  jsonl: ['jsonl'],
  ndjson: ['jsonl'],
  json: ['json', 'jsonl'],
  xes: ['xes'],
  xml: ['xes'],
}

const formatNames: Readonly<Record<FileFormat, { readonly en: string; readonly fr: string }>> = {
  csv: { en: 'CSV', fr: 'du CSV' },
  jsonl: { en: 'JSON Lines', fr: 'du JSON Lines' },
  json: { en: 'a JSON array', fr: 'un tableau JSON' },
  xes: { en: 'XES', fr: 'du XES' },
}

function formatOf(text: string, name: string): FileFormat {
  const extension = /\.([a-z]+)$/.exec(name.toLowerCase().replace(/\.(gz|gzip)$/, ''))?.[1] ?? ''
  const promised = Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined
  const found = formatOfText(text)
  if (promised && !promised.includes(found)) {
    const said = promised[0]!
    throw fileProblem('not_what_its_name_says', {
      said: formatNames[said].en,
      saidFr: formatNames[said].fr,
      found: found === 'csv' ? 'plain text or CSV' : formatNames[found].en,
      foundFr: found === 'csv' ? 'du texte simple ou du CSV' : formatNames[found].fr,
    })
  }
  return found
}

function formatOfText(text: string): FileFormat {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  if (start.startsWith('<')) {
    const root = /<([A-Za-z_][\w:.-]*)/.exec(start.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, ''))?.[1]
    if (/^<!doctype html/i.test(start) || root?.toLowerCase() === 'html') throw fileProblem('html_page')
    if (/<!DOCTYPE|<!ENTITY/i.test(start.slice(0, 4096))) throw fileProblem('xml_doctype')
    if (root && root !== 'log' && !root.endsWith(':log')) throw fileProblem('xml_not_xes', { root })
    // Both call their first element a log; one with several objects to an event has no case to read.
    if (root && /<(object-types|event-types|objects)[\s>]|scope=["']object["']/.test(start))
      throw fileProblem('object_centric')
    if (root) return 'xes'
  }
  if (/^\[\s*(\{|\]|$)/.test(start)) return 'json'
  if (start.startsWith('{')) {
    if (
      /^\s*\{\s*"(ocel:[\w-]+|objectTypes|eventTypes|objects|events)"\s*:\s*[[{]/.test(start) &&
      /"(ocel:|objectTypes|eventTypes)/.test(start)
    )
      throw fileProblem('object_centric')
    const newline = start.indexOf('\n')
    const firstLine = (newline < 0 ? start : start.slice(0, newline)).trim()
    if (isObject(firstLine) || (newline < 0 && start.length > 10_000)) return 'jsonl'
    if (/^\{\s*("|$)/.test(firstLine)) {
      if (firstLine === '{' || isObject(start)) throw fileProblem('json_single')
      return 'jsonl'
    }
  }
  return 'csv'
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

function xmlEncoding(text: string): string | undefined {
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(text)?.[1]?.toLowerCase()
  if (!declared || declared === 'utf-8' || declared === 'utf8' || !iconv.encodingExists(declared)) return undefined
  return declared
}
