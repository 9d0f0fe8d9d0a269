import { queryOptions } from '@tanstack/react-query'
import type { CallOf, ReplyOf, Route } from '../contract/route.ts'
import { isProblemCode, problemSentence } from '../vocabulary/problem.ts'

/** A refusal of the server, or a server that could not be reached. `code` is a code of `vocabulary/problem.ts`. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, status: number, details: Readonly<Record<string, unknown>>, sentence: string) {
    super(sentence)
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.details = details
  }

  /** What a person reads, in their language. */
  sentence(locale: 'fr' | 'en'): string {
    return isProblemCode(this.code) ? problemSentence(this.code, this.details, locale) : this.message
  }
}

// What a route does not take need not be given: its part is `undefined` in the types of the contract.
type Given<C> = { readonly [K in keyof C as C[K] extends undefined ? never : K]: C[K] }

/** What is said when calling a route: its path parameters, query and body, as far as it has them. */
export type Input<R extends Route> = Given<CallOf<R>> & { readonly file?: File }

type Parts = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown; file?: File }

/** The address of a route, for links, downloads and live streams. */
export function addressOf<R extends Route>(route: R, input: Partial<Input<R>>): string {
  const { params = {}, query = {} } = input as Parts
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

/** Calls a route. Throws a {@link Refusal} when the server says no, or says nothing. */
export async function call<R extends Route>(route: R, input: Input<R>, signal?: AbortSignal): Promise<ReplyOf<R>> {
  const { body, file } = input as Parts
  const headers: Record<string, string> = { accept: 'application/json' }
  if (file) {
    headers['content-type'] = 'application/octet-stream'
    headers['x-file-name'] = encodeURIComponent(file.name)
  } else if (body !== undefined) headers['content-type'] = 'application/json'
  let response: Response
  try {
    response = await fetch(addressOf(route, input as Partial<Input<R>>), {
      method: route.method.toUpperCase(),
      headers,
      body: file ?? (body === undefined ? null : JSON.stringify(body)),
      signal: signal ?? null,
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new Refusal('unreachable', 0, {}, 'The server cannot be reached.')
  }
  if (!response.ok) throw await refusalFrom(response)
  return (response.status === 204 ? undefined : await response.json()) as ReplyOf<R>
}

async function refusalFrom(response: Response): Promise<Refusal> {
  const text = await response.text()
  try {
    const told = JSON.parse(text)
    const { code, details, message } = told
    if (typeof code === 'string') return new Refusal(code, response.status, details ?? {}, String(message ?? code))
  } catch {
    // Not ours: a proxy or a stopped server answered instead. The status is all there is to say.
  }
  return new Refusal('unreachable', response.status, {}, `The server answered ${response.status}.`)
}

/** A question to the server as TanStack Query takes it; the route and its input are the key. */
export function question<R extends Route>(route: R, input: Input<R>) {
  return queryOptions<ReplyOf<R>, Error>({
    queryKey: [route.name, input],
    queryFn: ({ signal }) => call(route, input, signal),
  })
}
