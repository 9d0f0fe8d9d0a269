import { createHmac } from 'node:crypto'
import type { Installation } from '../feature.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Thirteen signs of Crockford's base 32: 65 bits, short enough for a poster. With a million of them in use, a hundred
 * guesses a second find the first after ten million hours.
 */
export function readableToken(bytes: Uint8Array): string {
  let bits = 0n
  for (const byte of bytes.subarray(0, 9)) bits = (bits << 8n) | BigInt(byte)
  let token = ''
  for (let place = 0; place < 13; place++) {
    token += alphabet[Number(bits & 31n)]
    bits >>= 5n
  }
  return token
}

/** What is kept of a token: who reads the store can open nothing. Typed by hand, small letters and O, I, L are taken. */
export function tokenHash(installation: Pick<Installation, 'secret'>, token: string): Buffer {
  const plain = token.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  return createHmac('sha256', installation.secret('listening.tokens')).update(plain).digest()
}
