import { gunzipSync } from 'node:zlib'
import { largestMapFileBytes, largestUnpackedBytes } from '../../contract/map-files.ts'
import type { ArrivingFile } from '../../feature.ts'
import { refuseFile } from './file-refusal.ts'

/** The bytes of a file, read no further than a map may be large, whatever its size was announced to be. */
export async function takeFile({ stream, sizeBytes }: ArrivingFile): Promise<Buffer> {
  if ((sizeBytes ?? 0) > largestMapFileBytes) throw refuseFile('too_large')
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > largestMapFileBytes) throw refuseFile('too_large')
    chunks.push(chunk)
  }
  return unpacked(Buffer.concat(chunks))
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
