import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openHouse } from '../../test/kit.ts'
import { sql } from '../engines/postgres/index.ts'
import { audit, checkAuditChain, createWorkspace } from './index.ts'

const house = await openHouse()
after(() => house[Symbol.asyncDispose]())

let made = 0
async function auditedWorkspace(entries: number) {
  const workspace = await createWorkspace(house.installation, {
    ...{ name: `Audited ${++made}`, timeZone: 'UTC', locale: 'en', actor: { kind: 'operator' } },
  })
  const context = { workspace, actor: { kind: 'system' }, now: house.installation.now } as const
  // The first entry is the workspace's own making.
  for (let entry = 2; entry <= entries; entry++) await audit(context, house.postgres, 'test.done', { entry })
  return context
}

/** Changes what was written, as somebody with the database in their hands could. */
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
  await house.postgres.transaction(async transaction => {
    await transaction.run(sql`alter table admitting.audit_entries disable trigger audit_only_grows`)
    assert.equal(await transaction.run(statement), 1)
    await transaction.run(sql`alter table admitting.audit_entries enable trigger audit_only_grows`)
  })
}

describe('the audit log', () => {
  test('thirty-two writers at once make one unbroken chain', async () => {
    const context = await auditedWorkspace(1)
    await Promise.all(
      Array.from({ length: 32 }, async (_, writer) => {
        for (let entry = 0; entry < 10; entry++) {
          await house.postgres.transaction(transaction => audit(context, transaction, 'test.done', { writer, entry }))
        }
      }),
    )
    const { intact, entries } = await checkAuditChain(house.postgres, context.workspace.number)
    assert.deepEqual({ intact, entries }, { intact: true, entries: 321 })
  })

  test('what a failed transaction would have done is not in it', async () => {
    const context = await auditedWorkspace(1)
    await assert.rejects(
      house.postgres.transaction(async transaction => {
        await audit(context, transaction, 'test.done')
        throw new Error('The cause failed.')
      }),
    )
    assert.equal((await checkAuditChain(house.postgres, context.workspace.number)).entries, 1)
  })

  test('both sums agree on texts of every kind', async () => {
    const context = await auditedWorkspace(1)
    for (const text of ['é', '🧭', '"quoted"', '\\', '1:2:3', '', 'a\nb', '日本']) {
      await audit(context, house.postgres, 'test.done', { text })
    }
    assert.equal((await checkAuditChain(house.postgres, context.workspace.number)).intact, true)
  })

  const damages: readonly (readonly [string, (workspace: number) => ReturnType<typeof sql>, number])[] = [
    [
      'a changed payload',
      of => sql`update admitting.audit_entries set payload = '{"entry":6}' where workspace_id = ${of} and number = 5`,
      5,
    ],
    [
      'a changed actor',
      of => sql`update admitting.audit_entries set actor = 'operator' where workspace_id = ${of} and number = 7`,
      7,
    ],
    [
      'a changed time',
      of =>
        sql`update admitting.audit_entries set at = at + interval '1 millisecond' where workspace_id = ${of} and number = 3`,
      3,
    ],
    ['a removed entry', of => sql`delete from admitting.audit_entries where workspace_id = ${of} and number = 4`, 4],
    ['a removed end', of => sql`delete from admitting.audit_entries where workspace_id = ${of} and number = 10`, 10],
    [
      'a removed end with its head turned back',
      of => sql`update admitting.audit_heads set number = 9 where workspace_id = ${of}`,
      9,
    ],
  ]
  for (const [what, damage, position] of damages) {
    test(`${what} is found where it is`, async () => {
      const context = await auditedWorkspace(10)
      await tamper(damage(context.workspace.number))
      const { intact, brokenAt } = await checkAuditChain(house.postgres, context.workspace.number)
      assert.deepEqual({ intact, brokenAt }, { intact: false, brokenAt: position })
    })
  }

  test('the store itself refuses to change, remove or empty it', async () => {
    const context = await auditedWorkspace(2)
    const of = context.workspace.number
    await assert.rejects(
      house.postgres.run(sql`update admitting.audit_entries set payload = '{}' where workspace_id = ${of}`),
    )
    await assert.rejects(house.postgres.run(sql`delete from admitting.audit_entries where workspace_id = ${of}`))
    await assert.rejects(house.postgres.run(sql`truncate admitting.audit_entries`))
  })

  test('an empty log is intact', async () => {
    assert.deepEqual(await checkAuditChain(house.postgres, 987_654), {
      intact: true,
      entries: 0,
      brokenAt: null,
      head: '',
    })
  })
})
