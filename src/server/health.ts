import { setTimeout as pause } from 'node:timers/promises'
import type { Hono } from 'hono'
import { backlogOf } from '../collecting/index.ts'
import type { Stores } from '../engines/open-stores.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'

/** Whether the product can keep its promises now. For load balancers and for whoever looks after it. */
export function serveHealth(app: Hono, installation: Installation, stores: Stores): void {
  app.get('/health', async hono => {
    const [postgres, clickhouse] = await Promise.all([
      answers(() => stores.postgres.first(sql`select 1`)),
      answers(() => stores.clickhouse.ping()),
    ])
    const well = postgres && clickhouse
    return hono.json(
      {
        ok: well,
        postgres,
        clickhouse,
        backlog: backlogOf(installation),
        notices: postgres ? await noticesWaiting(stores) : null,
        children: stores.children(),
      },
      // Events are still taken while the analytical store is away: they wait in the inbox.
      postgres ? 200 : 503,
    )
  })
  app.get('/version', hono => hono.json({ name: 'parcours', version }))
}

/** What rooms were not told yet: a changed journey whose measures are still to be asked for. */
async function noticesWaiting(stores: Stores): Promise<number> {
  const row = await stores.postgres.first(sql<{ amount: string }>`
    select count(*) as amount from server.notices where tries = 0`)
  return Number(row?.amount ?? 0)
}

const { version } = (await import('../../package.json', { with: { type: 'json' } })).default

/** A store that is silent for this long is not well, whatever it would have said. */
const patienceMs = 2_000

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    return (await Promise.race([ask(), pause(patienceMs, false, { ref: false })])) !== false
  } catch {
    // The question was whether it answers: an error is the answer.
    return false
  }
}
