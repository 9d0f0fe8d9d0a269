import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createKey, createWorkspace, sourceByName } from '../src/admitting/index.ts'
import { countTouched } from '../src/collecting/index.ts'
import type { CallOf, ReplyOf, Route } from '../src/contract/route.ts'
import { openLog } from '../src/engines/log.ts'
import { sql } from '../src/engines/postgres/index.ts'
import type { Context, Installation, Workspace } from '../src/feature.ts'
import { operatorToken } from '../src/server/caller.ts'
import { readConfig } from '../src/server/config.ts'
import { type House, openHouse as openRealHouse } from '../src/server/main.ts'
import { preparedDirectory } from './prepared-directory.ts'

/** A whole Parcours of its own for a test: real stores, a real server on a port of its own, one workspace. */
export type TestHouse = {
  readonly house: House
  readonly installation: Installation
  readonly postgres: Installation['postgres']
  readonly clickhouse: Installation['clickhouse']
  readonly url: string
  readonly workspace: Workspace
  /** A context of that workspace, acting as the system: for calling verbs directly. */
  readonly context: Context
  readonly dataDirectory: string
  createKey(kind: 'write' | 'secret', sourceName?: string): Promise<string>
  /** Calls a route over HTTP as the operator, or with another token or cookie. */
  call<R extends Route>(
    route: R,
    input?: Partial<CallOf<R>>,
    headers?: Record<string, string>,
  ): Promise<{ status: number; answer: ReplyOf<R> }>
  /** Sends messages to `/v1/batch` with a key. */
  send(key: string, messages: readonly unknown[], headers?: Record<string, string>): Promise<Response>
  /** Waits until all that was acknowledged is stored and measured. */
  settle(): Promise<void>
  /** Turns the clock forward. */
  turnClock(ms: number): void
  [Symbol.asyncDispose](): Promise<void>
}

export type TestHouseOptions = {
  readonly dataDirectory?: string
  readonly keep?: boolean
  readonly env?: Record<string, string>
}

export async function openHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const dataDirectory = options.dataDirectory ?? (await preparedDirectory())
  chmodSync(dataDirectory, 0o755)
  let shift = 0
  const config = readConfig(
    {
      PARCOURS_PORT: '0',
      PARCOURS_LOG: process.env.PARCOURS_LOG ?? 'error',
      ...options.env,
      PARCOURS_DATA: dataDirectory,
    },
    process.cwd(),
  )
  const root = join(import.meta.dirname, '..', 'dist')
  const house = await openRealHouse({
    config,
    built: { web: join(root, 'web'), sdk: join(root, 'sdk') },
    log: openLog(config.logLevel),
    now: () => new Date(Date.now() + shift),
  })
  const { installation } = house
  const key = `test-${Math.random().toString(36).slice(2, 10)}`
  const workspace = await createWorkspace(installation, {
    key,
    name: 'Test',
    timeZone: 'Europe/Paris',
    locale: 'fr',
    measurementConsent: 'opt-out',
    actor: { kind: 'system' },
  })
  const context: Context = { ...installation, workspace, actor: { kind: 'system' }, may: () => true, requestId: 'test' }
  const call: TestHouse['call'] = async (route, input = {}, headers = {}) => {
    const given = input as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(
        name === 'workspace' ? (given.params?.workspace ?? workspace.key) : (given.params?.[name] ?? ''),
      ),
    )
    const query = new URLSearchParams(
      Object.entries(given.query ?? {})
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, String(value)]),
    ).toString()
    const response = await fetch(`${house.url}${path}${query ? `?${query}` : ''}`, {
      method: route.method.toUpperCase(),
      headers: {
        ...(headers.authorization || headers.cookie ? {} : { authorization: `Bearer ${operatorToken(installation)}` }),
        ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      answer: (text === '' ? undefined : route.streams ? text : JSON.parse(text)) as never,
    }
  }
  return {
    house,
    installation,
    postgres: installation.postgres,
    clickhouse: installation.clickhouse,
    url: house.url,
    workspace,
    context,
    dataDirectory,
    createKey: async (kind, sourceName = 'Test source') => {
      const source = await sourceByName(context, sourceName, 'web')
      return (await createKey(context, { kind, sourceId: source.id })).key
    },
    call,
    send: (writeKey, messages, headers = {}) =>
      fetch(`${house.url}/v1/batch`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${writeKey}:`)}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ batch: messages, sentAt: installation.now().toISOString() }),
      }),
    settle: async () => {
      const deadline = Date.now() + 180_000
      for (;;) {
        const inbox = await installation.postgres.first(
          sql<{ amount: string }>`select count(*) as amount from collecting.inbox`,
        )
        const waiting = await countTouched(installation, workspace.number)
        const notices = await installation.postgres.first(
          sql<{ amount: string }>`select count(*) as amount from server.notices`,
        )
        const rebuilds = await installation.postgres.first(
          sql<{ amount: string }>`select count(*) as amount from measuring.rebuilds`,
        )
        const left = [inbox, notices, rebuilds].reduce((sum, row) => sum + Number(row?.amount), waiting)
        if (left === 0) return
        if (Date.now() > deadline)
          throw new Error(
            `Still unsettled: inbox ${inbox?.amount}, traces ${waiting}, notices ${notices?.amount}, rebuilds ${rebuilds?.amount}.`,
          )
        await pause(50)
      }
    },
    turnClock: ms => {
      shift += ms
    },
    [Symbol.asyncDispose]: async () => {
      await house[Symbol.asyncDispose]()
      if (!options.keep) rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}
