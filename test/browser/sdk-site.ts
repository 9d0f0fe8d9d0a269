import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { buildSdk } from '../../scripts/build-sdk.ts'
import { type Json, openRecorder, type Recorder } from '../sdks/recorder.ts'
import { openChromium, slowDown } from './chromium.ts'

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
  /** Waits until `count` such messages were received; fails after half a minute with what there is. */
  receive(count: number, type?: string, event?: string): Promise<readonly Json[]>
  /** Waits until the page knows that all it had to send has arrived. */
  settled(page: Page): Promise<void>
  /**
   * With `clock`: lets the time of all pages pass, as far as they are told of it, in small steps. After each, what one
   * tab wrote is seen by the others, as it is in a browser that keeps up. Ends early once `until` says so.
   */
  live(ms: number, until?: () => boolean | Promise<boolean>): Promise<void>
  /** Whatever pages, closed ones included, had already sent has reached the recorder once this settles. */
  sign(): Promise<void>
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
  /** The time of the pages stands still, and passes as a test says: what is said of milliseconds is then certain. */
  readonly clock?: boolean
}

/** How long what is certain to come may take on a machine that has other work. */
const patienceMs = 30_000
/** Less than any pause that the SDK makes so that other tabs may see what it wrote. */
const stepMs = 20

/** Tests of a file in one Chromium, each on a site of its own; skipped where there is no Chromium. */
export function testsOnSites(
  prepare: (site: Site) => void = () => {},
): (name: string, options: SiteOptions, act: (site: Site) => Promise<void>) => void {
  let browser: Browser | undefined
  before(async () => {
    browser = await openChromium()
  })
  after(() => browser?.close())
  return (name, options, act) => {
    test(name, async context => {
      if (!browser) return context.skip('no Chromium on this machine')
      await using site = await openSite(browser, options)
      prepare(site)
      await act(site)
    })
  }
}

export async function openSite(browser: Browser, options: SiteOptions = {}): Promise<Site> {
  const recorder = await openRecorder()
  const files: Readonly<Record<string, string>> = {
    '/parcours.js': await builtScript(),
    '/sdk/pointers.js': await builtPointers(),
  }
  recorder.serve = ({ path }) => {
    if (path === '/sign') return { status: 200, headers: { 'Content-Type': 'text/html' }, body: 'Yes.' }
    if (path === '/favicon.ico') return { status: 204, body: '' }
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
  if (options.clock) {
    await context.clock.install()
    await context.clock.pauseAt(Date.now() + 1000)
  }
  const noise: string[] = []
  context.on('weberror', error => noise.push(`error: ${error.error().message}`))
  context.on('console', message => noise.push(`console: ${message.text()}`))

  /** The pages of the site: they share one storage. */
  const pages = () => context.pages().filter(page => page.url().startsWith(url))
  const live: Site['live'] = async (ms, enough) => {
    for (let lived = 0; lived < ms; lived += stepMs) {
      if (await enough?.()) return
      await context.clock.runFor(Math.min(stepMs, ms - lived))
      await until(
        async () => new Set(await Promise.all(pages().map(stored))).size < 2,
        () => 'Two tabs see different things in their storage.',
      )
    }
  }
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
      await slowDown(page)
      await page.goto(url + path)
      return page
    },
    async receive(count, type, event) {
      await until(
        () => received(type, event).length >= count,
        () => {
          const seen = JSON.stringify(recorder.requests.map(request => [request.path, request.body]))
          return `${count} messages were awaited, ${received(type, event).length} came: ${seen}`
        },
        options.clock ? () => live(stepMs) : undefined,
      )
      return received(type, event)
    },
    settled: page =>
      until(
        async () => (await waiting(page)) === 0,
        () => 'The outbox of the page was not emptied.',
        options.clock ? () => live(stepMs) : undefined,
      ),
    live,
    async sign() {
      const page = await context.newPage()
      await page.goto(`${recorder.url}/sign`)
      await page.close()
    },
    async [Symbol.asyncDispose]() {
      await context.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await recorder[Symbol.asyncDispose]()
    },
  }
}

/** Waits until something is so; `meanwhile` is done between two looks. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  otherwise: () => string,
  meanwhile: () => Promise<void> = () => pause(20),
): Promise<void> {
  const end = Date.now() + patienceMs
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(otherwise())
    await meanwhile()
  }
}

/** How many messages wait in what the browser keeps. */
export const waiting = (page: Page): Promise<number> =>
  page.evaluate(() => Object.keys(localStorage).filter(key => /^parcours\.[mw]\./.test(key)).length)

/** All that the site's pages keep in the browser, as one of them sees it. */
const stored = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort(([one], [other]) => (one < other ? -1 : 1))))

function pause(ms: number): Promise<void> {
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
