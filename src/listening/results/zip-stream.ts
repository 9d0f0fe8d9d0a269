import { Zip, ZipDeflate } from 'fflate'

/** A file of a zip: its name and its content as it comes. */
export type ZipPart = { readonly name: string; readonly content: Iterable<string> | AsyncIterable<string> }

/** A zip that is sent while it is being written: no more than a few pages of it are held at once. */
export async function* zipStream(parts: readonly ZipPart[], now: Date): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder()
  let ready: Uint8Array[] = []
  let broke: Error | null = null
  const zip = new Zip((error, chunk) => {
    broke ??= error
    ready.push(chunk)
  })
  const taken = () => {
    if (broke) throw broke
    const chunks = ready
    ready = []
    return chunks
  }
  for (const { name, content } of parts) {
    const file = new ZipDeflate(name, { level: 6 })
    file.mtime = now
    zip.add(file)
    for await (const text of content) {
      file.push(encoder.encode(text))
      yield* taken()
    }
    file.push(new Uint8Array(), true)
    yield* taken()
  }
  zip.end()
  yield* taken()
}
