import { createHmac } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context as HonoContext } from 'hono'
import type { Installation } from '../feature.ts'

/** Limits count callers by address without keeping addresses. */
export function addressToken(installation: Installation, hono: HonoContext): string {
  let address = 'unknown'
  try {
    address = getConnInfo(hono).remote.address ?? 'unknown'
  } catch {
    // Called in process (the command line): there is no connection.
  }
  return createHmac('sha256', installation.secret('addresses'))
    .update(network(address))
    .digest('base64url')
    .slice(0, 22)
}

/** One subscriber holds a whole IPv6 network of 64 bits: limits count that, not each of its addresses. */
function network(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  return address.split(':').slice(0, 4).join(':')
}
