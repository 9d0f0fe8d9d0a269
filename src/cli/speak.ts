import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listWorkspaces } from '../contract/admitting-workspaces.ts'
import type { CallOf, ReplyOf, Route } from '../contract/route.ts'
import type { Config } from '../server/config.ts'
import { holderOf } from '../server/directory-lock.ts'
import type { House } from '../server/main.ts'
import { isProblemCode, Problem } from '../vocabulary/problem.ts'

/**
 * How a command speaks to Parcours: over HTTP to the server that holds the data, or, where none does, through the same
 * routes in this process. Either way as the operator of the machine.
 */
export type Voice = {
  call<R extends Route>(route: R, input: CallInput<R>): Promise<ReplyOf<R>>
  /** A request whose answer is streamed, or whose body is. */
  send(path: string, init?: RequestInit & { duplex?: 'half' }): Promise<Response>
  /** The house opened by this command; undefined where a server was running. */
  readonly house: House | undefined
  [Symbol.asyncDispose](): Promise<void>
}

export type CallInput<R> = Partial<{ [K in keyof CallOf<R>]: CallOf<R>[K] | undefined }>

/** Opens the way to Parcours, whichever there is. */
export async function speak(config: Config): Promise<Voice> {
  const holder = holderOf(config.dataDirectory) ?? holderOf(fallbackOf(config))
  if (holder?.url && holder.operatorToken) {
    const { url, operatorToken } = holder
    const send: Voice['send'] = (path, init = {}) =>
      fetch(`${url}${path}`, { ...init, headers: { ...headersOf(init), authorization: `Bearer ${operatorToken}` } })
    return { send, call: callWith(send), house: undefined, [Symbol.asyncDispose]: async () => {} }
  }
  const { openHouse } = await import('../server/main.ts')
  const { operatorToken } = await import('../server/caller.ts')
  const house = await openHouse({ config, built: { web: '', sdk: '' }, listen: false })
  const token = operatorToken(house.installation)
  const send: Voice['send'] = async (path, init = {}) =>
    house.app.fetch(
      new Request(`http://parcours${path}`, {
        ...init,
        headers: { ...headersOf(init), authorization: `Bearer ${token}` },
      } as RequestInit),
    )
  return { send, call: callWith(send), house, [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]() }
}

/** The workspace that a command is about: the one named, else the only one there is. */
export async function workspaceOf(voice: Voice, named: string | undefined): Promise<string> {
  const { workspaces } = await voice.call(listWorkspaces, {})
  const keys = workspaces.map(workspace => workspace.key)
  if (named !== undefined) {
    if (keys.includes(named)) return named
    throw new Error(
      `There is no workspace "${named}". There are: ${keys.join(', ') || 'none yet'}. Make one with: workspace create ${named}`,
    )
  }
  const [only, another] = keys
  if (only === undefined) throw new Error('There is no workspace yet. Make one with: workspace create KEY')
  if (another !== undefined)
    throw new Error(`There are several workspaces. Say which with --workspace: ${keys.join(', ')}.`)
  return only
}

function callWith(send: Voice['send']): Voice['call'] {
  return async (route, input) => {
    const given = input as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given.params?.[name] ?? ''))
    const query = new URLSearchParams(
      Object.entries(given.query ?? {}).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    ).toString()
    const response = await send(`${path}${query === '' ? '' : `?${query}`}`, {
      method: route.method.toUpperCase(),
      ...(given.body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(given.body) }),
    })
    await refuseProblem(response)
    return (response.status === 204 ? undefined : await response.json()) as never
  }
}

/** Throws the problem that an answer holds. */
export async function refuseProblem(response: Response): Promise<void> {
  if (response.ok) return
  const text = await response.text()
  let said: { code?: string; details?: Record<string, unknown>; message?: string } = {}
  try {
    said = JSON.parse(text)
  } catch {
    // Not one of our answers: something between us and the server speaks.
    throw new Error(`The server answered ${response.status}.`)
  }
  if (said.code && isProblemCode(said.code)) throw new Problem(said.code, said.details ?? {})
  throw new Error(said.message ?? `The server answered ${response.status}.`)
}

function headersOf(init: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(init.headers))
}

/** Where the data went when the wanted directory could not be used (see `settleDataDirectory`). */
function fallbackOf(config: Config): string {
  const note = join(config.dataDirectory, 'moved-to')
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : config.dataDirectory
}
