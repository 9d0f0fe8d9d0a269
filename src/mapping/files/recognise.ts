import type { MapFileFormat } from '../../contract/map-files.ts'
import { type DecodedText, decodeText } from './decode-text.ts'
import { refuseFile } from './file-refusal.ts'
import { readHeader } from './grid-columns.ts'
import { isMermaidJourney } from './sketch-from-mermaid.ts'

/** What a file is, by what it holds: a name may say anything. */
export type Recognised =
  | { readonly format: 'xlsx'; readonly bytes: Buffer }
  | { readonly [Format in TextFormat]: { readonly format: Format } & DecodedText }[TextFormat]
type TextFormat = Exclude<MapFileFormat, 'xlsx'>

export function recognise(bytes: Buffer): Recognised {
  if (bytes.length === 0) throw refuseFile('empty')
  const starts = (...mark: number[]) => mark.every((byte, index) => bytes[index] === byte)
  if (starts(0x50, 0x4b, 3, 4) || starts(0x50, 0x4b, 5, 6)) return { format: 'xlsx', bytes }
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw refuseFile('old_workbook')
  const decoded = decodeText(bytes)
  const text = decoded.text.trimStart()
  if (text === '') throw refuseFile('empty')
  if (text.startsWith('{') || text.startsWith('[')) return { format: 'json', ...decoded }
  if (text.startsWith('<')) return { format: 'cjml', ...decoded }
  if (isMermaidJourney(text)) return { format: 'mermaid', ...decoded }
  const top = text.split(/\r\n|\n|\r/, 20)
  if (/^(---|[A-Za-z_][\w-]*:(\s[^;,\t]*)?)$/.test(top[0]!)) throw refuseFile('yaml')
  const cells = top.flatMap(line => line.split(/[;,\t|]/)).map(cell => cell.trim().replace(/^"(.*)"$/, '$1'))
  if (!cells.some(cell => readHeader(cell) !== undefined)) throw refuseFile('unknown')
  return { format: 'csv', ...decoded }
}
