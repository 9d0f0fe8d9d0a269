import { linkPages } from '../contract/admitting-links.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'
import { newToken, tokenHash } from './token.ts'

const validMs = 30 * 60_000

type LinkPurpose = 'set-up' | 'recovery'

const page = { 'set-up': linkPages.setUp, recovery: linkPages.recovery } as const

/**
 * Makes a link that opens once, within thirty minutes; earlier ones of the same purpose and member open nothing more.
 * Returns its path. The token stands after a `#`, so that no server writes it in its log.
 */
export async function makeLink(
  installation: Pick<Installation, 'now' | 'secret'>,
  queryable: Queryable,
  purpose: LinkPurpose,
  memberId?: string,
): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(installation.now().getTime() + validMs)
  await queryable.run(sql`
    delete from admitting.one_time_links
    where purpose = ${purpose} and member_id is not distinct from ${memberId ?? null}`)
  await queryable.run(sql`
    insert into admitting.one_time_links (token_hash, purpose, member_id, expires_at)
    values (${tokenHash(installation, purpose, token)}, ${purpose}, ${memberId ?? null}, ${expiresAt})`)
  return `${page[purpose]}#${token}`
}

/** The member a link is for (null for the set-up), without using it up. @throws problem `link_expired`. */
export async function readLink(
  installation: Pick<Installation, 'now' | 'secret'>,
  queryable: Queryable,
  purpose: LinkPurpose,
  token: string,
): Promise<string | null> {
  const link = await queryable.first(sql<{ member_id: string | null }>`
    select member_id
    from admitting.one_time_links
    where token_hash = ${tokenHash(installation, purpose, token)}
      and purpose = ${purpose}
      and expires_at > ${installation.now()}`)
  if (!link) throw problem('link_expired')
  return link.member_id
}

/** Uses a link up; of several callers one succeeds. @throws problem `link_expired`. */
export async function useLink(
  installation: Pick<Installation, 'now' | 'secret'>,
  queryable: Queryable,
  purpose: LinkPurpose,
  token: string,
): Promise<string | null> {
  const used = await queryable.first(sql<{ member_id: string | null }>`
    delete from admitting.one_time_links
    where token_hash = ${tokenHash(installation, purpose, token)}
      and purpose = ${purpose}
      and expires_at > ${installation.now()}
    returning member_id`)
  if (!used) throw problem('link_expired')
  return used.member_id
}
