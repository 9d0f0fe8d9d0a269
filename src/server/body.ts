import { problem } from '../vocabulary/problem.ts'

const megabyte = 1024 * 1024

/** The body of a request, read no further than `limitBytes` whatever its headers announce. */
export async function readBody(request: Request, limitBytes: number): Promise<Buffer> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > limitBytes) throw tooLarge(limitBytes)
  if (!request.body) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > limitBytes) throw tooLarge(limitBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function tooLarge(limitBytes: number) {
  return problem('body_too_large', { limit: `${Math.round(limitBytes / megabyte)} MB` })
}

/** JSON of a bounded depth: deeper values are refused before any store sees them. */
export function parseJson(text: string, maxDepth = 32): unknown {
  let value: unknown
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch (error) {
    throw Object.assign(
      problem('body_not_json', { reason: { en: 'it could not be parsed', fr: 'il n’a pas pu être lu' } }),
      { cause: error },
    )
  }
  if (isDeeper(value, maxDepth))
    throw problem('body_not_json', {
      reason: {
        en: `it is nested deeper than ${maxDepth} levels`,
        fr: `il est imbriqué sur plus de ${maxDepth} niveaux`,
      },
    })
  return value
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof inner === 'object' && inner !== null && isDeeper(inner, levels - 1)) return true
  }
  return false
}
