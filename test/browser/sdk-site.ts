import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { buildSdk } from '../../scripts/build-sdk.ts'
import { type Json, openRecorder, type Recorder } from '../sdks/recorder.ts'

/** A shop's web site that includes `parcours.js`, a recorder in the place of Parcours, and a visitor's browser. */
export type Site = AsyncDisposable & {
  readonly recorder: Recorder
  readonly url: string
  readonly context: BrowserContext
  /** Everything a page reported: exceptions nobody caught, and what was written to its console. */
  readonly noise: string[]
  /** Opens a page of the site. `?` and what follows is part of the address. */
  visit(path?: string): Promise<Page>
  /** The messages received whose type and name are asked for. */
  received(type?: string, event?: string): readonly Json[]
  /** Waits until `count` such messages were received; fails after ten seconds with what there is. */
  receive(count: number, type?: string, event?: string): Promise<readonly Json[]>
}

export type SiteOptions = {
  /** The tags of every page's head after the SDK's own tag. */
  readonly head?: string
  /** The tag that includes the SDK; a plain one unless said. `{host}` is where it sends, `{script}` where it comes from. */
  readonly tag?: string
  /** Where the SDK sends, when it is not the recorder. */
  readonly host?: string
  readonly contentSecurityPolicy?: string
  /** Runs in every page before its own scripts, as what a host page may do to itself. */
  readonly before?: () => void
}

export async function openSite(browser: Browser, options: SiteOptions = {}): Promise<Site> {
  const recorder = await openRecorder()
  const files: Readonly<Record<string, string>> = {
    '/parcours.js': await builtScript(),
    '/sdk/pointers.js': await builtPointers(),
  }
  recorder.serve = ({ path }) => {
    const body = files[path]
    const headers = { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' }
    return body === undefined ? undefined : { status: 200, headers, body }
  }

  const filled = (text: string) =>
    text.replaceAll('{host}', options.host ?? recorder.url).replaceAll('{script}', recorder.url)
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') return void response.writeHead(204).end()
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    if (options.contentSecurityPolicy) {
      response.setHeader('Content-Security-Policy', filled(options.contentSecurityPolicy))
    }
    const tag = filled(options.tag ?? '<script src="{script}/parcours.js"></script>')
    response.end(`<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Boutique</title>${tag}
      ${filled(options.head ?? '')}</head><body><h1>Boutique</h1></body></html>`)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // A site of its own: not even the same host as Parcours.
  const url = `http://localhost:${(server.address() as AddressInfo).port}`

  const context = await browser.newContext({ locale: 'fr-FR' })
  if (options.before) await context.addInitScript(options.before)
  const noise: string[] = []
  context.on('weberror', error => noise.push(`error: ${error.error().message}`))
  context.on('console', message => noise.push(`console: ${message.text()}`))

  const received: Site['received'] = (type, event) =>
    recorder
      .messages()
      .filter(message => (type ? message.type === type : true) && (event ? message.event === event : true))
  return {
    recorder,
    url,
    context,
    noise,
    received,
    async visit(path = '/') {
      const page = await context.newPage()
      await page.goto(url + path)
      return page
    },
    async receive(count, type, event) {
      const end = Date.now() + 10_000
      while (received(type, event).length < count && Date.now() < end) await pause(20)
      if (received(type, event).length < count) {
        const seen = JSON.stringify(recorder.requests.map(request => [request.path, request.body]))
        throw new Error(`${count} messages were awaited, ${received(type, event).length} came: ${seen}`)
      }
      return received(type, event)
    },
    async [Symbol.asyncDispose]() {
      await context.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await recorder[Symbol.asyncDispose]()
    },
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

let built: Promise<{ readonly script: string; readonly pointers: string }> | undefined

/** The script as it is delivered, built once for all tests of a file. */
export async function builtScript(): Promise<string> {
  return (await builtFiles()).script
}

/** The second file, as it is delivered. */
export async function builtPointers(): Promise<string> {
  return (await builtFiles()).pointers
}

function builtFiles(): NonNullable<typeof built> {
  built ??= (async () => {
    const directory = await mkdtemp(join(tmpdir(), 'parcours-sdk-'))
    try {
      const { script, pointers } = await buildSdk(directory)
      return { script: await readFile(script, 'utf8'), pointers: await readFile(pointers, 'utf8') }
    } finally {
      await rm(directory, { recursive: true })
    }
  })()
  return built
}
