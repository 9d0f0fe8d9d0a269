import type { Me } from '../contract/admitting.ts'
import type {
  makeLink as makeLinkRoute,
  recover as recoverRoute,
  setUp as setUpRoute,
} from '../contract/admitting-links.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Installation, OpenContext } from '../feature.ts'
import { newId } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { audit, installationChain } from './audit.ts'
import { makeLink, readLink, useLink } from './one-time-links.ts'
import { hashPassword, refuseWeakPassword } from './password.ts'
import { endSessionsOf, openSession } from './sessions.ts'
import { asMember, hasMembers, memberByEmail, meOf, plainEmail } from './signing.ts'
import { createWorkspaceIn } from './workspaces.ts'

/**
 * The path of the link by which the first owner comes in, as long as there is no member; nothing afterwards.
 * Each call makes a new link and ends the one before. Whoever starts the product prints it, once.
 */
export async function ensureFirstOwner(installation: Installation): Promise<string | undefined> {
  return installation.postgres.transaction(async transaction =>
    (await hasMembers(transaction)) ? undefined : makeLink(installation, transaction, 'set-up'),
  )
}

/** Makes the first owner: of every workspace there is, or of a new one. */
export async function setUp(context: OpenContext, { body }: InputOf<typeof setUpRoute>): Promise<Me> {
  if (await hasMembers(context.postgres)) throw problem('not_found', { what: 'page' })
  await readLink(context, context.postgres, 'set-up', body.token)
  const email = plainEmail(body.email)
  refuseWeakPassword(body.password, [body.name, email])
  const hash = await hashPassword(body.password)
  const memberId = newId('mem', context.now())
  await context.postgres.transaction(async transaction => {
    // Hashing took a while: somebody else may have come first.
    await transaction.run(sql`lock table admitting.members in share row exclusive mode`)
    if (await hasMembers(transaction)) throw problem('not_found', { what: 'page' })
    await useLink(context, transaction, 'set-up', body.token)
    await transaction.run(sql`
      insert into admitting.members (member_id, email, name, locale, theme, password_hash, created_at)
      values (${memberId}, ${email}, ${body.name}, ${body.locale}, 'system', ${hash}, ${context.now()})`)
    const joined = await transaction.run(sql`
      insert into admitting.memberships (workspace_id, member_id, role, since)
      select workspace_id, ${memberId}, 'owner', ${context.now()} from admitting.workspaces`)
    if (joined === 0 && body.workspace) {
      const actor = { kind: 'member', memberId, role: 'owner' } as const
      await createWorkspaceIn(context, transaction, {
        ...body.workspace,
        locale: body.locale,
        ownerId: memberId,
        actor,
      })
    }
    await openSession(context, transaction, memberId, body.device)
    await audit(asMember(context, memberId), transaction, 'member.first_owner')
  })
  return meOf(context.postgres, memberId)
}

/**
 * The path of a link by which a member sets a new password: made by the operator, who alone can lead somebody back
 * who forgot theirs. @throws problem `not_found` for an unknown address.
 */
export async function recoveryLink(installation: Installation, email: string): Promise<string> {
  const found = await memberByEmail(installation.postgres, email)
  if (!found) throw problem('not_found', { what: 'member' })
  return installation.postgres.transaction(async transaction => {
    const link = await makeLink(installation, transaction, 'recovery', found.member_id)
    const chain = installationChain(installation, { kind: 'operator' })
    await audit(chain, transaction, 'member.recovery_link', { member: found.member_id })
    return link
  })
}

export async function makeLinkForOperator(
  context: OpenContext,
  { body }: InputOf<typeof makeLinkRoute>,
): Promise<AnswerOf<typeof makeLinkRoute>> {
  if (!context.operator) throw problem('not_allowed')
  const path = body.email === undefined ? await ensureFirstOwner(context) : await recoveryLink(context, body.email)
  if (path === undefined) throw problem('not_found', { what: 'page' })
  return { link: `${context.publicUrl}${path}` }
}

export async function recover(context: OpenContext, { body }: InputOf<typeof recoverRoute>): Promise<Me> {
  const memberId = (await readLink(context, context.postgres, 'recovery', body.token))!
  const known = (await meOf(context.postgres, memberId)).member
  refuseWeakPassword(body.password, known ? [known.name, known.email] : [])
  const hash = await hashPassword(body.password)
  await context.postgres.transaction(async transaction => {
    await useLink(context, transaction, 'recovery', body.token)
    await transaction.run(sql`
      update admitting.members set password_hash = ${hash} where member_id = ${memberId}`)
    await endSessionsOf(transaction, memberId)
    await openSession(context, transaction, memberId, body.device)
    await audit(asMember(context, memberId), transaction, 'member.recovered')
  })
  return meOf(context.postgres, memberId)
}
