import type { AnswerOf, CallOf, Route } from '../contract/route.ts'

/** What the product said: the status, and the answer or the refusal. */
export type Said<A = unknown> = {
  readonly status: number
  readonly answer: A
  readonly code: string
  readonly text: string
}

/** For tests: somebody at the door with a browser, that is with a cookie jar and the headers of a page of ours. */
export function visitor(origin: string) {
  let cookie = ''
  return {
    cookie: () => cookie,
    bringCookie: (planted: string) => {
      cookie = planted
    },
    async call<R extends Route>(
      route: R,
      input: { params?: CallOf<R>['params']; query?: CallOf<R>['query']; body?: CallOf<R>['body'] | object } = {},
      headers: Record<string, string> = {},
    ): Promise<Said<AnswerOf<R>>> {
      const params = (input.params ?? {}) as Record<string, string>
      const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
      const query = new URLSearchParams((input.query ?? {}) as Record<string, string>).toString()
      const response = await fetch(`${origin}${path}${query ? `?${query}` : ''}`, {
        method: route.method.toUpperCase(),
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
          origin,
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
        ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      })
      const set = response.headers.get('set-cookie')
      if (set !== null) cookie = /^[^=]+=;/.test(set) ? '' : set.split(';')[0]!
      const text = await response.text()
      const answer = text === '' ? undefined : JSON.parse(text)
      return { status: response.status, answer, code: answer?.code ?? '', text }
    },
  }
}

export type Visitor = ReturnType<typeof visitor>

/** For tests: keeps what the product logs from now on, to look for what must not be there. */
export function keepLog(): () => string {
  const lines: string[] = []
  process.stderr.write = ((line: string | Uint8Array) => {
    lines.push(String(line))
    return true
  }) as typeof process.stderr.write
  return () => lines.join('')
}
