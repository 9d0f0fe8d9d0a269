import { createGunzip } from 'node:zlib'
import { fileProblem } from './file-problem.ts'
import { limits } from './row.ts'

/**
 * Unpacks gzip as it comes. What was unpacked before a cut or a damage is given before the refusal. The input goes in
 * by slices of 16 KB, which can unpack to 16 MB at most, so that a bomb is seen before it has filled the memory.
 */
export async function* inflated(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 128 * 1024 })
  let unpacked: Buffer[] = []
  let failed = false
  let bytesIn = 0
  let bytesOut = 0
  gunzip.on('data', (chunk: Buffer) => unpacked.push(chunk))
  gunzip.on('error', () => {
    failed = true
  })
  const settle = (start: (done: () => void) => void) =>
    new Promise<void>(resolve => {
      gunzip.once('close', resolve)
      start(() => {
        gunzip.off('close', resolve)
        resolve()
      })
    })
  const take = () => {
    const ready = unpacked
    unpacked = []
    for (const chunk of ready) bytesOut += chunk.length
    if (bytesOut > limits.gzipFreeBytes + bytesIn * limits.gzipRatio) {
      throw fileProblem('gzip_bomb', { ratio: limits.gzipRatio })
    }
    return ready
  }
  try {
    for await (const chunk of packed) {
      for (let from = 0; from < chunk.length && !failed; from += 16_384) {
        const slice = chunk.subarray(from, from + 16_384)
        bytesIn += slice.length
        await settle(done => gunzip.write(slice, done))
        yield* take()
      }
      if (failed) break
    }
    if (!failed) await settle(done => gunzip.end(done))
    // The last output and the error of a cut file come a turn after the callback of `end`.
    if (!failed && !gunzip.readableEnded) await settle(done => gunzip.once('end', done))
    yield* take()
    if (failed) throw fileProblem('gzip_cut', { megabytes: (bytesOut / 1e6).toFixed(1) })
  } finally {
    gunzip.destroy()
  }
}
