import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { after, before, describe, test } from 'node:test'
import type { Route } from '../src/contract/route.ts'
import { features } from '../src/server/features.ts'
import { headersOfEveryAnswer, malformedContentTypes, typesOfForms } from './access/headers.ts'
import { gatherPeople, type Person } from './access/people.ts'
import {
  addressesOutsideTheContract,
  completeRequests,
  expectedOutcome,
  idsInBodies,
  openDoors,
  openRoutes,
  outcomeOf,
} from './access/rules.ts'
import { makeThings, type Things, unknownThings } from './access/things.ts'
import { openHouse, type TestHouse } from './kit.ts'

const routes = features.flatMap(feature => feature.routes.map(({ route }) => route))
const doors = features.flatMap(feature => (feature.doors ?? []).map(({ route }) => route))
const parametersOf = (route: Route) => [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
const namesThings = (route: Route) => parametersOf(route).some(name => name !== 'workspace')

let house: TestHouse
let people: readonly Person[]
let own: Things
let foreign: Things
let ownKey: string
const otherKey = 'zanzibar'
before(async () => {
  house = await openHouse()
  const gathered = await gatherPeople(house)
  people = gathered.people
  ownKey = house.workspace.key
  own = await makeThings(house, house.workspace)
  foreign = await makeThings(house, gathered.other)
})
after(() => house[Symbol.asyncDispose]())

const person = (who: string) => people.find(each => each.who === who)!
const owner = () => person('the owner of Test')

type Asking = {
  readonly workspace?: string
  readonly things?: Things
  readonly body?: unknown
  readonly query?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

async function ask(route: Route, asking: Asking) {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(name === 'workspace' ? asking.workspace! : asking.things![name]!),
  )
  const sends = route.body !== undefined || asking.body !== undefined
  const response = await fetch(`${house.url}${path}${asking.query ? `?${asking.query}` : ''}`, {
    method: route.method.toUpperCase(),
    headers: { ...(sends ? { 'content-type': 'application/json' } : {}), ...asking.headers },
    ...(sends ? { body: JSON.stringify(asking.body ?? null) } : {}),
    redirect: 'manual',
  })
  // A live stream never ends: that it was opened is the answer.
  if (response.status === 200 && route.streams === 'text/event-stream') {
    await response.body?.cancel()
    return {
      status: 200,
      text: '',
      body: {} as { code?: string; details?: { what?: string } },
      headers: response.headers,
    }
  }
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') && !route.streams && text !== ''
  return {
    status: response.status,
    text,
    body: json || response.status >= 400 ? parsed(text) : {},
    headers: response.headers,
  }
}

function parsed(text: string): { code?: string; details?: { what?: string } } {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** An answer without what differs between two requests that are told the same. */
const told = ({ status, text }: { status: number; text: string }) =>
  `${status} ${text.replace(/"requestId":"[^"]+"/, '"requestId":""')}`

describe('the rules', () => {
  test('every route has one: a permission for what is in a workspace, a line in the list of open ones for the rest', () => {
    assert.ok(routes.length > 50 && doors.length > 15)
    for (const route of routes) {
      if (route.access === 'public' || route.access === 'signed-in') {
        assert.equal(openRoutes[route.name], route.access, `${route.name} is open, and no rule says why`)
        assert.ok(!route.path.includes('{workspace}'), `${route.name} is open, and names a workspace`)
      } else {
        assert.ok(route.path.startsWith('/api/w/{workspace}'), `${route.name} asks a permission of no workspace`)
        assert.equal(openRoutes[route.name], undefined)
      }
    }
    for (const door of doors) assert.equal(door.access, openDoors[door.name] ?? 'event.write', door.name)
    assert.equal(new Set(routes.map(({ name }) => name)).size, routes.length)
  })

  test('nothing is served that is neither in the contract nor in the list of what is outside it', () => {
    const contracted = new Set(
      [...routes, ...doors].map(({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    const served = house.house.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/^\/\*$/, '*')}`)
    assert.deepEqual(
      served.filter(each => !contracted.has(each) && !addressesOutsideTheContract.includes(each)),
      [],
    )
    assert.deepEqual(
      [...contracted].filter(each => !served.includes(each)),
      [],
    )
  })

  test('every thing that an address may name is known to this test', () => {
    for (const route of routes) {
      for (const name of parametersOf(route))
        assert.ok(name === 'workspace' || unknownThings[name], `${route.name}: ${name}`)
      if (namesThings(route))
        assert.ok(completeRequests[route.name], `${route.name} names a thing, and no request for it is written`)
    }
  })
})

describe('every route as everybody, to whom a workspace of others looks as one that does not exist', () => {
  for (const route of routes) {
    test(`${route.name} (${route.access})`, async () => {
      const inWorkspace = route.path.includes('{workspace}')
      for (const each of people) {
        // Ending one's session would end the rest of the matrix with it.
        if (/\.(signOut|endSessions)$/.test(route.name) && each.is.kind === 'member') continue
        const answers = new Map<string, string>()
        for (const workspace of inWorkspace ? [ownKey, otherKey, 'nowhere'] : ['nowhere']) {
          // In a workspace of others they name what is there.
          const things = workspace === otherKey && each.home === ownKey ? foreign : unknownThings
          const answer = await ask(route, { workspace, things, headers: each.headers })
          const expected = expectedOutcome(route, each, workspace)
          assert.equal(
            outcomeOf(answer.status, answer.body),
            expected,
            `${each.who} in ${workspace}: ${answer.text.slice(0, 300)}`,
          )
          answers.set(workspace, told(answer))
        }
        if (!inWorkspace || each.home !== ownKey) continue
        assert.equal(answers.get(otherKey), answers.get('nowhere'), each.who)
        assert.match(answers.get(otherKey)!, /^404 /)
      }
    })
  }
})

describe('things of another workspace', () => {
  for (const route of routes.filter(namesThings)) {
    test(`${route.name} does not know them from things that are nowhere`, async () => {
      const request = completeRequests[route.name]!
      for (const name of parametersOf(route).filter(each => each !== 'workspace')) {
        const asked = async (id: string) => {
          const things = { ...own, [name]: id }
          const answer = await ask(route, {
            workspace: ownKey,
            things,
            ...request(things, own),
            headers: people.find(each => each.is.kind === 'operator')!.headers,
          })
          return { ...answer, told: told(answer).replaceAll(id, '(the id)') }
        }
        const there = await asked(foreign[name]!)
        const nowhere = await asked(unknownThings[name]!)
        assert.equal(there.told, nowhere.told, name)
        if (route.name === 'mapping.saveBinding') {
          // A rule is saved under whatever id it is given, beside the one of the other workspace.
          const remove = routes.find(each => each.name === 'mapping.removeBinding')!
          for (const things of [foreign, unknownThings]) {
            assert.equal((await ask(remove, { workspace: ownKey, things, headers: owner().headers })).status, 200)
          }
        } else if (route.name !== 'admitting.endSession') {
          // Everything else must be found first.
          assert.match(there.body.code ?? '', /^(not_found|upload_forgotten)$/, `${name}: ${there.text.slice(0, 300)}`)
        }
      }
    })
  }

  for (const { name, route: routeName, ask: request } of idsInBodies) {
    test(`${name} of another workspace is as one that is nowhere`, async () => {
      const route = routes.find(each => each.name === routeName)!
      const asked = async (things: Things) => {
        const answer = await ask(route, {
          workspace: ownKey,
          things: own,
          ...request(things, own),
          headers: owner().headers,
        })
        return told(answer).replaceAll(/"(?:[a-z]{3}_[0-9A-Z]{13,26})"/g, '"(an id)"')
      }
      const nowhere = await asked(unknownThings)
      assert.equal(await asked(foreign), nowhere)
      // Lists are empty; everything else is refused.
      assert.match(nowhere, /^4\d\d |^200 \{"(bindings)":\[\]/)
    })
  }

  test('no list, search or export of one workspace holds a word of another', async () => {
    let read = 0
    for (const route of routes.filter(
      each => each.path.startsWith('/api/w/') && (each.method === 'get' || /find$/.test(each.path)),
    )) {
      for (const query of ['', 'limit=500', 'from=1970-01-01T00:00:00Z&to=2100-01-01T00:00:00Z']) {
        const answer = await ask(route, {
          workspace: ownKey,
          things: own,
          query,
          body: route.body ? {} : undefined,
          headers: owner().headers,
        })
        if (answer.status === 200) read++
        assert.doesNotMatch(answer.text, /zanzibar/i, `${route.name}?${query}`)
      }
    }
    assert.ok(read > 30, String(read))
  })
})

describe('other sites and other content types', () => {
  const changing = routes.filter(({ method }) => method !== 'get')

  test('nothing is changed with a cookie from a page of another site', async () => {
    const pages: readonly Readonly<Record<string, string>>[] = [
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { origin: house.url.replace('127.0.0.1', '127.0.0.2') },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: house.url, 'sec-fetch-site': 'cross-site' },
    ]
    for (const route of changing) {
      for (const page of pages) {
        const { cookie } = owner().headers
        const answer = await ask(route, { workspace: ownKey, things: own, headers: { cookie: cookie!, ...page } })
        assert.equal(answer.body.code, 'origin_refused', `${route.name} from ${JSON.stringify(page)}`)
        assert.equal(answer.status, 403)
      }
    }
  })

  test('a body whose content type is not JSON is refused before anybody reads it', async () => {
    assert.ok(malformedContentTypes.length >= 20)
    const withBody = changing.filter(({ body }) => body !== undefined)
    assert.ok(withBody.length > 20)
    for (const [index, route] of withBody.entries()) {
      // One place reads them all: every type on some routes, on every route those that a form may send, the others in turn.
      const types = malformedContentTypes.filter(
        (type, at) => index < 4 || typesOfForms.includes(type) || (at + index) % 6 === 0,
      )
      for (const type of types) {
        const answer = await rawAsk(route, type)
        assert.ok(
          answer.status === 400 || answer.status === 415,
          `${route.name}, ${type}: ${answer.status} ${answer.text}`,
        )
        assert.match(answer.text, /content type/, `${route.name}, ${type}: ${answer.text}`)
      }
    }
  })
})

/** Sends a good body under a content type as it is: `fetch` would mend it. */
function rawAsk(route: Route, type: string | undefined): Promise<{ status: number; text: string }> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'workspace' ? ownKey : own[name]!))
  const body = JSON.stringify(completeRequests[route.name]?.(own, own).body ?? {})
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      `${house.url}${path}`,
      {
        method: route.method.toUpperCase(),
        headers: {
          ...owner().headers,
          'content-length': Buffer.byteLength(body),
          ...(type === undefined ? {} : { 'content-type': type }),
        },
      },
      response => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString('utf8') }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

test('every answer says to browsers what they may do with it', async () => {
  const addresses = [
    ...routes.map(route => [
      route.method,
      route.path.replace('{workspace}', ownKey).replace(/\{(\w+)\}/g, (_, name) => own[name]!),
    ]),
    ...doors.map(door => [door.method, door.path.replace(/\{\w+\}/g, 'x')]),
    ...[
      '/',
      '/health',
      '/version',
      '/openapi.json',
      '/docs',
      '/sdk/nothing.js',
      '/api/nothing',
      '/v1/nothing',
      '/a/page',
      '/nothing.js',
    ].map(path => ['get', path]),
    ['options', '/v1/batch'],
    ['post', '/nothing'],
    ['put', '/v1/batch'],
  ]
  for (const [method, path] of addresses) {
    const response = await fetch(`${house.url}${path}`, { method: method!.toUpperCase(), redirect: 'manual' })
    await response.body?.cancel()
    const said = Object.fromEntries(Object.keys(headersOfEveryAnswer).map(name => [name, response.headers.get(name)]))
    const policy = String(said['content-security-policy'])
    // A page that anybody may read allows less than the web app: no script, and no referrer, which would hold its secret.
    const still = policy.startsWith("default-src 'none'; ") && policy.includes("frame-ancestors 'none'")
    assert.equal(
      still,
      /^\/[psu]\//.test(path!) && /^text\/html/.test(response.headers.get('content-type') ?? ''),
      path,
    )
    const expected = still
      ? { ...headersOfEveryAnswer, 'content-security-policy': policy, 'referrer-policy': 'no-referrer' }
      : headersOfEveryAnswer
    assert.deepEqual(said, expected, `${method} ${path}`)
    assert.equal(response.headers.get('x-powered-by'), null)
    assert.equal(response.headers.get('server'), null)
    const open = response.headers.get('access-control-allow-origin')
    if (path!.startsWith('/api/')) assert.equal(open, null, `${path} may be read by other sites`)
  }
})
