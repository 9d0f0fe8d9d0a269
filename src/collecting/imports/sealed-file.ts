import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, type Readable } from 'node:stream'
import { pipeline as pipelineDone } from 'node:stream/promises'

const cipher = 'aes-256-ctr'
const nonceBytes = 16

// Files of customers and the rows that could not be read are personal data. They lie on disk for a while, sealed with a
// key of the installation: a copy of the directory alone tells nothing. A counter mode, as they are read as streams,
// from the beginning, and sometimes only there.

/** Writes a stream sealed, readable by its owner only. Resolves when it is on disk. */
export async function writeSealed(path: string, key: Buffer, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const nonce = randomBytes(nonceBytes)
  const out = createWriteStream(path, { mode: 0o600, flags: 'w', flush: true })
  out.write(nonce)
  await pipelineDone(chunks, createCipheriv(cipher, key, nonce), out)
}

/** Reads what was written sealed. */
export async function readSealed(path: string, key: Buffer): Promise<Readable> {
  const file = await open(path)
  try {
    const nonce = Buffer.alloc(nonceBytes)
    await file.read(nonce, 0, nonceBytes, 0)
    const plain = createDecipheriv(cipher, key, nonce)
    // Whoever reads sees the error on the stream that they hold.
    pipeline(createReadStream('', { fd: file, start: nonceBytes, highWaterMark: 64 * 1024 }), plain, () => {})
    return plain
  } catch (error) {
    await file.close()
    throw error
  }
}

export type SealedWriter = { write(text: string): Promise<void>; close(): Promise<void> }

/** A sealed file to which text is added bit by bit. */
export function openSealedWriter(path: string, key: Buffer): SealedWriter {
  const nonce = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, key, nonce)
  const out = createWriteStream(path, { mode: 0o600, flags: 'w', flush: true })
  let failure: unknown
  out.on('error', error => {
    failure = error
  })
  out.write(nonce)
  return {
    write: async text => {
      if (failure) throw failure
      if (!out.write(sealing.update(text, 'utf8'))) await Promise.race([once(out, 'drain'), once(out, 'close')])
    },
    close: async () => {
      if (failure) throw failure
      out.end()
      await once(out, 'close')
    },
  }
}
