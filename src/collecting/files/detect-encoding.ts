import { isUtf8 } from 'node:buffer'
import { isBinary } from './known-binaries.ts'

export type FoundEncoding = { readonly encoding: string; readonly byteOrderMark: boolean }

/**
 * The encoding of a text by its first bytes; undefined when it is no text. Without a mark: UTF-16 shows by its zeros,
 * UTF-8 by being valid, and what is neither is Windows-1252, as French Excel saves CSV.
 */
export function detectEncoding(bytes: Uint8Array): FoundEncoding | undefined {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', byteOrderMark: true }
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', byteOrderMark: true }
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', byteOrderMark: true }
  const zeros = [0, 0]
  for (let index = 0; index < bytes.length; index++) if (bytes[index] === 0) zeros[index % 2]!++
  const half = bytes.length / 2
  if (zeros[1]! > half * 0.5 && zeros[0]! < half * 0.1) return { encoding: 'utf-16le', byteOrderMark: false }
  if (zeros[0]! > half * 0.5 && zeros[1]! < half * 0.1) return { encoding: 'utf-16be', byteOrderMark: false }
  if (isBinary(bytes)) return undefined
  return { encoding: mostlyUtf8(Buffer.from(bytes)) ? 'utf-8' : 'windows-1252', byteOrderMark: false }
}

/** A mixed file is UTF-8 when more of its accented lines are valid UTF-8 than not; the others are repaired as they come. */
function mostlyUtf8(bytes: Buffer): boolean {
  let valid = 0
  let invalid = 0
  for (let from = 0; from < bytes.length; ) {
    const at = bytes.indexOf(10, from)
    // The last line may be cut inside a letter: it has no vote, unless it is the only one.
    if (at < 0 && from > 0) break
    const line = bytes.subarray(from, at < 0 ? bytes.length - 3 : at)
    if (line.some(byte => byte > 127)) isUtf8(line) ? valid++ : invalid++
    from = at < 0 ? bytes.length : at + 1
  }
  return invalid === 0 || valid > invalid
}
