import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { problem } from '../vocabulary/problem.ts'

const unpack = promisify(gunzip)
const packedLimitBytes = 4 * 1024 * 1024
const unpackedLimitBytes = 16 * 1024 * 1024

/**
 * The body that an SDK sent: JSON whatever its content type says, unpacked when it is gzip. Unpacking stops at the
 * limit, so a small body can't become a large memory.
 */
export async function readSentBody(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const raw = await readLimited(request)
  const text = (await unpacked(raw, request.headers.get('content-encoding') ?? '')).toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch (cause) {
    throw Object.assign(problem('body_not_json', { reason: 'it could not be parsed' }), { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    // Kept aside by the caller: a bare list is not what any SDK sends.
    return { batch: [value] }
  }
  return value as Readonly<Record<string, unknown>>
}

async function readLimited(request: Request): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > packedLimitBytes) throw tooLarge()
  if (!request.body) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > packedLimitBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return chunks.length === 1 ? Buffer.from(chunks[0]!) : Buffer.concat(chunks)
}

async function unpacked(raw: Buffer, encoding: string): Promise<Buffer> {
  const packed = /gzip/i.test(encoding) || (raw[0] === 0x1f && raw[1] === 0x8b)
  if (!packed) return raw
  try {
    return await unpack(raw, { maxOutputLength: unpackedLimitBytes })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw Object.assign(problem('body_broken_gzip'), { cause: error })
  }
}

function tooLarge() {
  return problem('body_too_large', { limit: '4 MB' })
}
