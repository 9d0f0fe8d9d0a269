import type { MailOutcome } from '../../engines/mail.ts'

type Refused = Extract<MailOutcome, { kind: 'refused' }>

/**
 * What a refusal says. `dead`: there is nobody at that address, now or later. `later`: not now. `carrier`: the server
 * will not have us, whoever the mail is for, so nobody's address is to blame. `never`: this mail will not be taken.
 *
 * Codes by RFC 5321 §4.2.3 and RFC 3463: x.1.y and x.2.1 are about the address, x.7.y about policy.
 */
export function judgeRefusal({ at, code }: Pick<Refused, 'at' | 'code'>): 'dead' | 'later' | 'carrier' | 'never' {
  if (at === 'connection' || at === 'signIn' || at === 'sender') return 'carrier'
  const [basic = '', enhanced = ''] = code.split(' ')
  if (basic.startsWith('4')) return 'later'
  if (enhanced) return /^5\.(1\.|2\.1$)/.test(enhanced) ? 'dead' : 'never'
  if (at === 'recipient' && /^(550|551|553)$/.test(basic)) return 'dead'
  return 'never'
}

/** How long a message waits before it is tried again, by how often it was; undefined when it is given up. */
export function waitAfter(attempts: number): number | undefined {
  const minutes = [1, 5, 15, 60, 240, 720, 1440][attempts - 1]
  return minutes === undefined ? undefined : minutes * 60_000
}
