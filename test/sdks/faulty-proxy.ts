import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * What a network and an overloaded server do to a request that carries events.
 * - `reset`: the connection breaks before the server has seen anything.
 * - `error-500`, `too-many`: something on the way answers in the place of the server; 429 says `Retry-After: 1`.
 * - `cut`: the server receives half of the body, as if it were whole; the sender sees the connection break.
 * - `lost-answer`: the server has committed, and its answer never arrives.
 * - `slow`: the body arrives in drops.
 */
export type Fault = 'reset' | 'error-500' | 'too-many' | 'cut' | 'lost-answer' | 'slow'

export type FaultyProxy = AsyncDisposable & {
  readonly url: string
  /** The faults that are still to come, one a request; then all goes well. */
  readonly faults: Fault[]
  /** What the server answered to bodies that were cut. */
  readonly answersToCut: number[]
}

export async function openFaultyProxy(target: string, faults: readonly Fault[]): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target)
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const carries = incoming.method === 'POST' && body.length > 0
    const fault = carries ? proxy.faults.shift() : undefined
    switch (fault) {
      case 'reset':
        return cutOff(incoming.socket)
      case 'error-500':
        return answer(outgoing, 500)
      case 'too-many':
        return answer(outgoing, 429, { 'Retry-After': '1' })
      case 'cut': {
        const half = body.subarray(0, body.length >> 1)
        const reply = await pass(incoming, half)
        proxy.answersToCut.push(reply.status)
        return cutOff(incoming.socket)
      }
      case 'lost-answer':
        await pass(incoming, body)
        return cutOff(incoming.socket)
      case 'slow':
      case undefined: {
        const reply = await pass(incoming, body, fault === 'slow')
        outgoing.writeHead(reply.status, reply.headers)
        outgoing.end(reply.body)
      }
    }
  })

  const pass = (incoming: IncomingMessage, body: Buffer, slowly = false) =>
    new Promise<{ status: number; headers: Record<string, string | string[]>; body: Buffer }>((done, failed) => {
      const headers = { ...incoming.headers }
      delete headers['transfer-encoding']
      if (incoming.method === 'POST') headers['content-length'] = String(body.length)
      const onward = forward({ hostname, port, method: incoming.method, path: incoming.url, headers }, reply => {
        const parts: Buffer[] = []
        reply.on('data', part => parts.push(part))
        reply.on('end', () => {
          const kept = Object.fromEntries(
            Object.entries(reply.headers).filter(([name]) => name !== 'transfer-encoding' && name !== 'connection'),
          )
          done({ status: reply.statusCode ?? 502, headers: kept as Record<string, string>, body: Buffer.concat(parts) })
        })
      })
      onward.on('error', failed)
      void (async () => {
        if (slowly) {
          const step = Math.ceil(body.length / 8)
          for (let start = 0; start < body.length; start += step) {
            onward.write(body.subarray(start, start + step))
            await pause(60)
          }
          onward.end()
        } else onward.end(body)
      })()
    })

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults: [...faults],
    answersToCut: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return proxy
}

function cutOff(socket: Socket): void {
  socket.resetAndDestroy()
}

/** A proxy's own answer: any page may read it, or a browser's SDK could not tell it from a broken network. */
function answer(outgoing: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  outgoing.writeHead(status, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Retry-After',
    'Content-Type': 'text/plain',
    ...headers,
  })
  outgoing.end('')
}
