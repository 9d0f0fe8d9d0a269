import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHouse } from '../../test/kit.ts'
import { sql as clickhouseSql } from '../engines/clickhouse/index.ts'
import { sql } from '../engines/postgres/index.ts'
import { backlogOf } from './backlog.ts'

test('one event that no store takes is kept aside with its reason, and the others go on', async () => {
  await using house = await openHouse({ env: { PARCOURS_LOG: 'silent' } })
  const key = await house.createKey('write')
  // The store itself is made to refuse one name: whatever the product lets through next, this is how it ends.
  await house.clickhouse.define(`alter table events_raw add constraint no_poison check name != 'Poison'`)
  const track = (event: string, number: number) => ({
    type: 'track',
    event,
    messageId: `m${number}`,
    userId: `u${number}`,
  })
  await house.send(key, [track('Good', 1), track('Poison', 2), track('Good', 3)])
  await house.send(key, [track('Good', 4)])
  await house.settle()
  const stored = await house.clickhouse.rows<{ name: string; amount: string }>(
    clickhouseSql`select name, count() as amount from events group by name`,
  )
  assert.deepEqual(
    stored.map(row => [row.name, Number(row.amount)]),
    [['Good', 3]],
  )
  const aside = await house.postgres.rows(sql<{ reason: string }>`select reason from collecting.quarantine`)
  assert.equal(backlogOf(house.installation), 0)
  assert.deepEqual(
    aside.map(row => row.reason),
    ['not_storable'],
  )
})
