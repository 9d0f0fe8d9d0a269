import { createHmac } from 'node:crypto'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'

const windowMs = 15 * 60_000
/** From one address, against one page; and against one page from wherever. */
const fromOneAddress = 8
const againstOnePage = 60

/**
 * Counts one more try at the password of a page before it is looked at, so that tries sent together are all seen.
 * Answers the seconds to wait when there were too many in a quarter of an hour; undefined when it may be looked at.
 */
export async function countTry(
  installation: Pick<Installation, 'postgres' | 'secret' | 'now'>,
  link: string,
  addressToken: string,
): Promise<number | undefined> {
  const now = installation.now()
  const since = new Date(now.getTime() - windowMs)
  const limits = [
    { subject: pseudonym(installation, `${link} ${addressToken}`), most: fromOneAddress },
    { subject: pseudonym(installation, link), most: againstOnePage },
  ]
  return await installation.postgres.transaction(async transaction => {
    await transaction.run(sql`delete from mapping.password_tries where tried_at <= ${since}`)
    // One counter at a time for a page: whoever comes at once waits and is counted.
    await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended(${link}, 7215493))`)
    for (const { subject, most } of limits) {
      const row = await transaction.first(sql<{ tries: string; first: Date | null }>`
        select count(*) as tries, min(tried_at) as first
        from mapping.password_tries
        where subject = ${subject} and tried_at > ${since}`)
      if (Number(row?.tries ?? 0) < most) continue
      return Math.max(1, Math.ceil(((row?.first ?? now).getTime() + windowMs - now.getTime()) / 1000))
    }
    for (const { subject } of limits) {
      await transaction.run(sql`insert into mapping.password_tries (subject, tried_at) values (${subject}, ${now})`)
    }
    return undefined
  })
}

function pseudonym(installation: Pick<Installation, 'secret'>, subject: string): Buffer {
  return createHmac('sha256', installation.secret('mapping.password-tries')).update(subject).digest()
}
