import { createHmac, randomBytes } from 'node:crypto'
import { audit, hashPassword } from '../../admitting/index.ts'
import {
  type createPublicLink as createPublicLinkRoute,
  type listPublicLinks as listPublicLinksRoute,
  type PublicLink,
  publicMapDoor,
  type revokePublicLink as revokePublicLinkRoute,
} from '../../contract/public-reading.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context, Installation } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import { stampOf } from '../stamp.ts'
import { keptMap } from '../whole-map.ts'
import { insertLink, type KeptLink, readLinks, revokeLink } from './links-store.ts'

export async function listPublicLinks(
  context: Context,
  { params }: InputOf<typeof listPublicLinksRoute>,
): Promise<AnswerOf<typeof listPublicLinksRoute>> {
  const workspace = context.workspace.number
  await keptMap(context.postgres, workspace, params.map)
  return { links: (await readLinks(context.postgres, workspace, params.map)).map(faceOf) }
}

/** Makes an address. Of its secret, 256 random bits, only a hash is kept: it is told once. */
export async function createPublicLink(
  context: Context,
  { params, body }: InputOf<typeof createPublicLinkRoute>,
): Promise<AnswerOf<typeof createPublicLinkRoute>> {
  const workspace = context.workspace.number
  const { at, by } = stampOf(context)
  const token = randomBytes(32).toString('base64url')
  const password = body.password === null ? null : await hashPassword(body.password)
  return await context.postgres.transaction(async transaction => {
    const found = await keptMap(transaction, workspace, params.map)
    if (found.archivedAt !== null) throw problem('not_found', { what: 'map' })
    const link: KeptLink = {
      workspace,
      id: newId('lnk', at),
      map: params.map,
      name: body.name,
      shows: body.shows,
      blocks: [...new Set(body.blocks)],
      password,
      expiresAt: new Date(at.getTime() + body.days * 86_400_000),
      createdAt: at,
      createdBy: by,
      revokedAt: null,
      lastReadAt: null,
      reads: 0,
    }
    await insertLink(transaction, link, tokenHash(context, token))
    await audit(context, transaction, 'map.opened', {
      map: params.map,
      link: link.id,
      shows: link.shows,
      days: body.days,
      withPassword: password !== null,
    })
    return { ...faceOf(link), address: `${context.publicUrl}${publicMapDoor.path.replace('{token}', token)}` }
  })
}

export async function revokePublicLink(
  context: Context,
  { params }: InputOf<typeof revokePublicLinkRoute>,
): Promise<AnswerOf<typeof revokePublicLinkRoute>> {
  return await context.postgres.transaction(async transaction => {
    await keptMap(transaction, context.workspace.number, params.map)
    const link = await revokeLink(transaction, context.workspace.number, params.map, params.link, context.now())
    if (!link) throw problem('not_found', { what: 'public link' })
    await audit(context, transaction, 'map.closed', { map: params.map, link: link.id })
    return faceOf(link)
  })
}

/** What is kept of the secret in an address. */
export function tokenHash(installation: Pick<Installation, 'secret'>, token: string): Buffer {
  return createHmac('sha256', installation.secret('mapping.public-link')).update(token).digest()
}

function faceOf(link: KeptLink): PublicLink {
  return {
    id: link.id,
    name: link.name,
    shows: link.shows,
    blocks: [...link.blocks],
    withPassword: link.password !== null,
    expiresAt: link.expiresAt.toISOString(),
    createdAt: link.createdAt.toISOString(),
    createdBy: link.createdBy,
    revokedAt: link.revokedAt?.toISOString() ?? null,
    lastReadAt: link.lastReadAt?.toISOString() ?? null,
    reads: link.reads,
  }
}
