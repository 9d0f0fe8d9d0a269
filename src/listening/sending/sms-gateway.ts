import { createHmac, timingSafeEqual } from 'node:crypto'
import { openEgress } from '../../engines/egress.ts'
import type { Installation } from '../../feature.ts'
import { Problem } from '../../vocabulary/problem.ts'

/** The operator's own way to send SMS: an address that takes them as JSON, and the secret that both sides sign with. */
export type Gateway = { readonly url: string; readonly from: string; readonly secret: string }

export type SmsOutcome =
  | { readonly kind: 'taken'; readonly code: string }
  /** It said no for good, to this message. */
  | { readonly kind: 'never'; readonly code: string }
  /** It did not take it now. */
  | { readonly kind: 'later'; readonly code: string }

const toleratedMs = 5 * 60_000

/** `t=SECONDS,v1=HEX`: an HMAC-SHA256 of `SECONDS.BODY`, so that what was heard once cannot be said again later. */
export function signatureOf(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

export function isSigned(secret: string, body: string, signature: string, now: Date): boolean {
  const [, seconds, given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? []
  if (seconds === undefined || Math.abs(now.getTime() - Number(seconds) * 1000) > toleratedMs) return false
  const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest()
  return timingSafeEqual(expected, Buffer.from(given, 'hex'))
}

/**
 * Hands one SMS over. The same `ref` is the same message: a gateway that has it already says yes and sends nothing, so it
 * may be handed over again after any doubt.
 */
export async function sendSms(
  installation: Pick<Installation, 'now' | 'outgoing'>,
  gateway: Gateway,
  message: { readonly to: string; readonly text: string; readonly ref: string },
): Promise<SmsOutcome> {
  const body = JSON.stringify({ to: message.to, from: gateway.from, text: message.text, ref: message.ref })
  await using egress = openEgress({ allowPrivate: installation.outgoing.privateHosts })
  try {
    const { status } = await egress.fetch(gateway.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': message.ref,
        'parcours-signature': signatureOf(gateway.secret, body, installation.now()),
      },
      body,
    })
    if (status >= 200 && status < 300) return { kind: 'taken', code: String(status) }
    const isForGood = status >= 400 && status < 500 && ![401, 403, 404, 408, 425, 429].includes(status)
    return { kind: isForGood ? 'never' : 'later', code: String(status) }
  } catch (error) {
    if (error instanceof Problem) return { kind: 'later', code: 'unreachable' }
    throw error
  }
}
