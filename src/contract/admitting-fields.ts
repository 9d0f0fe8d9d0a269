import { z } from 'zod'
import { roles } from '../vocabulary/role.ts'

// The fields that routes about members, workspaces and keys share.

export const id = z.string().min(1).max(60)

export const personName = z.string().trim().min(1).max(120)

export const role = z.enum(roles)

/** A password that is being chosen. Its strength is judged by the verb, so that the refusal can be explained. */
export const password = z.string().min(1).max(256)

/** A few words by which a person recognises a session in their list: "Firefox, Linux". */
export const device = z.string().trim().max(80)

/** An IANA zone, spelt exactly (`Europe/Paris`): both stores take the same name. */
export const timeZone = z.string().max(60).refine(isTimeZone, 'An IANA time zone is needed, such as Europe/Paris')

function isTimeZone(zone: string): boolean {
  if (!/^[A-Z][A-Za-z0-9_+/-]*$/.test(zone)) return false
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
    return known === zone || known.toLowerCase() !== zone.toLowerCase()
  } catch {
    return false
  }
}
