import { type Queryable, sql } from '../../engines/postgres/index.ts'

/**
 * Forgets where people were written to. That they would have no more is still known by its hash, so that nobody writes to
 * the address again who finds it in a list.
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
    update listening.suppressions set address_sealed = null
    where workspace_id = ${workspace} and address_token in (
      select address_token from listening.messages
      where workspace_id = ${workspace} and invitation_id in (${theirs}) and address_token is not null
    )`)
  await transaction.run(sql`
    update listening.messages set address_token = null
    where workspace_id = ${workspace} and invitation_id in (${theirs}) and address_token is not null`)
}
