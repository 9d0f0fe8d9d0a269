import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '../src/engines/postgres/index.ts'
import type { TestHouse } from './kit.ts'

/** Waits until all that was acknowledged is stored and measured, in every workspace. */
export async function settleAll(house: TestHouse): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const row = await house.postgres.first(sql<{ waiting: string }>`
      select
        (select count(*) from collecting.inbox)
        + (select count(*) from collecting.customers where touched is not null)
        + (select count(*) from collecting.customers_moved)
        + (select count(*) from server.notices)
        + (select count(*) from measuring.rebuilds) as waiting`)
    if (row?.waiting === '0') return
    assert.ok(Date.now() < deadline, `${row?.waiting} rows still wait`)
    await pause(50)
  }
}
