import { type Queryable, sql } from '../../engines/postgres/index.ts'

/** Nothing is due to a customer who was forgotten, on no list. */
export async function forgetWaiting(
  transaction: Queryable,
  workspace: number,
  numbers: readonly string[],
): Promise<void> {
  await transaction.run(sql`
    delete from listening.candidates where workspace_id = ${workspace} and customer_id = any(${[...numbers]}::bigint[])`)
  await transaction.run(sql`
    delete from listening.listed where workspace_id = ${workspace} and customer_id = any(${[...numbers]}::bigint[])`)
}
