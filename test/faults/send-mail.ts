import assert from 'node:assert/strict'
import * as pressureRoutes from '../../src/contract/contact-pressure.ts'
import { createSurvey, publishSurvey } from '../../src/contract/listening.ts'
import type { CallOf, ReplyOf, Route } from '../../src/contract/route.ts'
import * as inviting from '../../src/contract/survey-inviting.ts'
import * as messageRoutes from '../../src/contract/survey-messages.ts'
import * as sending from '../../src/contract/survey-sending.ts'
import { usualRules } from '../../src/vocabulary/survey/sending-rules.ts'
import { openMailServer } from '../mail-server.ts'
import { until } from './kill-server.ts'
import { type Server, startServer } from './server.ts'

const userOf = (number: number) => `person-${number}`
const addressOf = (number: number) => `${userOf(number)}@client.example`

export type SendReport = {
  readonly people: number
  /** How many letters had arrived at each kill. */
  readonly kills: readonly number[]
  /** Listed as left and not confirmed: the carrier may have them or not. */
  readonly unconfirmed: number
  /** Of them, those that it had not. */
  readonly lacking: number
  /** Letters above one for each person, before anything was sent again by hand and after. */
  readonly twice: number
  /** People without a letter once those that lacked were sent again. */
  readonly without: number
}

/**
 * Sends a survey to many people, kills the server with its stores in the midst of it each time so many had arrived, and
 * starts it again. Whoever lacks a letter at the end must be listed as unconfirmed; these are sent again by hand.
 */
export async function killWhileSending(
  dataDirectory: string,
  people: number,
  killAt: readonly number[],
): Promise<SendReport> {
  await using mail = await openMailServer()
  const env = { PARCOURS_SMTP_URL: `smtp://127.0.0.1:${mail.port}?tls=none`, PARCOURS_PRIVATE_HOSTS: 'allowed' }
  let kill = { at: Number.POSITIVE_INFINITY, reached: () => {} }
  mail.beforeTaking = async () => {
    if (mail.delivered.length >= kill.at) kill.reached()
  }
  const kills: number[] = []
  let survey = ''
  for (const [round, at] of killAt.entries()) {
    const reached = Promise.withResolvers<void>()
    kill = { at, reached: reached.resolve }
    await using server = await startServer(dataDirectory, env)
    if (round === 0) survey = await askEverybody(server, people)
    await reached.promise
    await server.end('SIGKILL')
    kills.push(mail.delivered.length)
  }
  kill = { at: Number.POSITIVE_INFINITY, reached: () => {} }
  await using last = await startServer(dataDirectory, env)
  const params = { workspace: 'faults', survey }
  const counts = async () => {
    const told = await call(last, messageRoutes.listMessages, { params, query: { limit: 1 } })
    return told.counts
  }
  await until(async () => (await counts()).sent === people, 180_000, 'all messages to have left')
  const unconfirmed = (await allMessages(last, params)).filter(({ said }) => said === 'unconfirmed')
  // Every letter names its message, so that those of whom nobody knows are told apart by whoever looks.
  const arrived = (message: string) => mail.delivered.some(({ raw }) => raw.includes(`Message-ID: <${message}@`))
  const lacking = unconfirmed.filter(({ id }) => !arrived(id))
  const reached = () => new Set(mail.delivered.map(({ to }) => to)).size
  assert.equal(people - reached(), lacking.length, 'whoever has no letter is listed as unconfirmed')
  for (const { id } of lacking) await call(last, messageRoutes.retryMessage, { params: { ...params, message: id } })
  await until(async () => reached() === people, 60_000, 'those sent again to arrive')
  const { code } = await last.end('SIGTERM')
  assert.equal(code, 0, last.said())
  return {
    people,
    kills,
    unconfirmed: unconfirmed.length,
    lacking: lacking.length,
    twice: mail.delivered.length - reached(),
    without: people - reached(),
  }
}

/** A survey by mail to everybody who received a parcel, at whatever hour it is. */
async function askEverybody(server: Server, people: number): Promise<string> {
  const workspace = { params: { workspace: 'faults' } }
  const everybody = <Message>(say: (user: string, number: number) => Message) =>
    Array.from({ length: people }, (_, number) => say(userOf(number), number))
  await send(
    server,
    everybody((userId, number) => ({
      type: 'identify',
      userId,
      messageId: `known ${number}`,
      traits: { email: addressOf(number), language: 'fr' },
    })),
  )
  const { pressure, revision } = await call(server, pressureRoutes.getContactPressure, workspace)
  const hours = { from: 0, to: 24, weekdays: [0, 1, 2, 3, 4, 5, 6], holidays: 'none' as const, daysOff: [] }
  await call(server, pressureRoutes.saveContactPressure, {
    ...workspace,
    body: { revision, pressure: { ...pressure, hours } },
  })
  const settings: sending.MailSettings = {
    fromName: 'Atelier',
    fromAddress: 'avis@atelier.example',
    replyTo: null,
    returnPath: null,
    server: null,
    perMinute: 100_000,
  }
  await call(server, sending.saveSending, { ...workspace, body: { mail: settings } })
  const made = await call(server, createSurvey, { ...workspace, body: { template: 'one-question' } })
  const of = { params: { workspace: 'faults', survey: made.id } }
  await call(server, publishSurvey, { ...of, body: { revision: made.revision } })
  const trigger = { kind: 'event', event: 'Parcel Received', when: null, delayMinutes: 0, latestHours: 72 }
  const rules = { ...usualRules('hot'), trigger, channels: ['email'] } as never
  await call(server, inviting.saveSendingRules, { ...of, body: { revision: 0, rules } })
  await call(server, inviting.switchSending, { ...of, body: { isOn: true } })
  await send(
    server,
    everybody((userId, number) => ({
      type: 'track',
      event: 'Parcel Received',
      userId,
      messageId: `received ${number}`,
      timestamp: new Date().toISOString(),
    })),
  )
  return made.id
}

async function send(server: Server, messages: readonly unknown[]): Promise<void> {
  for (let first = 0; first < messages.length; first += 500) {
    const answer = await fetch(`${server.url}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${server.secretKey}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch: messages.slice(first, first + 500) }),
    })
    assert.equal(answer.status, 200, await answer.text())
  }
  await until(async () => (await server.health()).backlog === 0, 60_000, 'what was sent to be stored')
}

async function allMessages(server: Server, params: { readonly workspace: string; readonly survey: string }) {
  const all: messageRoutes.SurveyMessage[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query: { limit: number; cursor?: string } = { limit: 500, ...(cursor ? { cursor } : {}) }
    const page: ReplyOf<typeof messageRoutes.listMessages> = await call(server, messageRoutes.listMessages, {
      params,
      query,
    })
    all.push(...page.messages)
    cursor = page.cursor
  }
  return all
}

/** Calls a route as the operator. */
async function call<R extends Route>(server: Server, route: R, input: Partial<CallOf<R>>): Promise<ReplyOf<R>> {
  const given = input as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given.params?.[name] ?? ''))
  const query = new URLSearchParams(Object.entries(given.query ?? {}).map(([name, value]) => [name, String(value)]))
  const response = await fetch(`${server.url}${path}?${query}`, {
    method: route.method.toUpperCase(),
    headers: { authorization: `Bearer ${server.operatorToken}`, 'content-type': 'application/json' },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  })
  const text = await response.text()
  assert.ok(response.ok, `${route.name}: ${response.status} ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as ReplyOf<R>
}
