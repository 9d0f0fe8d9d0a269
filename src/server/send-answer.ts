import type { Context as HonoContext } from 'hono'
import type { LeavingFile } from '../feature.ts'

/** A file goes by its own name and type; lines, by what the route says of them. */
export function sendAnswer(
  result: AsyncIterable<string> | LeavingFile,
  contentType: string,
  hono: HonoContext,
  ending: AbortSignal,
): Response {
  if (!('content' in result)) return streamed(result, contentType, hono, ending)
  const { name, content } = result
  const plain = name.normalize('NFKD').replace(/[^\w. -]/g, '')
  hono.header(
    'Content-Disposition',
    `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
  )
  if (result.lacking) hono.header('X-Lacking-Characters', encodeURIComponent(result.lacking))
  if (!(content instanceof Uint8Array)) return streamed(content, result.contentType, hono, ending)
  hono.header('Content-Type', result.contentType)
  hono.header('Cache-Control', result.keepSeconds ? `private, max-age=${result.keepSeconds}` : 'no-store')
  return hono.body(content as Uint8Array<ArrayBuffer>)
}

/** What is watched live ends when the server does; what is being downloaded is finished first. */
function streamed(
  parts: AsyncIterable<string | Uint8Array>,
  contentType: string,
  hono: HonoContext,
  ending: AbortSignal,
): Response {
  const encoder = new TextEncoder()
  const iterator = parts[Symbol.asyncIterator]()
  const leave = async () => {
    ending.removeEventListener('abort', leave)
    await iterator.return?.()
  }
  if (contentType === 'text/event-stream') ending.addEventListener('abort', leave)
  const stream = new ReadableStream<Uint8Array>({
    pull: async controller => {
      const next = await iterator.next()
      if (!next.done)
        return controller.enqueue(typeof next.value === 'string' ? encoder.encode(next.value) : next.value)
      ending.removeEventListener('abort', leave)
      controller.close()
    },
    cancel: leave,
  })
  hono.header('Content-Type', contentType)
  hono.header('Cache-Control', 'no-store')
  hono.header('X-Accel-Buffering', 'no')
  return hono.body(stream)
}
