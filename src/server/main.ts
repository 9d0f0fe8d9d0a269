import type { Server } from 'node:http'
import { type ServerType, serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { type Log, openLog } from '../engines/log.ts'
import { type Stores, settleDataDirectory } from '../engines/open-stores.ts'
import type { Feature, Installation } from '../feature.ts'
import { operatorToken } from './caller.ts'
import type { Config } from './config.ts'
import { lockDirectory } from './directory-lock.ts'
import { features } from './features.ts'
import { serveHealth } from './health.ts'
import { openHttp } from './http.ts'
import { openInstallation } from './open-installation.ts'
import { serveApiPages } from './openapi.ts'
import { mostHeaderBytes, refuseMalformed } from './refuse-malformed.ts'
import { serveSite } from './site.ts'
import { startWorker } from './worker.ts'

/** A running Parcours. */
export type House = {
  readonly url: string
  readonly installation: Installation
  readonly stores: Stores
  readonly app: Hono
  [Symbol.asyncDispose](): Promise<void>
}

export type HouseOptions = {
  readonly config: Config
  readonly built: { readonly web: string; readonly sdk: string }
  readonly log?: Log
  readonly now?: () => Date
  readonly features?: readonly Feature[]
  /** False for a command that opens the data itself: nothing listens. */
  readonly listen?: boolean
}

/** Starts everything: the lock, the stores, the worker, the HTTP server. Ends in the reverse order. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const log = options.log ?? openLog(options.config.logLevel)
  const dataDirectory = settleDataDirectory(options.config.dataDirectory, options.config.dataDirectoryAsked, log)
  const config = { ...options.config, dataDirectory }
  const assembled = options.features ?? features
  const lock = lockDirectory(dataDirectory)
  try {
    const opened = await openInstallation(config, assembled, log, options.now)
    const ending = new AbortController()
    const app = openHttp(opened.installation, assembled, ending.signal)
    serveHealth(app, opened.installation, opened.stores)
    serveApiPages(app, assembled)
    serveSite(app, options.built)
    const worker = startWorker(opened.installation, assembled)
    const server = options.listen === false ? undefined : await listen(app, config)
    const port = server ? (server.address() as { port: number }).port : undefined
    const url = port === undefined ? '' : `http://${config.host}:${port}`
    lock.update({ url, operatorToken: operatorToken(opened.installation) })
    return {
      url,
      installation: opened.installation,
      stores: opened.stores,
      app,
      [Symbol.asyncDispose]: async () => {
        ending.abort()
        if (server) await closed(server)
        await worker.stop()
        await opened.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

function listen(app: Hono, config: Config): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const serverOptions = { maxHeaderSize: mostHeaderBytes }
    const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host, serverOptions }, () =>
      resolve(server),
    )
    refuseMalformed(server as Server)
    // A large file on a slow line takes longer than the five minutes that Node gives a request. Headers keep their limit.
    ;(server as { requestTimeout?: number }).requestTimeout = longestRequestMs
    // Longer than proxies and clients keep a connection that nobody uses: else one is closed here at the very moment when
    // it carries the next request, which is then lost.
    ;(server as { keepAliveTimeout?: number }).keepAliveTimeout = idleConnectionMs
    server.once('error', error => {
      const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      reject(busy ? new Error(`Port ${config.port} is already in use. Set PARCOURS_PORT to another one.`) : error)
    })
  })
}

const longestRequestMs = 2 * 3_600_000
const idleConnectionMs = 65_000

/** Answers what is under way, for at most ten seconds. */
function closed(server: ServerType): Promise<void> {
  return new Promise(resolve => {
    // Senders that keep their connection busy would be served for ever: each is told with its next answer to leave.
    server.prependListener('request', (_request: unknown, response: { setHeader(name: string, value: string): void }) =>
      response.setHeader('Connection', 'close'),
    )
    const late = setTimeout(() => (server as { closeAllConnections?: () => void }).closeAllConnections?.(), 10_000)
    server.close(() => {
      clearTimeout(late)
      resolve()
    })
    ;(server as { closeIdleConnections?: () => void }).closeIdleConnections?.()
  })
}
