import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { openHouse } from '../../test/kit.ts'
import * as contract from '../contract/admitting.ts'
import * as auditing from '../contract/admitting-audit.ts'
import * as links from '../contract/admitting-links.ts'
import * as memberRoutes from '../contract/admitting-members.ts'
import * as sourceRoutes from '../contract/admitting-sources.ts'
import * as workspaceRoutes from '../contract/admitting-workspaces.ts'
import { getCalendar, setCalendar } from '../contract/workspace-calendar.ts'
import { sql } from '../engines/postgres/index.ts'
import { usualWeeks } from '../vocabulary/opening/opening-calendar.ts'
import type { Role } from '../vocabulary/role.ts'
import { createWorkspace, ensureFirstOwner } from './index.ts'
import { keepLog, type Visitor, visitor } from './visitor.ts'

const log = keepLog()
const house = await openHouse({ env: { PARCOURS_LOG: 'info' } })
after(() => house[Symbol.asyncDispose]())

const day = 24 * 3_600_000
const password = 'la lampe du couloir'
const arrive = () => visitor(house.url)
const tokenOf = (link: string) => link.split('#')[1]!
let owner: Visitor
const here = { workspace: house.workspace.key }

before(async () => {
  const token = tokenOf((await ensureFirstOwner(house.installation))!)
  owner = arrive()
  await owner.call(links.setUp, {
    body: {
      ...{ token, name: 'Claire', email: 'claire@lumiere.example', password, locale: 'fr' },
    },
  })
})

let people = 0
/** A new member of the workspace, come in by an invitation; their id is the last of the answer. */
async function memberWith(
  role: Role,
  workspace = here.workspace,
  inviter = owner,
): Promise<{ who: Visitor; id: string }> {
  const email = `member${++people}@lumiere.example`
  const invited = await inviter.call(memberRoutes.invite, { params: { workspace }, body: { email, role } })
  const who = arrive()
  const said = await who.call(links.acceptInvitation, {
    body: { token: tokenOf(invited.answer.link), name: `Member ${people}`, password },
  })
  assert.equal(said.status, 200, said.text)
  return { who, id: said.answer.member!.id }
}

async function newWorkspace(name: string): Promise<string> {
  const said = await owner.call(workspaceRoutes.newWorkspace, {
    body: { name, timeZone: 'Europe/Paris', locale: 'fr' },
  })
  assert.equal(said.status, 201, said.text)
  return said.answer.key
}

describe('invitations', () => {
  test('an invitation brings a new member in, with the role it says', async () => {
    const invited = await owner.call(memberRoutes.invite, {
      params: here,
      body: { email: 'Anne@Lumiere.example', role: 'analyst' },
    })
    assert.equal(invited.status, 201)
    const token = tokenOf(invited.answer.link)
    const anne = arrive()
    const read = await anne.call(links.readInvitation, { body: { token } })
    assert.deepEqual(read.answer, {
      workspaceName: 'Test',
      email: 'anne@lumiere.example',
      role: 'analyst',
      knownMember: false,
    })
    const said = await anne.call(links.acceptInvitation, { body: { token, name: 'Anne', password } })
    assert.deepEqual(
      said.answer.workspaces.map(({ key, role }) => [key, role]),
      [[here.workspace, 'analyst']],
    )
    const again = await arrive().call(links.acceptInvitation, { body: { token, name: 'Anne', password } })
    assert.equal(again.code, 'link_expired')
    const { members } = (await owner.call(memberRoutes.listMembers, { params: here })).answer
    assert.ok(members.some(({ email, role }) => email === 'anne@lumiere.example' && role === 'analyst'))
    const twice = await owner.call(memberRoutes.invite, {
      params: here,
      body: { email: 'anne@lumiere.example', role: 'owner' },
    })
    assert.equal(twice.code, 'already_member')
  })

  test('of two hundred who use one link at once, one comes in', async () => {
    const invited = await owner.call(memberRoutes.invite, {
      params: here,
      body: { email: 'race@lumiere.example', role: 'viewer' },
    })
    const body = { token: tokenOf(invited.answer.link), name: 'Race', password }
    const said = await Promise.all(Array.from({ length: 200 }, () => arrive().call(links.acceptInvitation, { body })))
    assert.equal(said.filter(({ status }) => status === 200).length, 1)
    const rows = await house.postgres.rows(sql`select 1 from admitting.members where email = 'race@lumiere.example'`)
    assert.equal(rows.length, 1)
  })

  test('an invitation ends after seven days, when it is revoked, and when another is made for the address', async () => {
    const ask = () =>
      owner.call(memberRoutes.invite, { params: here, body: { email: 'late@lumiere.example', role: 'viewer' } })
    const first = (await ask()).answer
    const second = (await ask()).answer
    const accept = (link: string) =>
      arrive().call(links.acceptInvitation, { body: { token: tokenOf(link), name: 'Late', password } })
    assert.equal((await accept(first.link)).code, 'link_expired')
    const params = { ...here, invitation: second.invitation.id }
    assert.equal((await owner.call(memberRoutes.revokeInvitation, { params })).status, 200)
    assert.equal((await owner.call(memberRoutes.revokeInvitation, { params })).status, 404)
    assert.equal((await accept(second.link)).code, 'link_expired')
    const third = (await ask()).answer
    house.turnClock(7 * day)
    assert.equal((await accept(third.link)).code, 'link_expired')
    owner = arrive()
    await owner.call(contract.signIn, { body: { email: 'claire@lumiere.example', password } })
    const { invitations } = (await owner.call(memberRoutes.listInvitations, { params: here })).answer
    assert.deepEqual(
      invitations.filter(({ email }) => email === 'late@lumiere.example').map(({ state }) => state),
      ['expired', 'revoked', 'revoked'],
    )
  })

  test('an invitation of a known member asks for their own session, and no other', async () => {
    const { who, id } = await memberWith('viewer')
    const { email } = (await who.call(contract.getMe)).answer.member!
    const workspace = await newWorkspace('Second')
    const invited = await owner.call(memberRoutes.invite, { params: { workspace }, body: { email, role: 'editor' } })
    const token = tokenOf(invited.answer.link)
    const stranger = arrive()
    assert.equal((await stranger.call(links.readInvitation, { body: { token } })).answer.knownMember, true)
    const takeover = { token, name: 'Mallory', password: 'a password of Mallory’s own' }
    assert.equal((await stranger.call(links.acceptInvitation, { body: takeover })).code, 'sign_in_required')
    const other = await memberWith('viewer')
    const refused = await other.who.call(links.acceptInvitation, { body: takeover })
    assert.equal(refused.code, 'invitation_for_another')
    const said = await who.call(links.acceptInvitation, { body: { token } })
    assert.equal(said.answer.member?.id, id)
    assert.equal(said.answer.workspaces.find(({ key }) => key === workspace)?.role, 'editor')
    assert.equal((await arrive().call(contract.signIn, { body: { email, password: takeover.password } })).status, 401)
  })

  test('a new member gives a name and a good password, and may try again with the same link', async () => {
    const invited = await owner.call(memberRoutes.invite, {
      params: here,
      body: { email: 'weak@lumiere.example', role: 'viewer' },
    })
    const token = tokenOf(invited.answer.link)
    const attempt = (body: object) => arrive().call(links.acceptInvitation, { body: { token, ...body } })
    assert.equal((await attempt({ password })).status, 400)
    assert.equal((await attempt({ name: 'Weak' })).code, 'password_too_weak')
    assert.equal((await attempt({ name: 'Weak', password: 'motdepasse2026' })).code, 'password_too_weak')
    assert.equal((await attempt({ name: 'Weak', password })).status, 200)
  })

  test('neither the token nor the address reaches the log or the audit', async () => {
    const invited = await owner.call(memberRoutes.invite, {
      params: here,
      body: { email: 'needle@lumiere.example', role: 'viewer' },
    })
    const token = tokenOf(invited.answer.link)
    const rows = await house.postgres.rows(sql<{ row: string }>`
      select row(i.*)::text as row from admitting.invitations as i
      union all select row(e.*)::text from admitting.audit_entries as e where payload like '%needle%'`)
    assert.ok(rows.every(({ row }) => !row.includes(token)))
    assert.equal(rows.filter(({ row }) => row.includes('needle')).length, 1)
    assert.ok(!log().includes('needle'))
  })
})

describe('members', () => {
  test('a workspace keeps an owner', async () => {
    const me = (await owner.call(contract.getMe)).answer.member!
    const params = { ...here, member: me.id }
    assert.equal((await owner.call(memberRoutes.changeRole, { params, body: { role: 'viewer' } })).code, 'last_owner')
    assert.equal((await owner.call(memberRoutes.removeMember, { params })).code, 'last_owner')
    assert.equal((await owner.call(memberRoutes.changeRole, { params, body: { role: 'owner' } })).status, 200)
  })

  test('of two owners who step down at once, one stays', async () => {
    for (let round = 0; round < 5; round++) {
      const workspace = await newWorkspace('Race of owners')
      const second = await memberWith('owner', workspace)
      const me = (await owner.call(contract.getMe)).answer.member!
      const said = await Promise.all([
        owner.call(memberRoutes.changeRole, { params: { workspace, member: me.id }, body: { role: 'viewer' } }),
        second.who.call(memberRoutes.removeMember, { params: { workspace, member: second.id } }),
      ])
      assert.deepEqual(said.map(({ status }) => status).sort(), [200, 409])
    }
  })

  test('a role counts from the moment it changes', async () => {
    const { who, id } = await memberWith('viewer')
    assert.equal((await who.call(sourceRoutes.listSources, { params: here })).status, 403)
    await owner.call(memberRoutes.changeRole, { params: { ...here, member: id }, body: { role: 'editor' } })
    assert.equal((await who.call(sourceRoutes.listSources, { params: here })).status, 200)
  })

  test('whoever is removed sees the workspace no more, and is signed out where they belong nowhere', async () => {
    const { who, id } = await memberWith('editor')
    assert.equal((await who.call(workspaceRoutes.getWorkspace, { params: here })).status, 200)
    assert.equal((await owner.call(memberRoutes.removeMember, { params: { ...here, member: id } })).status, 200)
    assert.equal((await who.call(workspaceRoutes.getWorkspace, { params: here })).status, 401)

    const there = await newWorkspace('Elsewhere')
    const both = await memberWith('editor', there)
    const { email } = (await both.who.call(contract.getMe)).answer.member!
    const invited = await owner.call(memberRoutes.invite, { params: here, body: { email, role: 'viewer' } })
    await both.who.call(links.acceptInvitation, { body: { token: tokenOf(invited.answer.link) } })
    await owner.call(memberRoutes.removeMember, { params: { ...here, member: both.id } })
    assert.equal((await both.who.call(workspaceRoutes.getWorkspace, { params: here })).status, 404)
    assert.equal((await both.who.call(workspaceRoutes.getWorkspace, { params: { workspace: there } })).status, 200)
  })

  test('what belongs to another workspace looks exactly as if it did not exist', async () => {
    const elsewhere = await createWorkspace(house.installation, {
      ...{ name: 'Foreign', timeZone: 'UTC', locale: 'en', actor: { kind: 'operator' } },
    })
    const foreignOwner = await memberWith('owner', elsewhere.key)
    const theirs = { workspace: elsewhere.key }
    const source = (
      await foreignOwner.who.call(sourceRoutes.createSource, {
        params: theirs,
        body: { name: 'Canary', channel: 'web' },
      })
    ).answer
    const key = (
      await foreignOwner.who.call(sourceRoutes.newKey, { params: theirs, body: { kind: 'write', sourceId: source.id } })
    ).answer
    const invited = (
      await foreignOwner.who.call(memberRoutes.invite, {
        params: theirs,
        body: { email: 'z@z.example', role: 'viewer' },
      })
    ).answer

    const mine = await memberWith('owner')
    const asked = (id: { member: string; invitation: string; source: string; key: string }) => [
      mine.who.call(memberRoutes.changeRole, { params: { ...here, member: id.member }, body: { role: 'viewer' } }),
      mine.who.call(memberRoutes.removeMember, { params: { ...here, member: id.member } }),
      mine.who.call(memberRoutes.revokeInvitation, { params: { ...here, invitation: id.invitation } }),
      mine.who.call(sourceRoutes.updateSource, { params: { ...here, source: id.source }, body: { disabled: true } }),
      mine.who.call(sourceRoutes.newKey, { params: here, body: { kind: 'write', sourceId: id.source } }),
      mine.who.call(sourceRoutes.revokeKey, { params: { ...here, key: id.key } }),
    ]
    const plain = (said: { status: number; text: string }) => [
      said.status,
      said.text.replace(/"requestId":"[^"]*"/, ''),
    ]
    const foreign = await Promise.all(
      asked({ member: foreignOwner.id, invitation: invited.invitation.id, source: source.id, key: key.apiKey.id }),
    )
    const unknown = await Promise.all(asked({ member: 'mem_0', invitation: 'inv_0', source: 'src_0', key: 'key_0' }))
    assert.deepEqual(foreign.map(plain), unknown.map(plain))
    for (const said of foreign) assert.equal(said.status, 404)

    const seen = [
      await mine.who.call(workspaceRoutes.getWorkspace, { params: theirs }),
      await mine.who.call(sourceRoutes.listKeys, { params: theirs }),
      await mine.who.call(sourceRoutes.listKeys, { params: { workspace: 'no-such' } }),
    ]
    for (const said of seen) assert.equal(said.status, 404)
    assert.deepEqual(plain(seen[1]!), plain(seen[2]!))
    for (const list of [
      sourceRoutes.listSources,
      sourceRoutes.listKeys,
      memberRoutes.listMembers,
      memberRoutes.listInvitations,
    ]) {
      assert.doesNotMatch((await mine.who.call(list, { params: here })).text, /Canary|z@z\.example/)
    }
  })
})

describe('workspaces', () => {
  beforeEach(() => house.turnClock(1000))

  test('a key is made from the name, and numbered where it is taken', async () => {
    assert.equal(await newWorkspace('Été & Café — Nº1'), 'ete-cafe-no1')
    assert.equal(await newWorkspace('Ete, cafe no1'), 'ete-cafe-no1-2')
    assert.equal(await newWorkspace('??!'), 'workspace')
    const together = await Promise.all(Array.from({ length: 6 }, () => newWorkspace('Together')))
    assert.equal(new Set(together).size, 6)
    const taken = await owner.call(workspaceRoutes.newWorkspace, {
      body: { name: 'x', key: 'together', timeZone: 'UTC', locale: 'en' },
    })
    assert.equal(taken.code, 'workspace_key_taken')
  })

  test('somebody who owns no workspace makes none', async () => {
    const { who } = await memberWith('editor')
    const said = await who.call(workspaceRoutes.newWorkspace, {
      body: { name: 'Mine', timeZone: 'UTC', locale: 'fr' },
    })
    assert.equal(said.code, 'not_allowed')
  })

  test('settings change one by one, and the smallest group only grows from five', async () => {
    const workspace = await newWorkspace('Settings')
    const change = (body: object) => owner.call(workspaceRoutes.updateWorkspace, { params: { workspace }, body })
    assert.equal((await change({ minimumGroup: 8 })).answer.minimumGroup, 8)
    const said = await change({ measurementConsent: 'opt-out', timeZone: 'America/Montreal' })
    assert.deepEqual(
      [said.answer.measurementConsent, said.answer.timeZone, said.answer.minimumGroup, said.answer.name],
      ['opt-out', 'America/Montreal', 8, 'Settings'],
    )
    for (const wrong of [
      { minimumGroup: 4 },
      { timeZone: 'Mars/Olympus' },
      { timeZone: 'europe/paris' },
      { locale: 'de' },
    ]) {
      assert.equal((await change(wrong)).status, 400, JSON.stringify(wrong))
    }
    for (const field of ['workspace_id', 'number', 'key', 'role', 'owner_id', 'createdAt', 'kMin']) {
      assert.equal((await change({ [field]: 1 })).status, 400, field)
    }
    assert.equal((await change({ name: ['an', 'array'] })).status, 400)
  })

  test('a calendar of opening hours is kept once: the later of two changes is refused, and only owners make any', async () => {
    const workspace = await newWorkspace('Open')
    const inWorkspace = { params: { workspace } }
    const read = async () => (await owner.call(getCalendar, inWorkspace)).answer
    assert.deepEqual([(await read()).revision, (await read()).calendar], [0, null])
    const calendar = {
      ...{ name: 'Shops', week: usualWeeks.shop.map(span => ({ ...span })), holidays: 'france' as const },
      daysOff: [
        { day: '2026-12-24', yearly: false, name: 'Eve' },
        { day: '2025-12-31', yearly: true, name: '' },
        { day: '2026-12-24', yearly: false, name: '' },
      ],
    }
    const set = (revision: number, wanted: object | null) =>
      owner.call(setCalendar, { ...inWorkspace, body: { revision, calendar: wanted } as never })
    const kept = (await set(0, calendar)).answer
    assert.equal(kept.revision, 1)
    assert.deepEqual(kept.calendar, { ...calendar, daysOff: [calendar.daysOff[1], calendar.daysOff[0]] })
    assert.deepEqual(await read(), kept)
    assert.equal((await set(0, null)).code, 'changed_meanwhile')
    const gone = (await set(1, null)).answer
    assert.deepEqual([gone.revision, gone.calendar], [2, null])
    for (const wrong of [
      { ...calendar, name: ' ' },
      { ...calendar, holidays: 'mars' },
      { ...calendar, week: [{ weekday: 0, opens: '09:00', closes: '10:00' }] },
      { ...calendar, week: [{ weekday: 1, opens: '9:00', closes: '24:00' }] },
      { ...calendar, daysOff: [{ day: '2026-02-30' }] },
      { ...calendar, timeZone: 'UTC' },
    ])
      assert.equal((await set(2, wrong)).status, 400, JSON.stringify(wrong))
    const { who } = await memberWith('editor', workspace)
    assert.equal((await who.call(getCalendar, inWorkspace)).status, 200)
    const refused = await who.call(setCalendar, { ...inWorkspace, body: { revision: 2, calendar: null } })
    assert.equal(refused.code, 'not_allowed')
    const { entries } = (await owner.call(auditing.listAudit, inWorkspace)).answer
    assert.deepEqual(
      entries.filter(({ action }) => action.startsWith('calendar.')).map(({ action, payload }) => [action, payload]),
      [
        ['calendar.removed', { revision: 2 }],
        ['calendar.changed', { revision: 1, spans: 6, daysOff: 2, holidays: 'france' }],
      ],
    )
  })

  test('the first member owns a workspace that the operator makes', async () => {
    const made = await createWorkspace(house.installation, {
      ...{ name: 'By the operator', timeZone: 'UTC', locale: 'en', actor: { kind: 'operator' } },
    })
    const { workspaces } = (await owner.call(workspaceRoutes.listWorkspaces)).answer
    assert.equal(workspaces.find(({ key }) => key === made.key)?.role, 'owner')
    const notices = await house.postgres.rows(sql`
      select 1 from server.notices
      where notice ->> 'kind' = 'workspace.created' and (notice ->> 'workspace')::integer = ${made.number}`)
    assert.equal(notices.length, 1)
  })
})
