import { createHmac } from 'node:crypto'
import { sql } from '../engines/postgres/index.ts'
import type { OpenContext } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'

const attemptsAtMost = 10
const windowMs = 15 * 60_000

/**
 * Counts one more try at a password, for the account and for the caller's address, and refuses the eleventh bad one
 * in fifteen minutes. The try is counted before the password is looked at, so that tries sent together are all seen.
 *
 * @returns what to call when the password was right: the account starts afresh and the address is given its try back.
 * @throws problem `sign_in_slowed` with the seconds to wait; the same whether or not the account exists.
 */
export async function countAttempt(context: OpenContext, email: string): Promise<() => Promise<void>> {
  const account = subject(context, 'account', email)
  const address = subject(context, 'address', context.addressToken)
  const now = context.now()
  const since = new Date(now.getTime() - windowMs)

  const counted = await context.postgres.transaction(async transaction => {
    // Always in the same order, so that two callers never wait for each other.
    for (const locked of [account, address].sort(Buffer.compare)) {
      await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended(${locked.toString('hex')}, 7215490))`)
    }
    const full = await transaction.first(sql<{ opens_after: Date }>`
      select max(oldest) as opens_after
      from (
        select min(at) as oldest
        from (
          select subject, at, row_number() over (partition by subject order by at desc, attempt_id desc) as place
          from admitting.sign_in_attempts
          where subject in (${account}, ${address}) and at > ${since}
        ) as recent
        where place <= ${attemptsAtMost}
        group by subject
        having count(*) >= ${attemptsAtMost}
      ) as full_subjects
      having count(*) > 0`)
    if (full) {
      const waitMs = full.opens_after.getTime() + windowMs - now.getTime()
      throw problem('sign_in_slowed', { seconds: Math.max(1, Math.ceil(waitMs / 1000)) })
    }
    await transaction.run(sql`
      delete from admitting.sign_in_attempts
      where attempt_id in (
        select attempt_id from admitting.sign_in_attempts where at <= ${since} limit 200 for update skip locked
      )`)
    return transaction.first(sql<{ attempt_id: string }>`
      with counted as (
        insert into admitting.sign_in_attempts (subject, at)
        values (${account}, ${now}), (${address}, ${now})
        returning attempt_id, subject
      )
      select attempt_id from counted where subject = ${address}`)
  })

  return async () => {
    await context.postgres.run(sql`
      delete from admitting.sign_in_attempts
      where subject = ${account} or attempt_id = ${counted?.attempt_id ?? null}`)
  }
}

/** A pseudonym: the table of attempts tells nobody's address. */
function subject(context: OpenContext, kind: 'account' | 'address', value: string): Buffer {
  return createHmac('sha256', context.secret('admitting.attempts')).update(`${kind}:${value}`).digest()
}
