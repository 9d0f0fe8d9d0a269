import { createHmac, randomBytes } from 'node:crypto'
import type { Installation } from '../feature.ts'

/** What a token opens. Each purpose has its own key, so a token of one is a stranger to the others. */
export type TokenPurpose = 'session' | 'set-up' | 'recovery' | 'invitation'

/** A new unguessable token: 256 random bits in 43 characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a token. */
export function tokenHash(installation: Pick<Installation, 'secret'>, purpose: TokenPurpose, token: string): Buffer {
  return createHmac('sha256', installation.secret(`admitting.${purpose}`))
    .update(token)
    .digest()
}
