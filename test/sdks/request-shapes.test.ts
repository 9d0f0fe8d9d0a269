import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { openChromium } from '../browser/chromium.ts'
import { allowedHeaders, type Json, messagesOf, type RecordedRequest } from './recorder.ts'
import { senders } from './senders.ts'
import { openRecorderTarget } from './target.ts'

/**
 * What each SDK sends, as far as the server depends on it. When a release of one of them changes it, this says so
 * before a user does.
 */
type Shape = {
  readonly asks: readonly string[]
  readonly posts: readonly string[]
  readonly contentType: string
  readonly encoding: string
  /** Where the write key is. */
  readonly key: readonly string[]
  /** The fields of the body beside the message itself, or around the batch. */
  readonly body: readonly string[]
  /** Where the time of the event is, and the form of its id. */
  readonly time: readonly string[]
  readonly messageId: string
  /** The headers for which a browser asks permission. */
  readonly asksLeaveFor: readonly string[]
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

const shapes: Readonly<Record<string, Shape>> = {
  '@segment/analytics-node': {
    asks: [],
    posts: ['/v1/batch'],
    contentType: 'application/json',
    encoding: '',
    key: ['basic', 'body'],
    body: ['batch', 'sentAt', 'writeKey'],
    time: ['timestamp'],
    messageId: `node-next-\\d{13}-${uuid}`,
    asksLeaveFor: [],
  },
  '@rudderstack/rudder-sdk-node': {
    asks: [],
    posts: ['/v1/batch'],
    contentType: 'application/x-www-form-urlencoded',
    encoding: 'gzip',
    key: ['basic'],
    body: ['batch', 'sentAt', 'timestamp'],
    time: ['originalTimestamp', 'sentAt', 'timestamp'],
    messageId: uuid,
    asksLeaveFor: [],
  },
  '@segment/analytics-next': {
    asks: ['/v1/projects/{key}/settings'],
    posts: ['/v1/a', '/v1/g', '/v1/i', '/v1/p', '/v1/s', '/v1/t'],
    contentType: 'text/plain',
    encoding: '',
    key: ['basic', 'body'],
    body: ['sentAt', 'writeKey'],
    time: ['sentAt', 'timestamp'],
    messageId: `ajs-next-\\d{13}-${uuid}`,
    asksLeaveFor: ['authorization'],
  },
  '@rudderstack/analytics-js': {
    asks: ['/sourceConfig/'],
    posts: ['/v1/alias', '/v1/group', '/v1/identify', '/v1/page', '/v1/track'],
    contentType: 'application/json;charset=UTF-8',
    encoding: '',
    key: ['basic'],
    body: ['sentAt'],
    time: ['originalTimestamp', 'sentAt'],
    messageId: uuid,
    asksLeaveFor: ['anonymousid', 'authorization', 'content-type', 'sentat'],
  },
}

let browser: Browser | undefined
before(async () => {
  browser = await openChromium()
})
after(() => browser?.close())

for (const sender of senders) {
  test(`${sender.name} sends what the server was made for`, async context => {
    if (sender.runsIn === 'Chromium' && !browser) return context.skip('no Chromium on this machine')
    await using target = await openRecorderTarget()
    const { recorder } = target
    const asked: RecordedRequest[] = []
    const serve = recorder.serve
    recorder.serve = request => {
      const reply = serve(request)
      if (reply) asked.push(request)
      return reply
    }
    const writeKey = await target.keyFor('shape')
    const wanted = sender.expected('m').length
    {
      await using _ = await sender.start({ url: target.url, writeKey, mark: 'm' }, browser)
      const end = Date.now() + 60_000
      while ((await target.storedEvents('shape')).length < wanted && Date.now() < end) await pause(50)
    }
    const { requests } = recorder
    const messages = requests.flatMap(messagesOf)
    const found: Shape = {
      asks: unique(asked.map(({ path }) => path.replace(writeKey, '{key}'))),
      posts: unique(requests.map(({ path }) => path)),
      contentType: only(requests.map(({ headers }) => headers['content-type'] ?? '')),
      encoding: only(requests.map(({ headers }) => headers['content-encoding'] ?? '')),
      key: unique(requests.flatMap(request => placesOf(writeKey, request))),
      body: unique(
        requests.flatMap(({ body }) =>
          Object.keys(body ?? {}).filter(field => body?.batch || field === 'sentAt' || field === 'writeKey'),
        ),
      ),
      time: unique(
        messages.flatMap(message => Object.keys(message).filter(field => /timestamp$|^sentAt$/i.test(field))),
      ),
      messageId: shapes[sender.name]?.messageId ?? '',
      asksLeaveFor: unique(recorder.asked.flat()),
    }
    assert.deepEqual(found, shapes[sender.name])
    for (const { messageId } of messages) assert.match(String(messageId), new RegExp(`^${found.messageId}$`))
    for (const name of found.asksLeaveFor) assert.ok(allowedHeaders.includes(name), name)
  })
}

function placesOf(writeKey: string, { headers, body, query }: RecordedRequest): string[] {
  const places: string[] = []
  if (headers.authorization === `Basic ${btoa(`${writeKey}:`)}`) places.push('basic')
  if ((body as Json | undefined)?.writeKey === writeKey) places.push('body')
  if (query.get('writeKey') === writeKey) places.push('query')
  return places
}

const unique = (values: readonly string[]): readonly string[] => Array.from(new Set(values)).sort()
const only = (values: readonly string[]): string => unique(values).join(' and ')
