import assert from 'node:assert/strict'
import type { TestHouse } from '../kit.ts'

/** An event as it is sent, and as the references below read it. */
export type LivedEvent = {
  readonly customer: string
  readonly at: number
  /** Its place within the batch that brings it: what orders ties. */
  readonly position: number
  readonly name: string
  readonly channel: string
  readonly properties: Readonly<Record<string, string | number | boolean>>
}

export const dayMs = 86_400_000
const minuteMs = 60_000

/** Numbers below another, the same at every run. */
function drawer(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const reasons = ['late parcel', 'refund', 'invoice', '']
const kinds = [
  ['Call Answered', 'phone'],
  ['Call Answered', 'phone'],
  ['Chat Ended', 'chat'],
  ['Email Received', 'email'],
  ['Advice Given', 'store'],
  ['Help Article Viewed', 'web'],
  ['Help Article Viewed', 'web'],
  ['Problem Solved', 'web'],
  ['Call Abandoned', 'phone'],
  ['Email Sent', 'email'],
  ['Survey Answered', 'email'],
  ['Product Viewed', 'web'],
  ['Payment Failed', 'app'],
  ['Product Viewed', 'app'],
] as const

/**
 * Lives around the change of clocks of March 2026: close together and far apart, ties of a millisecond, sent in any
 * order; and one customer with as many contacts as asked.
 */
export function drawContactLives(customers: number, giant: number): LivedEvent[][] {
  const random = drawer(11)
  const lives = Array.from({ length: customers }, (_, number) => {
    let at = Date.UTC(2026, 1, 20 + random(40), random(24), random(60))
    const life = Array.from({ length: 1 + random(14) }, () => {
      const gap = random(10)
      at +=
        gap === 0
          ? 0
          : gap < 3
            ? random(7 * minuteMs)
            : gap < 5
              ? random(90 * minuteMs)
              : gap < 8
                ? random(6 * dayMs)
                : random(25 * dayMs)
      const [name, channel] = kinds[random(kinds.length)]!
      const reason = reasons[random(reasons.length)]!
      return {
        customer: `customer-${number}`,
        at,
        name,
        channel,
        properties: {
          ...(reason === '' ? {} : { reason }),
          ...(random(4) === 0 ? { conversationId: `c${number}-${random(3)}` } : {}),
          ...(name === 'Survey Answered' ? { csat: 1 + random(5), scale: '1-5' } : {}),
          ...(name === 'Call Answered' ? { settled: random(3) > 0, waitSeconds: random(600) } : {}),
          ...(random(3) === 0 ? { complexity: 1 + random(3), urgency: 1 + random(3) } : {}),
        },
      }
    })
    // What is sent first need not have happened first.
    for (let index = life.length - 1; index > 0; index--) {
      const other = random(index + 1)
      const held = life[index]!
      life[index] = life[other]!
      life[other] = held
    }
    return life
  })
  const start = Date.UTC(2026, 1, 1)
  lives.push(
    Array.from({ length: giant }, (_, index) => ({
      customer: 'giant',
      at: start + index * 7 * minuteMs,
      name: 'Call Answered',
      channel: 'phone',
      properties: { reason: 'robot' },
    })),
  )
  let sent = 0
  return lives.map(life => life.map(event => ({ ...event, position: sent++ % batchSize })))
}

const batchSize = 2000

/** Sends whole lives, so that the events of a customer that are close stand in one batch. */
export async function sendLives(house: TestHouse, lives: readonly (readonly LivedEvent[])[]): Promise<void> {
  const key = await house.createKey('secret')
  const events = lives.flat()
  for (let at = 0; at < events.length; at += batchSize) {
    const response = await fetch(`${house.url}/v1/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        batch: events.slice(at, at + batchSize).map((event, index) => ({
          type: 'track',
          event: event.name,
          userId: event.customer,
          messageId: `${at + index}`,
          timestamp: new Date(event.at).toISOString(),
          channel: event.channel,
          properties: event.properties,
          context: { traits: { persona: event.customer.length % 2 === 0 ? 'family' : 'single' } },
        })),
      }),
    })
    assert.equal(response.status, 200, await response.text())
  }
  await house.settle()
}
