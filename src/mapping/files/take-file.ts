import { gunzipSync } from 'node:zlib'
import { largestMapFileBytes, largestPicturedFileBytes, largestUnpackedBytes } from '../../contract/map-files.ts'
import type { ArrivingFile } from '../../feature.ts'
import { refuseFile } from './file-refusal.ts'

/** The bytes of a file, read no further than a map may be large, whatever its size was announced to be. */
export async function takeFile({ stream, sizeBytes }: ArrivingFile): Promise<Buffer> {
  if ((sizeBytes ?? 0) > largestPicturedFileBytes) throw refuseFile('too_large')
  const chunks: Uint8Array[] = []
  let size = 0
  let most = largestMapFileBytes
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    if (size === 0 && isJson(chunk)) most = largestPicturedFileBytes
    size += chunk.byteLength
    if (size > largestPicturedFileBytes) throw refuseFile('too_large')
    // The rest is heard out and not kept: who is cut off while sending would not hear why.
    if (size <= most) chunks.push(chunk)
  }
  if (size > most) throw refuseFile('too_large')
  return unpacked(Buffer.concat(chunks))
}

/** Whether a file begins as the JSON of a map does. */
function isJson(chunk: Uint8Array): boolean {
  return /^\uFEFF?\s*\{/.test(Buffer.from(chunk.subarray(0, 64)).toString('utf8'))
}

/** A file packed with gzip is unpacked, once, and no further than is allowed. */
function unpacked(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: largestUnpackedBytes })
  } catch (cause) {
    throw refuseFile((cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'unpacks_too_large' : 'damaged')
  }
}
