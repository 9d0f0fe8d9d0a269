import { rudderSourceConfig, segmentProjectSettings } from '../../src/collecting/compatibility/sdk-settings.ts'
import { sql, text, u32 } from '../../src/engines/clickhouse/sql.ts'
import { readEvent } from '../../src/vocabulary/event.ts'
import { instantOf } from '../../src/vocabulary/message.ts'
import { openHouse, type TestHouse } from '../kit.ts'
import { type Json, openRecorder, type Recorder } from './recorder.ts'
import type { ExpectedEvent } from './senders.ts'

/** An event as it can be read after all has settled. `at` is when it happened. */
export type StoredEvent = ExpectedEvent & { readonly at: string; readonly channel: string }

/** A server that SDKs send to. */
export type Target = AsyncDisposable & {
  readonly url: string
  /** A write key of its own for a source called `source`. */
  keyFor(source: string): Promise<string>
  /** What is stored of that source, each event once however often it came. */
  storedEvents(source: string): Promise<readonly StoredEvent[]>
}

/** The recorder in the place of the server: shows what SDKs send, read by the server's own reading. */
export async function openRecorderTarget(): Promise<Target & { readonly recorder: Recorder }> {
  const recorder = await openRecorder()
  recorder.serve = ({ method, path, query, headers }) => {
    if (method !== 'GET' && method !== 'HEAD') return undefined
    const settings = /^\/v1\/projects\/([^/]+)\/settings$/.exec(path)
    if (settings?.[1]) return reply(segmentProjectSettings(settings[1], `http://${headers.host}`))
    if (/^\/sourceConfig\/?$/.test(path)) return reply(rudderSourceConfig(query.get('writeKey') ?? ''))
    return undefined
  }
  return {
    recorder,
    url: recorder.url,
    keyFor: async source => keyOfSource(source),
    storedEvents: async source => {
      const byId = new Map<unknown, Json>()
      for (const request of recorder.requests) {
        if (keyOf(request.headers.authorization, request.body) !== keyOfSource(source)) continue
        for (const message of recorder.messages(request))
          if (!byId.has(message.messageId)) byId.set(message.messageId, message)
      }
      return Array.from(byId.values(), message => {
        const { kind, name, texts, numbers, channel } = readEvent(message, 'web')
        const at = instantOf(message.timestamp) ?? instantOf(message.originalTimestamp)
        return { kind, name, texts, numbers, channel, at: at?.toISOString() ?? '' }
      })
    },
    [Symbol.asyncDispose]: () => recorder[Symbol.asyncDispose](),
  }
}

const keyOfSource = (source: string) => Buffer.from(source).toString('hex')

const reply = (body: object) => ({ status: 200, body: JSON.stringify(body) })

function keyOf(authorization: string | undefined, body: Json | undefined): unknown {
  const basic = /^Basic (.+)$/.exec(authorization ?? '')?.[1]
  return basic ? atob(basic).split(':')[0] : body?.writeKey
}

/** Parcours itself, with its stores. */
export async function openParcoursTarget(): Promise<Target & { readonly house: TestHouse }> {
  const house = await openHouse()
  return {
    house,
    url: house.url,
    keyFor: source => house.createKey('write', source),
    storedEvents: async source => {
      await house.settle()
      const rows = await house.clickhouse.rows<Omit<StoredEvent, 'at'> & { at_ms: string }>(sql`
        select kind, name, channel, texts, numbers, toUnixTimestamp64Milli(occurred_at) as at_ms
        from events
        where workspace_id = ${u32(house.workspace.number)} and source = ${text(source)}`)
      return rows.map(({ at_ms, ...row }) => ({ ...row, at: new Date(Number(at_ms)).toISOString() }))
    },
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  }
}
