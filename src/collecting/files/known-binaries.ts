import { fileProblem } from './file-problem.ts'

type Signature = {
  readonly bytes: readonly number[]
  readonly at?: number
  readonly is: 'spreadsheet' | 'archive' | 'known_binary'
  readonly en: string
  readonly fr: string
}

const ascii = (text: string) => [...text].map(letter => letter.charCodeAt(0))

const signatures: readonly Signature[] = [
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], is: 'spreadsheet', en: 'an old Office file', fr: 'un ancien fichier Office' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], is: 'archive', en: 'zstd', fr: 'zstd' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], is: 'archive', en: 'xz', fr: 'xz' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], is: 'archive', en: '7z', fr: '7z' },
  { bytes: ascii('BZh'), is: 'archive', en: 'bzip2', fr: 'bzip2' },
  { bytes: ascii('Rar!'), is: 'archive', en: 'rar', fr: 'rar' },
  { bytes: ascii('ustar'), at: 257, is: 'archive', en: 'tar', fr: 'tar' },
  { bytes: [0x89, ...ascii('PNG')], is: 'known_binary', en: 'a PNG picture', fr: 'une image PNG' },
  { bytes: [0xff, 0xd8, 0xff], is: 'known_binary', en: 'a JPEG picture', fr: 'une image JPEG' },
  { bytes: ascii('GIF8'), is: 'known_binary', en: 'a GIF picture', fr: 'une image GIF' },
  { bytes: ascii('%PDF'), is: 'known_binary', en: 'a PDF document', fr: 'un document PDF' },
  { bytes: ascii('PAR1'), is: 'known_binary', en: 'a Parquet file', fr: 'un fichier Parquet' },
  { bytes: ascii('SQLite format 3'), is: 'known_binary', en: 'an SQLite database', fr: 'une base SQLite' },
  { bytes: [0x7f, ...ascii('ELF')], is: 'known_binary', en: 'a program', fr: 'un programme' },
]

const zip = ascii('PK\x03\x04')
const begins = (bytes: Uint8Array, signature: readonly number[], at = 0) =>
  signature.every((byte, index) => bytes[at + index] === byte)

/** Refuses, by its name, a file whose first bytes are those of something that is no event log. */
export function refuseKnownBinaries(bytes: Uint8Array): void {
  if (begins(bytes, zip)) {
    // Office files are zips whose parts have tell-tale names.
    const start = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
    const office = /\[Content_Types\]\.xml|xl\/|_rels\/|mimetypeapplication\/vnd\.oasis/.test(start)
    throw office ? fileProblem('spreadsheet') : fileProblem('archive', { found: 'zip' })
  }
  const known = signatures.find(signature => begins(bytes, signature.bytes, signature.at))
  if (known) throw fileProblem(known.is, { found: known.en, foundFr: known.fr })
}

/** Whether bytes are no text in any encoding that has one byte, or a few, for a letter. */
export function isBinary(bytes: Uint8Array): boolean {
  let controls = 0
  for (const byte of bytes) {
    if (byte === 0) return true
    if (
      byte < 32 &&
      byte !== 9 &&
      byte !== 10 &&
      byte !== 13 &&
      byte !== 12 &&
      byte !== 26 &&
      byte !== 31 &&
      byte !== 1
    ) {
      controls++
    }
  }
  return controls * 20 > bytes.length
}
