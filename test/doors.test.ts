import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { createWorkspace } from '../src/admitting/index.ts'
import { turnLedger } from '../src/collecting/keep-ledger.ts'
import * as sourceRoutes from '../src/contract/admitting-sources.ts'
import * as events from '../src/contract/collecting-events.ts'
import { sql, text, u32 } from '../src/engines/clickhouse/index.ts'
import { newKey } from './access/people.ts'
import { nested, oddMessages } from './doors/odd-messages.ts'
import { openHouse, type TestHouse } from './kit.ts'

let house: TestHouse
let key: string
let secret: string
before(async () => {
  house = await openHouse()
  key = await house.createKey('write')
  secret = await house.createKey('secret')
})
after(() => house[Symbol.asyncDispose]())

let count = 0
const nextId = () => `id-${++count}`
const track = (event: string, more: object = {}) => ({
  type: 'track',
  event,
  anonymousId: nextId(),
  messageId: nextId(),
  ...more,
})

type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers }

async function post(body: BodyInit, headers: Record<string, string> = {}, path = '/v1/batch'): Promise<Answer> {
  const response = await fetch(`${house.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json', ...headers },
    body,
  })
  const said = await response.text()
  return { status: response.status, body: JSON.parse(said || '{}'), headers: response.headers }
}

const batch = (messages: readonly unknown[]) => JSON.stringify({ batch: messages, sentAt: new Date().toISOString() })

async function stored(event: string, workspace = house.workspace.number) {
  await house.settle()
  return house.clickhouse.rows<{
    name: string
    at: string
    clock: string
    day: string
    position: number
    texts: Record<string, string>
    numbers: Record<string, number>
  }>(sql`
    select toString(name) as name, toString(occurred_at) as at, toString(clock) as clock, position, texts, numbers
    from events
    where workspace_id = ${u32(workspace)} and name = ${text(event)}
    order by occurred_at, claimed_at, position`)
}

const quarantined = async () => {
  const { answer } = await house.call(events.listQuarantine, { query: { limit: 500 } })
  return answer.events
}

describe('keys', () => {
  test('a key that is unknown, revoked or of a stopped source is refused, and nothing is stored', async () => {
    const revoked = await house.createKey('write', 'Revoked')
    const stopped = await house.createKey('write', 'Stopped')
    const { keys } = (await house.call(sourceRoutes.listKeys, {})).answer
    const { sources } = (await house.call(sourceRoutes.listSources, {})).answer
    const sourceOf = (name: string) => sources.find(each => each.name === name)!.id
    const own = keys.find(each => each.sourceId === sourceOf('Revoked'))!
    await house.call(sourceRoutes.revokeKey, { params: { workspace: house.workspace.key, key: own.id } })
    await house.call(sourceRoutes.updateSource, {
      params: { workspace: house.workspace.key, source: sourceOf('Stopped') },
      body: { disabled: true },
    })
    const wrong = [
      '',
      'x',
      'undefined',
      `${key}x`,
      key.slice(0, -1),
      key.toUpperCase(),
      revoked,
      stopped,
      "' or 1=1 --",
    ]
    for (const each of wrong) {
      for (const headers of [
        { authorization: `Basic ${btoa(`${each}:`)}` },
        { authorization: '', 'x-write-key': each },
      ]) {
        const { status, body } = await post(batch([track('Keyless')]), headers)
        assert.deepEqual([status, body.code], [401, 'key_unknown'], each)
        assert.ok(String((body.messages as { fr: string }).fr).startsWith('Cette clé est inconnue'))
      }
    }
    assert.deepEqual(await stored('Keyless'), [])
  })

  test('the key may stand wherever SDKs put it', async () => {
    const message = () => track('Keyed')
    const none = { authorization: '' }
    const answers = [
      await post(batch([message()])),
      await post(batch([message()]), { authorization: `Bearer ${key}` }),
      await post(batch([message()]), { ...none, 'x-write-key': key }),
      await post(JSON.stringify({ batch: [message()], writeKey: key }), none),
      await post(batch([message()]), none, `/v1/batch?writeKey=${key}`),
    ]
    for (const { status, body } of answers) assert.deepEqual([status, body.accepted], [200, 1])
    assert.equal((await stored('Keyed')).length, 5)
  })
})

describe('bodies', () => {
  test('gzip under a form content type, plain text and a byte order mark are read as what they are', async () => {
    const gzipped = gzipSync(batch([track('Read')]))
    const answers = [
      await post(gzipped, { 'content-encoding': 'gzip', 'content-type': 'application/x-www-form-urlencoded' }),
      await post(gzipSync(batch([track('Read')])), { 'content-type': 'application/octet-stream' }),
      await post(batch([track('Read')]), { 'content-type': 'text/plain' }),
      await post(`\ufeff${batch([track('Read')])}`),
    ]
    for (const { status, body } of answers) assert.deepEqual([status, body.accepted], [200, 1])
    assert.equal((await stored('Read')).length, 4)
  })

  const whole = gzipSync(batch([{ type: 'track', event: 'Broken', anonymousId: 'b', messageId: 'b' }]))
  const broken: readonly (readonly [string, BodyInit, Record<string, string>, number, string])[] = [
    ['truncated gzip', whole.subarray(0, -9), { 'content-encoding': 'gzip' }, 400, 'body_broken_gzip'],
    [
      'gzip with a wrong sum',
      Buffer.concat([whole.subarray(0, -8), Buffer.alloc(8)]),
      { 'content-encoding': 'gzip' },
      400,
      'body_broken_gzip',
    ],
    ['text that says it is gzip', batch([track('Broken')]), { 'content-encoding': 'gzip' }, 400, 'body_broken_gzip'],
    ['no JSON', '{"batch":[', {}, 400, 'body_not_json'],
    ['nothing', '', {}, 400, 'body_not_json'],
    ['bytes', Buffer.from([0, 255, 254, 1]), {}, 400, 'body_not_json'],
    ['one text of 5 MB', `"${'x'.repeat(5_000_000)}"`, {}, 413, 'body_too_large'],
    [
      '5 MB of messages',
      batch(Array.from({ length: 300 }, () => track('Broken', { properties: { a: 'x'.repeat(17_000) } }))),
      {},
      413,
      'body_too_large',
    ],
  ]
  for (const [what, body, headers, status, code] of broken) {
    test(`${what}: ${status} ${code}`, async () => {
      const answer = await post(body, headers)
      assert.deepEqual([answer.status, answer.body.code], [status, code])
      assert.deepEqual(Object.keys(answer.body.messages as object), ['en', 'fr'])
      assert.equal(answer.headers.get('access-control-allow-origin'), '*')
    })
  }

  test('a small body that unpacks to gigabytes is cut at the limit, and memory stays', async () => {
    // Members of gzip follow each other: 10 kB of each, 10 MB unpacked.
    const member = gzipSync(Buffer.alloc(10_000_000))
    assert.ok(member.length < 12_000)
    const bomb = Buffer.concat(Array.from({ length: 300 }, () => member))
    const before = process.memoryUsage().rss
    for (let time = 0; time < 10; time++) {
      const { status, body } = await post(bomb, { 'content-encoding': 'gzip' })
      assert.deepEqual([status, body.code], [413, 'body_too_large'])
    }
    assert.equal((await post(member, { 'content-encoding': 'gzip' })).status, 400)
    assert.ok(process.memoryUsage().rss - before < 150_000_000)
    assert.equal((await post(batch([track('After the bomb')]))).status, 200)
  })

  test('a body is read no further than the limit, whatever it announces', async () => {
    const announced = await raw(`POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000000\r\n\r\n{"batch":[`)
    assert.match(announced, /^HTTP\/1\.1 413 /)
    const chunked = await new Promise<number>((resolve, reject) => {
      const sent = httpRequest(
        `${house.url}/v1/batch`,
        { method: 'POST', headers: { authorization: `Basic ${btoa(`${key}:`)}` } },
        response => {
          response.resume()
          resolve(response.statusCode!)
        },
      )
      // The server hangs up when it has seen enough; what it said before is what counts.
      sent.on('error', error => ((error as NodeJS.ErrnoException).code === 'EPIPE' ? resolve(413) : reject(error)))
      for (let part = 0; part < 100; part++) sent.write('x'.repeat(65_536))
      sent.end()
    })
    assert.equal(chunked, 413)
    const headers = Array.from({ length: 10_000 }, (_, n) => `X-${n}: ${n}\r\n`).join('')
    assert.match(await raw(`POST /v1/batch HTTP/1.1\r\nHost: x\r\n${headers}\r\n`), /^HTTP\/1\.1 431 |^$/)
    assert.equal((await post(batch([track('After the flood')]))).status, 200)
  })
})

/** What a server answers to bytes as they are. */
function raw(bytes: string): Promise<string> {
  return new Promise(resolve => {
    const { hostname, port } = new URL(house.url)
    const socket = connect(Number(port), hostname)
    let said = ''
    socket.on('data', chunk => {
      said += chunk.toString('utf8')
      socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(said))
    socket.write(bytes)
  })
}

describe('messages', () => {
  test('of a hundred, three that are wrong are kept aside with their reasons, and can be mended and sent once', async () => {
    const good = Array.from({ length: 97 }, () => track('Of a hundred'))
    const wrong = [
      { type: 'track', event: 'Of a hundred', messageId: 'no-id' },
      { type: 'track', userId: 'somebody-9', messageId: 'no-name' },
      track('Of a hundred', { properties: { long: 'x'.repeat(40_000) } }),
    ]
    const { status, body } = await post(batch([...good.slice(0, 50), ...wrong, ...good.slice(50)]))
    assert.deepEqual([status, body.accepted, body.refused, body.duplicates], [200, 97, 3, 0])
    assert.equal((await stored('Of a hundred')).length, 97)
    const kept = await quarantined()
    assert.deepEqual(kept.map(({ reason }) => reason).sort(), ['identifier_missing', 'name_missing', 'too_large'])
    for (const { sentence } of kept) assert.ok(sentence.fr.length > 20 && sentence.en.length > 20)
    const unnamed = kept.find(({ reason }) => reason === 'name_missing')!
    const mended = JSON.stringify({ ...JSON.parse(unnamed.message), event: 'Of a hundred' })
    const replay = (message?: string) =>
      house.call(events.replayQuarantined, {
        params: { workspace: house.workspace.key, event: unnamed.id },
        body: message === undefined ? {} : { message },
      })
    assert.equal((await replay()).answer.accepted, false)
    assert.equal((await replay(mended)).answer.accepted, true)
    await replay(mended)
    assert.equal((await stored('Of a hundred')).length, 98)
  })

  test('odd ones are stored or kept aside, and none stands in the way of the next', async () => {
    for (const door of ['/v1/batch', '/v1/import']) {
      for (const [what, json] of oddMessages) {
        const own = json.replaceAll('"ID"', `"${nextId()}"`)
        const { status, body } = await post(
          `{"batch":[${own}]}`,
          { authorization: `Basic ${btoa(`${secret}:`)}` },
          door,
        )
        assert.equal(status, 200, what)
        assert.equal(Number(body.accepted) + Number(body.refused), 1, what)
      }
    }
    await house.settle()
    assert.equal(({} as { polluted?: boolean }).polluted, undefined)
    const rows = await house.clickhouse.rows<{ channel: string; year: number }>(sql`
      select distinct toString(channel) as channel, toYear(occurred_at) as year from events where name = 'Odd'`)
    for (const { channel } of rows) assert.match(channel, /^[a-z]+$/)
    const [twice] = await house.clickhouse.rows<{ a: number }>(sql`
      select numbers['a'] as a from events where name = 'Odd' and numbers['a'] = 2 limit 1`)
    assert.deepEqual(twice, { a: 2 })
  })

  test('depth is measured before anything reads it', async () => {
    for (const [depth, accepted] of [
      [20, 1],
      [33, 0],
      [300, 0],
      [6_000, 0],
      [100_000, 0],
    ] as const) {
      const { status, body } = await post(`{"batch":[${nested(depth).replace('ID', nextId())}]}`)
      assert.deepEqual([status, body.accepted], [200, accepted], String(depth))
      const single = await post(nested(depth).replace('ID', nextId()), {}, '/v1/track')
      assert.deepEqual([single.status, single.body.accepted], [200, accepted], String(depth))
    }
    assert.equal((await post(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).status, 200)
    assert.equal((await stored('Deep')).length, 2)
  })

  test('whatever JSON is sent as messages is answered 200, and what is accepted arrives', async () => {
    const value = fc.jsonValue({ depthSize: 'medium' })
    const message = fc.record(
      {
        type: fc.constantFrom('track', 'page', 'screen', 'identify', 'group', 'alias'),
        event: fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), value),
        anonymousId: fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.double(), value),
        userId: fc.oneof(fc.constantFrom('u1', 'u2', 'null', '0'), value),
        previousId: fc.oneof(fc.constantFrom('u1', 'u3'), value),
        messageId: value,
        timestamp: fc.oneof(
          fc.date({ noInvalidDate: true }).map(at => at.toJSON()),
          fc.double(),
          value,
        ),
        sentAt: fc.oneof(
          fc.date({ noInvalidDate: true }).map(at => at.toJSON()),
          value,
        ),
        properties: fc.oneof(fc.dictionary(fc.string({ unit: 'binary', maxLength: 8 }), value), value),
        traits: fc.oneof(fc.dictionary(fc.string({ unit: 'binary', maxLength: 8 }), value), value),
        context: fc.oneof(
          fc.dictionary(
            fc.constantFrom('traits', 'page', 'device', 'consent', 'campaign', 'channel', 'externalIds', 'caseKey'),
            value,
          ),
          value,
        ),
        caseKey: value,
        position: value,
      },
      { requiredKeys: ['type'] },
    )
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(message, message, value), { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        async (messages, old) => {
          const { status, body } = await post(
            JSON.stringify({ batch: messages }),
            { authorization: `Basic ${btoa(`${secret}:`)}` },
            old ? '/v1/import' : '/v1/batch',
          )
          assert.equal(status, 200)
          assert.equal(Number(body.accepted) + Number(body.duplicates) + Number(body.refused), messages.length)
          accepted += Number(body.accepted)
        },
      ),
      { numRuns: 60 },
    )
    assert.ok(accepted > 50, String(accepted))
    await house.settle()
  })

  test('a property may change its type: each form is found', async () => {
    const forms = [1, 'one', { deep: 1 }, [1], true, null, 2.5]
    await post(batch(forms.map(form => track('Changing', { properties: { form } }))))
    const rows = await stored('Changing')
    assert.equal(rows.length, forms.length)
    assert.deepEqual(
      rows.map(({ numbers }) => numbers).filter(({ form }) => form !== undefined),
      [{ form: 1 }, { form: 2.5 }],
    )
    assert.deepEqual(
      rows.map(({ texts }) => texts.form).filter(form => form !== undefined),
      ['one', '[1]', 'true'],
    )
    assert.equal(rows.filter(({ numbers }) => numbers['form.deep'] === 1).length, 1)
  })
})

describe('clocks', () => {
  const hour = 3_600_000
  const cases: readonly (readonly [what: string, deviceMinusReal: number | null, note: string])[] = [
    ['right', 0, ''],
    ['three hours ahead', 3 * hour, 'corrected'],
    ['two days behind', -48 * hour, 'corrected'],
    ['of 1970', -Date.now() + 5_000, 'corrected'],
  ]
  for (const [what, offset, note] of cases) {
    test(`a device whose clock is ${what}: the order within it stays, and the time is right`, async () => {
      const device = nextId()
      const name = `Clock ${what}`
      const now = Date.now()
      const at = (msAgo: number) => new Date(now + offset! - msAgo).toISOString()
      const messages = [30_000, 20_000, 10_000].map((ago, n) => ({
        ...track(name),
        anonymousId: device,
        timestamp: at(ago),
        properties: { n },
      }))
      await post(JSON.stringify({ batch: messages, sentAt: at(0) }))
      const rows = await stored(name)
      assert.deepEqual(
        rows.map(({ numbers }) => numbers.n),
        [0, 1, 2],
      )
      for (const [index, row] of rows.entries()) {
        assert.equal(row.clock, note)
        assert.ok(
          Math.abs(Date.parse(`${row.at.replace(' ', 'T')}Z`) - (now - [30_000, 20_000, 10_000][index]!)) < 5_000,
          row.at,
        )
      }
    })
  }

  test('a time that cannot be is replaced by that of receipt, and says so', async () => {
    const impossible = [
      '+275760-09-13T00:00:00Z',
      'never',
      -62198755200000,
      1e300,
      '1970-01-01T00:00:00Z',
      '2150-01-01T00:00:00Z',
    ]
    await post(JSON.stringify({ batch: impossible.map(timestamp => track('Impossible', { timestamp })) }))
    const rows = await stored('Impossible')
    assert.equal(rows.length, impossible.length)
    for (const row of rows) {
      assert.ok(['absent', 'clamped'].includes(row.clock), row.clock)
      assert.ok(Math.abs(Date.parse(`${row.at.replace(' ', 'T')}Z`) - Date.now()) < 60_000, row.at)
    }
  })

  test('the same device in two workspaces has two clocks', async () => {
    const other = await createWorkspace(house.installation, {
      key: 'other-clocks',
      name: 'Clocks',
      timeZone: 'Europe/Paris',
      locale: 'fr',
      measurementConsent: 'opt-out',
      actor: { kind: 'system' },
    })
    const theirs = await newKey(house, other, 'write')
    const device = nextId()
    const wrong = new Date(Date.now() - 48 * hour).toISOString()
    await post(
      JSON.stringify({ batch: [{ ...track('Two clocks'), anonymousId: device, timestamp: wrong }], sentAt: wrong }),
      { authorization: `Basic ${btoa(`${theirs}:`)}` },
    )
    const late = new Date(Date.now() - 48 * hour).toISOString()
    await post(JSON.stringify({ batch: [{ ...track('Two clocks'), anonymousId: device, timestamp: late }] }))
    const [own] = await stored('Two clocks')
    assert.equal(own!.clock, '')
    assert.ok(Math.abs(Date.parse(`${own!.at.replace(' ', 'T')}Z`) - Date.parse(late)) < 5_000)
  })
})

describe('once', () => {
  const again = async (event: string, times: (index: number) => Promise<void>) => {
    const message = { ...track(event), timestamp: new Date(Date.now() - 60_000).toISOString() }
    for (let index = 0; index < 3; index++) {
      await times(index)
      const sentAt = new Date(Date.now() + index * 700).toISOString()
      const { status, body } = await post(JSON.stringify({ batch: [message, message], sentAt }))
      assert.equal(status, 200)
      assert.deepEqual([body.accepted, body.duplicates], index === 0 ? [1, 1] : [0, 2])
    }
    assert.equal((await stored(event)).length, 1)
  }

  test('a retry with another time of sending is the same event', () => again('Retried', async () => {}))

  test('a retry after its browser became somebody is the same event', async () => {
    const browser = nextId()
    const message = { ...track('Retried by somebody'), anonymousId: browser }
    assert.equal((await post(batch([message]))).body.accepted, 1)
    await house.settle()
    await post(batch([{ type: 'identify', anonymousId: browser, userId: nextId(), messageId: nextId() }]))
    await house.settle()
    assert.equal((await post(batch([message]))).body.duplicates, 1)
    assert.equal((await stored('Retried by somebody')).length, 1)
  })

  test('parallel retries are one event', async () => {
    const messages = Array.from({ length: 50 }, () => track('Parallel'))
    const answers = await Promise.all(Array.from({ length: 12 }, () => post(batch(messages))))
    assert.equal(
      answers.reduce((sum, { body }) => sum + Number(body.accepted), 0),
      50,
    )
    assert.equal((await stored('Parallel')).length, 50)
  })

  test('an id that two workspaces use is an event of each; a second body under one id is not a second event', async () => {
    const other = await createWorkspace(house.installation, {
      key: 'other-ids',
      name: 'Ids',
      timeZone: 'Europe/Paris',
      locale: 'fr',
      measurementConsent: 'opt-out',
      actor: { kind: 'system' },
    })
    const theirs = await newKey(house, other, 'write')
    const message = { ...track('Shared id'), anonymousId: 'the-same', messageId: 'the-same' }
    assert.equal((await post(batch([message]))).body.accepted, 1)
    assert.equal((await post(batch([message]), { authorization: `Basic ${btoa(`${theirs}:`)}` })).body.accepted, 1)
    assert.equal((await post(batch([{ ...message, properties: { other: 'body' } }]))).body.duplicates, 1)
    assert.deepEqual(
      (await stored('Shared id')).map(({ texts }) => texts),
      [{}],
    )
    assert.equal((await stored('Shared id', other.number)).length, 1)
  })

  test('a retry over midnight, over the end of a month, and after the ledger forgot, is the same event', async () => {
    const now = house.installation.now()
    const monthEnd = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) - 500
    house.turnClock(monthEnd - now.getTime())
    const timestamps = [new Date(monthEnd - 60_000).toISOString(), undefined]
    for (const [index, timestamp] of timestamps.entries()) {
      const message = { ...track(`Midnight ${index}`), ...(timestamp ? { timestamp } : {}) }
      const send = () => post(JSON.stringify({ batch: [message], sentAt: house.installation.now().toISOString() }))
      assert.equal((await send()).body.accepted, 1)
      house.turnClock(2_000)
      assert.equal((await send()).body.duplicates, 1)
      assert.equal((await stored(`Midnight ${index}`)).length, 1)
    }
    // Within the promised window the ledger knows; long after it, the key of the event table does.
    const old = { ...track('Forgotten'), timestamp: new Date(monthEnd).toISOString() }
    const sendOld = () => post(JSON.stringify({ batch: [old] }))
    assert.equal((await sendOld()).body.accepted, 1)
    for (let turn = 0; turn < 2; turn++) {
      house.turnClock(5 * 24 * 3_600_000)
      assert.equal(await turnLedger(house.installation), true)
      assert.equal((await sendOld()).body.duplicates, turn === 0 ? 1 : 0)
    }
    assert.equal((await stored('Forgotten')).length, 1)
  })
})
