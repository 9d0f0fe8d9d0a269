import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

type Pieces = AsyncIterable<Uint8Array | string>
type Written = { readonly pieces: number; readonly bytes: number }

/** Writes a streamed answer to the file at `path`, or to standard output where there is none. */
export async function writeAnswer(path: string | undefined, pieces: Pieces | null): Promise<Written> {
  if (path === undefined) {
    // Whoever reads may have enough before the end (`| head`): that is no failure.
    process.stdout.on('error', error => {
      if ('code' in error && error.code === 'EPIPE') process.exit(0)
      throw error
    })
    return await writeAll(process.stdout, pieces)
  }
  const out = createWriteStream(path, { mode: 0o600 })
  const written = finished(out)
  // A disk that fills up is told below; until then nobody hears this promise, and that would end the process.
  written.catch(() => {})
  await once(out, 'open')
  const told = await writeAll(out, pieces)
  out.end()
  await written
  return told
}

async function writeAll(out: Writable, pieces: Pieces | null): Promise<Written> {
  let count = 0
  let bytes = 0
  for await (const piece of pieces ?? []) {
    count++
    bytes += Buffer.byteLength(piece)
    if (!out.write(piece)) await once(out, 'drain')
  }
  return { pieces: count, bytes }
}
