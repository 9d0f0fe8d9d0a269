import { type Queryable, sql } from '../../engines/postgres/index.ts'

/**
 * Forgets where people were written to. Of each address a keyed hash stays among those that get no more, and nothing with
 * it: the one way to write to nobody again who asked to be forgotten, whatever list their address is found in later.
 */
export async function forgetWritten(
  transaction: Queryable,
  workspace: number,
  customers: readonly string[],
): Promise<void> {
  const theirs = sql`
    select invitation_id from listening.invitations
    where workspace_id = ${workspace} and customer_id = any(${[...customers]}::bigint[])`
  await transaction.run(sql`
    insert into listening.suppressions (workspace_id, channel, address_token, reason, since)
    select distinct ${workspace}::integer, channel, address_token, 'excluded', now()
    from listening.messages
    where workspace_id = ${workspace} and invitation_id in (${theirs}) and address_token is not null
      and channel in ('email', 'sms')
    on conflict (workspace_id, channel, address_token) do update set address_sealed = null`)
  await transaction.run(sql`
    update listening.messages set address_token = null
    where workspace_id = ${workspace} and invitation_id in (${theirs}) and address_token is not null`)
}
