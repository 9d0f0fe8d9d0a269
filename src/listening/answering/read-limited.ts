/** A whole page of a survey with its longest answers. */
export const longestForm = 64 * 1024

/** The body as text, read no further than the limit whatever its headers announce; undefined for what is longer. */
export async function readLimited(request: Request, limit = longestForm): Promise<string | undefined> {
  const bytes = await readLimitedBytes(request, limit)
  return bytes?.toString('utf8')
}

export async function readLimitedBytes(request: Request, limit: number): Promise<Buffer | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
