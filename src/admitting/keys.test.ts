import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openHouse } from '../../test/kit.ts'
import * as auditing from '../contract/admitting-audit.ts'
import * as links from '../contract/admitting-links.ts'
import * as memberRoutes from '../contract/admitting-members.ts'
import * as sourceRoutes from '../contract/admitting-sources.ts'
import * as workspaceRoutes from '../contract/admitting-workspaces.ts'
import { sql } from '../engines/postgres/index.ts'
import { createKey, createWorkspace, ensureFirstOwner, keyHolder, sourceByName } from './index.ts'
import { keepLog, type Visitor, visitor } from './visitor.ts'

const log = keepLog()
const house = await openHouse({ env: { PARCOURS_LOG: 'info' } })
after(() => house[Symbol.asyncDispose]())

const password = 'la lampe du couloir'
const arrive = () => visitor(house.url)
const tokenOf = (link: string) => link.split('#')[1]!
const here = { workspace: house.workspace.key }
let owner: Visitor
let sourceId = ''

before(async () => {
  owner = arrive()
  await owner.call(links.setUp, {
    body: {
      token: tokenOf((await ensureFirstOwner(house.installation))!),
      ...{ name: 'Claire', email: 'claire@lumiere.example', password, locale: 'fr' },
    },
  })
  const made = await owner.call(sourceRoutes.createSource, { params: here, body: { name: 'Web shop', channel: 'web' } })
  assert.equal(made.status, 201)
  sourceId = made.answer.id
})

const make = async (kind: 'write' | 'secret') =>
  (await owner.call(sourceRoutes.newKey, { params: here, body: { kind, sourceId } })).answer

describe('keys', () => {
  test('a key stands for its source and its workspace', async () => {
    for (const kind of ['write', 'secret'] as const) {
      const { key } = await make(kind)
      assert.match(key, kind === 'write' ? /^wk_[0-9a-z]{26}$/ : /^sk_[0-9a-z]{52}$/)
      const holder = await keyHolder(house.installation, key)
      assert.deepEqual(
        [
          holder?.kind,
          holder?.sourceName,
          holder?.sourceNumber,
          holder?.channel,
          holder?.workspace.key,
          holder?.disabled,
        ],
        [kind, 'Web shop', 1, 'web', here.workspace, false],
      )
    }
  })

  test('an unknown, an altered or an odd key stands for nothing', async () => {
    const { key } = await make('write')
    const odd = [
      `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`,
      key.toUpperCase(),
      key.replace('wk_', 'sk_'),
      `${key} `,
      '',
      'wk_',
      "wk_' or '1'='1' -- aaaaaaaa",
      `wk_${'a'.repeat(100_000)}`,
      `wk_${'a'.repeat(26)}\0`,
    ]
    for (const wrong of odd) assert.equal(await keyHolder(house.installation, wrong), undefined, wrong.slice(0, 60))
  })

  test('a secret key is shown once and kept nowhere', async () => {
    const { apiKey, key } = await make('secret')
    assert.equal(apiKey.key, null)
    const listed = await owner.call(sourceRoutes.listKeys, { params: here })
    assert.ok(!listed.text.includes(key))
    assert.equal(listed.answer.keys.find(({ id }) => id === apiKey.id)?.lastFour, key.slice(-4))
    const rows = await house.postgres.rows(sql<{ row: string }>`select row(k.*)::text as row from admitting.keys as k`)
    assert.ok(rows.every(({ row }) => !row.includes(key)))
    const entries = await owner.call(auditing.listAudit, { params: here })
    assert.ok(!entries.text.includes(key) && entries.text.includes(apiKey.id))
    assert.ok(!log().includes(key))
  })

  test('a write key can be read again, as it stands in web pages anyway', async () => {
    const { apiKey, key } = await make('write')
    const { keys } = (await owner.call(sourceRoutes.listKeys, { params: here })).answer
    assert.equal(keys.find(({ id }) => id === apiKey.id)?.key, key)
  })

  test('a revoked key is refused at once', async () => {
    const { apiKey, key } = await make('secret')
    assert.ok(await keyHolder(house.installation, key))
    const params = { ...here, key: apiKey.id }
    assert.equal((await owner.call(sourceRoutes.revokeKey, { params })).status, 200)
    assert.equal(await keyHolder(house.installation, key), undefined)
    assert.equal((await owner.call(sourceRoutes.revokeKey, { params })).status, 404)
    const said = await arrive().call(workspaceRoutes.getWorkspace, { params: here }, { authorization: `Bearer ${key}` })
    assert.equal(said.code, 'key_unknown')
  })

  test('a key revoked while it is being looked up is not remembered', async () => {
    for (let round = 0; round < 20; round++) {
      const { apiKey, key } = await make('write')
      await Promise.all([
        keyHolder(house.installation, key),
        owner.call(sourceRoutes.revokeKey, { params: { ...here, key: apiKey.id } }),
        keyHolder(house.installation, key),
      ])
      assert.equal(await keyHolder(house.installation, key), undefined)
    }
  })

  test('a key revoked behind this process’s back is refused within seconds', async () => {
    const { apiKey, key } = await make('write')
    assert.ok(await keyHolder(house.installation, key))
    await house.postgres.run(sql`update admitting.keys set revoked_at = now() where key_id = ${apiKey.id}`)
    house.turnClock(3000)
    assert.equal(await keyHolder(house.installation, key), undefined)
  })

  test('asking for the same key again and again does not ask the store', async () => {
    const { apiKey, key } = await make('write')
    const instant = house.installation.now()
    const still = { postgres: house.installation.postgres, now: () => instant }
    assert.ok(await keyHolder(still, key))
    // The store would say that it is gone.
    await house.postgres.run(sql`update admitting.keys set revoked_at = now() where key_id = ${apiKey.id}`)
    for (let ask = 0; ask < 10_000; ask++) assert.ok(await keyHolder(still, key))
  })

  test('a stopped source is known as such at once, and starts again', async () => {
    const { key } = await make('write')
    const set = (disabled: boolean) =>
      owner.call(sourceRoutes.updateSource, { params: { ...here, source: sourceId }, body: { disabled } })
    await keyHolder(house.installation, key)
    await set(true)
    assert.equal((await keyHolder(house.installation, key))?.disabled, true)
    await set(false)
    assert.equal((await keyHolder(house.installation, key))?.disabled, false)
  })

  test('a key does what its kind allows, in its own workspace', async () => {
    const foreign = await createWorkspace(house.installation, {
      ...{ name: 'Foreign', timeZone: 'UTC', locale: 'en', actor: { kind: 'operator' } },
    })
    const as = async (key: string, workspace = here.workspace) => ({
      workspace: (
        await arrive().call(workspaceRoutes.getWorkspace, { params: { workspace } }, { authorization: `Bearer ${key}` })
      ).status,
      members: (
        await arrive().call(memberRoutes.listMembers, { params: { workspace } }, { authorization: `Bearer ${key}` })
      ).status,
      newKey: (
        await arrive().call(
          sourceRoutes.newKey,
          { params: { workspace }, body: { kind: 'secret', sourceId } },
          { authorization: `Bearer ${key}` },
        )
      ).status,
    })
    assert.deepEqual(await as((await make('write')).key), { workspace: 403, members: 403, newKey: 403 })
    assert.deepEqual(await as((await make('secret')).key), { workspace: 200, members: 403, newKey: 403 })
    assert.deepEqual(await as((await make('secret')).key, foreign.key), { workspace: 404, members: 404, newKey: 404 })
  })

  test('an editor makes no key that may do more than they may', async () => {
    const invited = await owner.call(memberRoutes.invite, {
      params: here,
      body: { email: 'ed@lumiere.example', role: 'editor' },
    })
    const editor = arrive()
    await editor.call(links.acceptInvitation, {
      body: { token: tokenOf(invited.answer.link), name: 'Ed', password },
    })
    const ask = (kind: 'write' | 'secret') =>
      editor.call(sourceRoutes.newKey, { params: here, body: { kind, sourceId } })
    assert.equal((await ask('write')).status, 201)
    assert.equal((await ask('secret')).code, 'not_allowed')
  })
})

describe('sources', () => {
  test('each has its number and its own name', async () => {
    const names = ['Till', 'App', 'Contact centre']
    const made = await Promise.all(
      names.map(name => owner.call(sourceRoutes.createSource, { params: here, body: { name, channel: 'till' } })),
    )
    assert.equal(new Set(made.map(({ answer }) => answer.number)).size, 3)
    const twice = await owner.call(sourceRoutes.createSource, { params: here, body: { name: 'Till', channel: 'till' } })
    assert.equal(twice.code, 'source_name_taken')
    const renamed = await owner.call(sourceRoutes.updateSource, {
      params: { ...here, source: made[1]!.answer.id },
      body: { name: 'Till' },
    })
    assert.equal(renamed.code, 'source_name_taken')
    const itself = await owner.call(sourceRoutes.updateSource, {
      params: { ...here, source: made[0]!.answer.id },
      body: { name: 'Till', channel: 'store' },
    })
    assert.equal(itself.answer.channel, 'store')
  })

  test('the command line finds or makes its source, and a key of it', async () => {
    const workspace = await createWorkspace(house.installation, {
      ...{ name: 'Scripted', timeZone: 'UTC', locale: 'en', actor: { kind: 'operator' } },
    })
    const operator = { ...house.installation, workspace, actor: { kind: 'operator' } } as const
    const found = await Promise.all(Array.from({ length: 8 }, () => sourceByName(operator, 'Command line', 'other')))
    assert.equal(new Set(found.map(({ id }) => id)).size, 1)
    const { key } = await createKey(operator, { kind: 'write', sourceId: found[0]!.id })
    assert.equal((await keyHolder(house.installation, key))?.workspace.key, 'scripted')
  })
})
