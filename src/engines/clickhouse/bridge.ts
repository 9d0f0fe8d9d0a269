/**
 * The child process that holds chDB and serves ClickHouse's HTTP interface on a private socket.
 *
 * A child, because chDB crashes in worker threads, occupies the thread pool of its process, and a native fault must
 * not take the product with it. Several sessions, because one slow query delays the rest of its session. It ends when
 * its standard input closes, so it never outlives its parent.
 */
import { rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { Session as ChdbSession } from 'chdb'
import { engineSettings } from './settings.ts'

const require = createRequire(import.meta.url)
const { Session } = require('chdb') as { Session: typeof ChdbSession }

/** Where to listen: the path of a socket, or `127.0.0.1:PORT` for a store that several processes share. */
const [path, place] = process.argv.slice(2) as [string, string]
const port = /^127\.0\.0\.1:(\d+)$/.exec(place)?.[1]
const readerCount = 3
const maxBodyBytes = 256 * 1024 * 1024

type Held = { readonly session: ChdbSession; busy: boolean }

const engineArguments = [
  `--backups.allowed_path=${path}/backups/`,
  '--max_server_memory_usage=4000000000',
  '--old_parts_lifetime=20',
]
const open = (): Held => ({ session: new Session(path, { connectionArgs: engineArguments }), busy: false })

// What arrives is inserted by a session of its own: behind a rebuild of traces it would wait for seconds.
const [inserters, writers, readers] = [[open()], [open()], Array.from({ length: readerCount }, open)] as const
for (const { session } of [...inserters, ...writers, ...readers]) await prepare(session)

// The engine's own handler of a fault waits minutes for a log that nobody reads: a broken child would neither answer
// nor end. Listening and ceasing to listen restores the system's way, which is to die at once and be started again.
for (const fault of ['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT'] as const) {
  const nothing = () => {}
  process.on(fault, nothing)
  process.off(fault, nothing)
}

const server = createServer((request, response) => {
  answer(request, response).catch(error => refuse(response, error))
})
server.keepAliveTimeout = 60_000
server.requestTimeout = 0
const ready = () => process.send?.({ ready: true, pid: process.pid, address: server.address() })
if (port !== undefined) server.listen(Number(port), '127.0.0.1', ready)
else {
  rmSync(place, { force: true })
  server.listen(place, ready)
}

const end = () => {
  // The engine is left to the operating system: everything acknowledged is synced, and closing a busy session aborts.
  if (port === undefined) rmSync(place, { force: true })
  process.exit(0)
}
process.stdin.on('end', end)
process.stdin.on('close', end)
process.stdin.resume()
process.on('SIGTERM', end)
process.on('SIGINT', () => {})

async function prepare(session: ChdbSession): Promise<void> {
  for (const [name, value] of Object.entries(engineSettings)) await session.queryAsync(`set ${name} = ${value}`)
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://engine')
  if (url.pathname === '/ping') {
    response.end('Ok.\n')
    return
  }
  const body = await readBody(request)
  const parts = partsOf(request, body)
  const inAddress = url.searchParams.get('query')
  const query = inAddress ?? parts?.get('query') ?? body.toString('utf8')
  const settings: string[] = []
  const params: Record<string, string> = {}
  for (const [name, value] of [...url.searchParams, ...(parts ?? [])]) {
    if (name.startsWith('param_')) params[name.slice(6)] = value
    else if (/^[a-z][a-z0-9_]*$/.test(name) && !notSettings.has(name)) {
      settings.push(`${name} = ${/^-?\d+(\.\d+)?$/.test(value) ? value : quote(value)}`)
    }
  }
  const insert = /^\s*insert\s+into\s[\s\S]*\sformat\s+(\w+)\s*$/i.exec(query)
  if (inAddress !== null && insert && body.length > 0) {
    await withSession(inserters, session => insertRows(session, query, body, settings))
    response.setHeader('X-ClickHouse-Summary', '{}')
    response.end()
    return
  }
  const { text, format } = splitFormat(query, url.searchParams.get('default_format') ?? 'TabSeparated')
  const whole = settings.length > 0 ? `${text}\nsettings ${settings.join(', ')}` : text
  const reads = /^\s*(--[^\n]*\n\s*)*(select|with|show|describe|exists|explain)\b/i.test(query)
  await withSession(reads ? readers : writers, async session => {
    if (reads && streamed.has(format)) return stream(session, whole, params, format, response)
    const bound = Object.keys(params).length > 0
    const result = bound
      ? await session.queryBindAsync(whole, readParams(params, query), { format })
      : await session.queryAsync(whole, { format })
    response.setHeader('Content-Type', 'application/json')
    response.end(result.bytes())
  })
}

/** Long parameters come as the parts of a form: text after a blank line, up to the boundary. */
function partsOf(request: IncomingMessage, body: Buffer): Map<string, string> | undefined {
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1]
  if (boundary === undefined) return undefined
  const parts = new Map<string, string>()
  for (const part of body.toString('utf8').split(`--${boundary}`)) {
    const blank = part.indexOf('\r\n\r\n')
    const name = /name="([^"]+)"/.exec(part.slice(0, Math.max(0, blank)))?.[1]
    if (name !== undefined) parts.set(name, part.slice(blank + 4, -2))
  }
  return parts
}

/** Rows go out as they come: a long answer is never held whole, and a reader who leaves stops the query. */
async function stream(
  session: ChdbSession,
  query: string,
  params: Record<string, string>,
  format: string,
  response: ServerResponse,
): Promise<void> {
  const rows =
    Object.keys(params).length > 0
      ? session.queryStreamBind(query, readParams(params, query), { format })
      : session.queryStream(query, { format })
  let gone = false
  response.on('close', () => {
    gone = true
  })
  try {
    for await (const chunk of rows) {
      if (gone) break
      if (!response.write(chunk.raw()))
        await new Promise<void>(resolve => response.once('drain', resolve).once('close', resolve))
    }
  } finally {
    rows.cancel()
  }
  response.end()
}

async function insertRows(session: ChdbSession, query: string, body: Buffer, settings: string[]): Promise<void> {
  const head = /^\s*insert\s+into\s+([\w.`]+)\s*(?:\(([^)]*)\))?\s*format\s+(\w+)\s*$/i.exec(query)
  if (!head)
    throw new Error('Code: 62. DB::Exception: An insert reads: insert into table (columns) format X. (SYNTAX_ERROR)')
  const columns = head[2]?.split(',').map(column => column.trim().replaceAll('`', ''))
  await session.insert({
    table: head[1]!.replaceAll('`', ''),
    values: body,
    format: head[3] as 'JSONEachRow',
    ...(columns ? { columns } : {}),
    ...(settings.length > 0 ? { settings: Object.fromEntries(settings.map(pair => splitSetting(pair))) } : {}),
  })
}

function splitSetting(pair: string): [string, string | number] {
  const [name, value] = pair.split(' = ') as [string, string]
  return [name, value.startsWith("'") ? value.slice(1, -1) : Number(value)]
}

/** One query at a time per session; those who wait are served in turn. */
const waiting = new Map<readonly Held[], (() => void)[]>()
async function withSession<T>(pool: readonly Held[], work: (session: ChdbSession) => Promise<T>): Promise<T> {
  for (;;) {
    const free = pool.find(held => !held.busy)
    if (free) {
      free.busy = true
      try {
        return await work(free.session)
      } catch (error) {
        await discardRest(free.session)
        throw error
      } finally {
        free.busy = false
        waiting.get(pool)?.shift()?.()
      }
    }
    await new Promise<void>(resolve => {
      const queue = waiting.get(pool) ?? []
      queue.push(resolve)
      waiting.set(pool, queue)
    })
  }
}

/**
 * What a failed query had written so far is given, by this engine, at the head of the next answer of its session: rows
 * of one question, and of one workspace, would stand in another's. A question that nobody reads takes them away.
 */
async function discardRest(session: ChdbSession): Promise<void> {
  await session.queryAsync('select 1').catch(() => {})
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > maxBodyBytes) throw new Error('Code: 307. DB::Exception: The body is too large. (TOO_MANY_BYTES)')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

function splitFormat(query: string, fallback: string): { text: string; format: string } {
  const found = /\sformat\s+(\w+)\s*;?\s*$/i.exec(query)
  return found ? { text: query.slice(0, found.index), format: found[1]! } : { text: query, format: fallback }
}

/**
 * The HTTP interface sends a parameter escaped as in tab-separated text, an array as a literal; the engine's own
 * binding wants the values themselves.
 */
function readParams(params: Record<string, string>, query: string): Record<string, unknown> {
  const isArray = (name: string) => query.includes(`{${name}:Array(`)
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, isArray(name) ? readArray(value) : unescaped(value)]),
  )
}

function unescaped(value: string): string {
  return value.includes('\\') ? value.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter) : value
}

/** `['a','b']` or `[1,2]`; numbers stay digits, so that sixty-four bits are not rounded. */
function readArray(value: string): unknown[] {
  if (!value.startsWith("['")) return value === '[]' ? [] : value.slice(1, -1).split(',').map(readNumber)
  const items: string[] = []
  const item = /'((?:[^'\\]|\\.)*)'/gy
  let at = 1
  for (;;) {
    item.lastIndex = at
    const found = item.exec(value)
    if (!found) break
    items.push(unescaped(found[1]!))
    at = item.lastIndex + 1
  }
  return items
}

/** The engine takes whole numbers beyond 2^53 as bigints only, whatever the type they are bound to. */
function readNumber(digits: string): number | bigint {
  if (/^-?\d+$/.test(digits)) return BigInt(digits)
  const number = Number(digits)
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? BigInt(number) : number
}

function quote(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function refuse(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.statusCode = /UNKNOWN_TABLE|SYNTAX_ERROR/.test(message) ? 400 : 500
  response.setHeader('X-ClickHouse-Exception-Code', /Code: (\d+)/.exec(message)?.[1] ?? '1002')
  response.end(message)
}

const escapes: Record<string, string> = { t: '\t', n: '\n', r: '\r', '\\': '\\', "'": "'" }
const streamed = new Set(['JSONEachRow', 'JSONCompactEachRow'])
/** What the client puts in the address that is no setting of the engine, or one only a server has. */
const notSettings = new Set([
  'query',
  'query_id',
  'database',
  'session_id',
  'default_format',
  'role',
  'compress',
  'wait_end_of_query',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'enable_http_compression',
])
