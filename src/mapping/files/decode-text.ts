import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { refuseFile } from './file-refusal.ts'

/** Text, and what it was written in. */
export type DecodedText = { readonly text: string; readonly encoding: string }

/**
 * Reads bytes as text: by their mark where they have one, else as UTF-8 where they are valid, else as Windows-1252, as
 * French Excel saves a CSV. Bytes that are no text in any of these are refused.
 */
export function decodeText(bytes: Buffer): DecodedText {
  const starts = (...mark: number[]) => mark.every((byte, index) => bytes[index] === byte)
  if (starts(0xef, 0xbb, 0xbf)) return { text: iconv.decode(bytes, 'utf-8'), encoding: 'UTF-8 (BOM)' }
  if (starts(0xff, 0xfe)) return { text: iconv.decode(bytes, 'utf-16le'), encoding: 'UTF-16' }
  if (starts(0xfe, 0xff)) return { text: iconv.decode(bytes, 'utf-16be'), encoding: 'UTF-16' }
  if (bytes.subarray(0, 65_536).includes(0)) throw refuseFile('binary')
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), encoding: 'UTF-8' }
  const text = iconv.decode(bytes, 'windows-1252')
  const start = bytes.subarray(0, 65_536)
  const controls = start.filter(byte => byte < 9 || (byte > 13 && byte < 32)).length
  if (controls > start.length / 50) throw refuseFile('binary')
  return { text, encoding: 'Windows-1252' }
}
