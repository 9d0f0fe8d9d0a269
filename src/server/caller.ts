import { createHmac, timingSafeEqual } from 'node:crypto'
import { keyHolder, memberIn, whoIsSigned, workspaceByKey } from '../admitting/index.ts'
import type { Actor, Installation, SendingSource, Workspace } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'
import { keyAllows, type Permission, roleAllows } from '../vocabulary/role.ts'

/** Who sent a request, before it is known what they ask. */
export type Caller = {
  readonly memberId: string | undefined
  readonly sessionId: string | undefined
  readonly key: { readonly id: string; readonly kind: 'write' | 'secret'; readonly workspaceNumber: number } | undefined
  readonly operator: boolean
}

/** Reads the session cookie, the key or the operator's token of a request. An unknown key is refused at once. */
export async function callerOf(installation: Installation, request: Request): Promise<Caller> {
  const authorization = request.headers.get('authorization') ?? ''
  const bearer = /^Bearer (.+)$/i.exec(authorization)?.[1]
  if (bearer !== undefined) {
    if (isOperatorToken(installation, bearer)) {
      return { memberId: undefined, sessionId: undefined, key: undefined, operator: true }
    }
    const holder = await keyHolder(installation, bearer)
    if (!holder || holder.disabled) throw problem('key_unknown')
    const key = { id: holder.keyId, kind: holder.kind, workspaceNumber: holder.workspace.number }
    return { memberId: undefined, sessionId: undefined, key, operator: false }
  }
  const signed = await whoIsSigned(installation, sessionTokenOf(request, installation.publicUrl))
  return { memberId: signed?.memberId, sessionId: signed?.sessionId, key: undefined, operator: false }
}

/** What the caller may do in a workspace. A workspace that is not theirs looks as if it did not exist. */
export async function admit(
  installation: Installation,
  caller: Caller,
  workspaceKey: string,
  permission: Permission,
): Promise<{ workspace: Workspace; actor: Actor; may: (permission: Permission) => boolean }> {
  if (caller.operator) {
    const workspace = await workspaceByKey(installation, workspaceKey)
    if (!workspace) throw problem('not_found', { what: 'workspace' })
    return { workspace, actor: { kind: 'operator' }, may: () => true }
  }
  if (caller.key) {
    const { key } = caller
    const workspace = await workspaceByKey(installation, workspaceKey)
    if (!workspace || workspace.number !== key.workspaceNumber) throw problem('not_found', { what: 'workspace' })
    if (!keyAllows(key.kind, permission)) throw problem('key_not_for_this', { scope: key.kind })
    return { workspace, actor: { kind: 'key', keyId: key.id }, may: asked => keyAllows(key.kind, asked) }
  }
  if (caller.memberId === undefined) throw problem('sign_in_required')
  const place = await memberIn(installation, caller.memberId, workspaceKey)
  if (!place) throw problem('not_found', { what: 'workspace' })
  if (!roleAllows(place.role, permission)) throw problem('not_allowed')
  return {
    workspace: place.workspace,
    actor: { kind: 'member', memberId: caller.memberId, role: place.role },
    may: asked => roleAllows(place.role, asked),
  }
}

/** The source behind a key, for those who send events. */
export async function sourceOfKey(installation: Installation, key: string): Promise<SendingSource | undefined> {
  if (key === '') return undefined
  const holder = await keyHolder(installation, key)
  if (!holder || holder.disabled) return undefined
  return {
    workspace: holder.workspace,
    name: holder.sourceName,
    channel: holder.channel,
    trusted: holder.kind === 'secret',
  }
}

/** The token by which the command line on this machine speaks for the operator; it never leaves the data directory. */
export function operatorToken(installation: Installation): string {
  return `op_${createHmac('sha256', installation.secret('operator token')).update('command line').digest('base64url')}`
}

function isOperatorToken(installation: Installation, token: string): boolean {
  const expected = Buffer.from(operatorToken(installation))
  const given = Buffer.from(token)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** `__Host-` binds the cookie to this host over https; plain http (a first try on one's own machine) cannot have it. */
export function cookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-parcours' : 'parcours_session'
}

/** Under https only the cookie bound to this host counts: a neighbouring domain can plant the other. */
function sessionTokenOf(request: Request, publicUrl: string): string | undefined {
  const cookies = request.headers.get('cookie') ?? ''
  for (const part of cookies.split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === cookieName(publicUrl) && value) return value
  }
  return undefined
}
