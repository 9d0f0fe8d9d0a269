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
  /** The headers that browsers asked leave for, one list a preflight. */
  readonly asked: (readonly string[])[]
  /** Every message of every request that was accepted (or of that one), in the order of arrival, repetitions included. */
  messages(of?: RecordedRequest): readonly Json[]
  /** Set it to answer something else than a success; `undefined` answers as usual. */
  answer: (request: RecordedRequest) => Reply | undefined
  /** More addresses: the script under test, an SDK's settings. */
  serve: (request: RecordedRequest) => Reply | undefined
}

/** What the browser SDKs put in the head of a request, the repeated ones included: they ask whether they may. */
export const allowedHeaders = [
  'authorization',
  'content-type',
  'content-encoding',
  'anonymousid',
  'sentat',
  'x-write-key',
  'x-retry-count',
  'rsa-recovered',
  'rsa-retry-attempt',
  'rsa-retry-reason',
  'rsa-since-first-attempt',
  'rsa-since-last-attempt',
]

const cors = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
  'Access-Control-Allow-Headers': allowedHeaders.join(', '),
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
  const accepted = new Map<RecordedRequest, readonly Json[]>()
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
      if (request.method === 'OPTIONS') {
        recorder.asked.push((incoming.headers['access-control-request-headers'] ?? '').split(/[, ]+/))
        return send({ status: 204, body: '' })
      }
      const served = recorder.serve(request)
      if (served !== undefined) return send(served)
      recorder.requests.push(request)
      const usual = request.body === undefined ? { status: 400 } : { status: 200 }
      const reply = recorder.answer(request) ?? usual
      if (reply.status < 300) accepted.set(request, messagesOf(request))
      send(reply)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const recorder: Recorder = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    asked: [],
    messages: of => (of ? (accepted.get(of) ?? []) : Array.from(accepted.values()).flat()),
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
