import assert from 'node:assert/strict'
import { workspaceByKey } from '../../src/admitting/index.ts'
import { sql as clickhouseSql, u32 } from '../../src/engines/clickhouse/index.ts'
import { sql } from '../../src/engines/postgres/index.ts'
import { rebuildAll } from '../../src/measuring/traces/rebuild-traces.ts'
import { openHouse, type TestHouse } from '../kit.ts'
import { settleAll } from '../settle-all.ts'
import type { Ledger } from './load.ts'

/** Opens the data once more, lets everything arrive, and holds it against what the clients know. */
export async function verifyLedger(dataDirectory: string, ledger: Ledger, env: Record<string, string> = {}) {
  await using house = await openHouse({ dataDirectory, keep: true, env })
  const workspace = await workspaceByKey(house.installation, 'faults')
  assert.ok(workspace)
  await settleAll(house)
  const number = workspace.number
  const rows = await house.clickhouse.rows<{ number: number; copies: string }>(clickhouseSql`
    select numbers['number'] as number, count() as copies
    from events
    where workspace_id = ${u32(number)}
    group by number`)
  const stored = new Map(rows.map(row => [Number(row.number), Number(row.copies)]))
  const lost = [...ledger.acknowledged].filter(each => !stored.has(each))
  const doubled = [...stored].filter(([, copies]) => copies !== 1).map(([each]) => each)
  const invented = [...stored.keys()].filter(each => !ledger.sent.has(each))
  const parted = [...ledger.batches.values()].filter(batch => {
    const there = batch.filter(each => stored.has(each)).length
    return there !== 0 && there !== batch.length
  })
  assert.deepEqual(
    { lost: lost.length, doubled: doubled.length, invented: invented.length, parted: parted.length },
    { lost: 0, doubled: 0, invented: 0, parted: 0 },
    `answers ${JSON.stringify(ledger.answers)}; lost ${lost.slice(0, 10)}; doubled ${doubled.slice(0, 10)}`,
  )
  await samePlaces(house, number)
  const incremental = await tracesOf(house, number)
  await rebuildAll(house.installation, number)
  assert.deepEqual(incremental, await tracesOf(house, number), 'the traces differ from a full rebuild')
  return {
    stored: stored.size,
    acknowledged: ledger.acknowledged.size,
    sent: ledger.sent.size,
    traces: incremental.length,
  }
}

/** Both stores must agree on who every identifier belongs to. */
async function samePlaces(house: TestHouse, workspace: number): Promise<void> {
  const known = await house.postgres.rows(sql<{ anchor: string; customer: string }>`
    select anchor, customer from collecting.identifiers where workspace_id = ${workspace} and anchor <> customer`)
  const told = await house.clickhouse.rows<{ anchor: string; customer_id: string }>(clickhouseSql`
    select anchor, customer_id from customer_places where workspace_id = ${u32(workspace)} and anchor <> customer_id`)
  const listed = (pairs: readonly (readonly [string, string])[]) => pairs.map(pair => pair.join(' → ')).sort()
  assert.deepEqual(
    listed(told.map(row => [row.anchor, row.customer_id])),
    listed(known.map(row => [row.anchor, row.customer])),
    'the stores disagree on who is who',
  )
}

function tracesOf(house: TestHouse, workspace: number): Promise<readonly Record<string, unknown>[]> {
  return house.clickhouse.rows<Record<string, unknown>>(clickhouseSql`
    select * except (workspace_id)
    from traces
    where workspace_id = ${u32(workspace)}
    order by journey, customer_id`)
}
