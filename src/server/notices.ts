import { setTimeout as pause } from 'node:timers/promises'
import { sql, type Transaction } from '../engines/postgres/index.ts'
import type { Migration } from '../engines/postgres/migrate.ts'
import type { Feature, Installation } from '../feature.ts'
import type { Notice } from '../vocabulary/notice.ts'

export type Post = (transaction: Transaction, notice: Notice) => Promise<void>

export const postgresNotices: readonly Migration[] = [
  {
    name: '001-notices',
    // A notice is written in the transaction of its cause, so that it is told if and only if the cause happened.
    sql: `
      create schema if not exists server;
      create table server.notices (
        number bigint generated always as identity primary key,
        notice jsonb not null,
        posted_at timestamptz not null default now(),
        tries integer not null default 0,
        try_after timestamptz not null default now(),
        problem text
      );
      create index on server.notices (try_after, number);`,
  },
  {
    name: '002-customers-erased-together',
    sql: `
      update server.notices
      set notice = jsonb_build_object(
        'kind', 'customers.erased',
        'workspace', notice -> 'workspace',
        'numbers', jsonb_build_array(notice -> 'customer') || (notice -> 'anchors')
      )
      where notice ->> 'kind' = 'customer.erased';`,
  },
]

type Row = { number: string; notice: Notice; tries: number }

/** Tells notices to those who hear them, in order, at least once; one that fails is tried again later and later. */
export async function tellNotices(
  installation: Installation,
  features: readonly Feature[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const told = await tellSome(installation, features).catch(error => {
      installation.log.warn('Notices could not be read; trying again', { reason: String(error) })
      return 0
    })
    if (told === 0) await pause(200, undefined, { signal }).catch(() => {})
  }
}

/** Tells the notices that are due. Returns how many there were. */
async function tellSome(installation: Installation, features: readonly Feature[]): Promise<number> {
  const { postgres, log } = installation
  const due = await postgres.rows(sql<Row>`
    select number, notice, tries
    from server.notices
    where try_after <= now()
    order by number
    limit 100`)
  for (const { number, notice, tries } of due) {
    try {
      for (const feature of features) {
        if (notice.kind === 'customers.erased')
          await feature.erase?.(installation, notice.workspace, notice.numbers.map(BigInt))
        const hear = feature.hears?.[notice.kind] as
          | ((installation: Installation, notice: Notice) => Promise<void>)
          | undefined
        await hear?.(installation, notice)
      }
      await postgres.run(sql`delete from server.notices where number = ${number}`)
    } catch (error) {
      const seconds = Math.min(3600, 2 ** Math.min(tries, 11))
      log.error('A notice could not be heard; it will be told again', {
        kind: notice.kind,
        seconds,
        reason: String(error),
      })
      await postgres.run(sql`
        update server.notices
        set tries = tries + 1, try_after = now() + make_interval(secs => ${seconds}), problem = ${String(error).slice(0, 500)}
        where number = ${number}`)
    }
  }
  return due.length
}
