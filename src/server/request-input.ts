import { Readable } from 'node:stream'
import type { Context as HonoContext } from 'hono'
import { inputFault, type Place, refuseRepeated, refuseUnkeepable } from '../contract/input-fault.ts'
import type { ArrivingFile, ServedRoute } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'
import { parseJson, readBody } from './body.ts'

const jsonLimitBytes = 4 * 1024 * 1024

/** The JSON of a body, whose sender has to say that it is JSON: a form of another site cannot. */
export async function jsonOf(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json *(;|$)/i.test(type))
    throw problem('input_invalid', {
      reason: {
        en: 'the content type must be application/json',
        fr: 'le type de contenu (content type) doit être application/json',
      },
    })
  const bytes = await readBody(request, jsonLimitBytes)
  return parseJson(bytes.length === 0 ? '{}' : bytes.toString('utf8'))
}

/** What a schema makes of an input. Its faults are told in the words of the place where they are. */
export function parse(schema: ServedRoute['route']['params'], value: unknown, place: Place): unknown {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw inputFault(parsed.error.issues, value, place)
}

/** What follows the `?`, each name once, in characters that can be looked for. */
export function queryOf(hono: HonoContext): Record<string, string> {
  refuseRepeated(hono.req.queries())
  const query = hono.req.query()
  refuseUnkeepable(query)
  return query
}

export function paramsOf(hono: HonoContext): Record<string, string> {
  const params = hono.req.param()
  refuseUnkeepable(params)
  return params
}

/** The file that a request carries, as a stream. */
export function arrivingFile(request: Request): ArrivingFile {
  const name = decoded(request.headers.get('x-file-name') ?? 'file')
    .replace(/[\\/\0]/g, '_')
    .slice(0, 200)
  const size = request.headers.get('content-length')
  return {
    name,
    stream: request.body ? Readable.fromWeb(request.body as never) : Readable.from([]),
    sizeBytes: size === null ? undefined : Number(size),
  }
}

/** A name that was not encoded, or wrongly, is taken as it stands. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
