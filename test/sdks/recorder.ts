import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

/** A JSON object as it came over the wire. */
export type Json = { readonly [key: string]: unknown }

export type RecordedRequest = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** Undefined when the body is empty or is not JSON once unpacked. */
  readonly body: Json | undefined
  readonly at: number
}

export type Reply = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }

/** A server that keeps what SDKs send it and answers what a test wants. */
export type Recorder = AsyncDisposable & {
  readonly url: string
  readonly requests: RecordedRequest[]
  /** Every message of every request that was accepted, in the order of arrival, repetitions included. */
  messages(): readonly Json[]
  /** Set it to answer something else than a success; `undefined` answers as usual. */
  answer: (request: RecordedRequest) => Reply | undefined
  /** More addresses: the script under test, an SDK's settings. */
  serve: (request: RecordedRequest) => Reply | undefined
}

const cors = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
  'Access-Control-Allow-Headers':
    'authorization, content-type, content-encoding, anonymousid, x-write-key, x-retry-count',
  'Access-Control-Expose-Headers': 'Retry-After',
}

const kinds: Readonly<Record<string, string>> = {
  i: 'identify',
  t: 'track',
  p: 'page',
  s: 'screen',
  g: 'group',
  a: 'alias',
}

export async function openRecorder(): Promise<Recorder> {
  const accepted: Json[] = []
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', chunk => chunks.push(chunk))
    incoming.on('error', () => {})
    incoming.on('end', () => {
      const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://recorder')
      const request: RecordedRequest = {
        method: incoming.method ?? '',
        path: pathname,
        query: searchParams,
        headers: incoming.headers,
        body: parsed(Buffer.concat(chunks), incoming.headers['content-encoding']),
        at: Date.now(),
      }
      const send = (reply: Reply) => {
        // A beacon sends credentials, for which `*` is not an answer.
        const origin = incoming.headers.origin ?? '*'
        outgoing.writeHead(reply.status, {
          'Content-Type': 'application/json',
          ...cors,
          'Access-Control-Allow-Origin': origin,
          'Access-Control-Allow-Credentials': 'true',
          ...reply.headers,
        })
        outgoing.end(reply.body ?? '{"success":true}')
      }
      if (request.method === 'OPTIONS') return send({ status: 204, body: '' })
      const served = recorder.serve(request)
      if (served !== undefined) return send(served)
      recorder.requests.push(request)
      const reply = recorder.answer(request) ?? { status: 200 }
      if (reply.status < 300) accepted.push(...messagesOf(request))
      send(reply)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const recorder: Recorder = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    messages: () => accepted,
    answer: () => undefined,
    serve: () => undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return recorder
}

/** The messages of a batch, or the one message of a single call, whose type is in the path. */
export function messagesOf({ path, body }: RecordedRequest): readonly Json[] {
  if (body === undefined || path === '/v1/m') return []
  if (Array.isArray(body.batch)) return body.batch as Json[]
  const last = path.split('/').at(-1) ?? ''
  return [{ type: kinds[last] ?? last, ...body }]
}

function parsed(raw: Buffer, encoding: string | undefined): Json | undefined {
  try {
    return JSON.parse((encoding === 'gzip' ? gunzipSync(raw) : raw).toString('utf8')) as Json
  } catch {
    return undefined
  }
}
