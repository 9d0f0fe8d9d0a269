import assert from 'node:assert/strict'
import { createKey, createWorkspace, sourceByName } from '../../src/admitting/index.ts'
import { visitor } from '../../src/admitting/visitor.ts'
import * as links from '../../src/contract/admitting-links.ts'
import * as members from '../../src/contract/admitting-members.ts'
import type { Context, Workspace } from '../../src/feature.ts'
import { operatorToken } from '../../src/server/caller.ts'
import { type Role, roles } from '../../src/vocabulary/role.ts'
import type { TestHouse } from '../kit.ts'

/** Somebody who calls: what they are there, and the headers that say who they are. */
export type Person = {
  readonly who: string
  readonly is:
    | { readonly kind: 'anonymous' }
    | { readonly kind: 'operator' }
    | { readonly kind: 'member'; readonly role: Role }
    | { readonly kind: 'key'; readonly scope: 'write' | 'secret' }
  /** The workspace they belong to; undefined for those of none or of all. */
  readonly home: string | undefined
  readonly headers: Readonly<Record<string, string>>
}

/** Two workspaces and everybody who may stand before their doors. */
export async function gatherPeople(house: TestHouse): Promise<{ people: readonly Person[]; other: Workspace }> {
  const other = await createWorkspace(house.installation, {
    key: 'zanzibar',
    name: 'Zanzibar',
    timeZone: 'Europe/Paris',
    locale: 'fr',
    measurementConsent: 'opt-out',
    actor: { kind: 'system' },
  })
  const people: Person[] = [
    { who: 'nobody known', is: { kind: 'anonymous' }, home: undefined, headers: {} },
    {
      who: 'the operator',
      is: { kind: 'operator' },
      home: undefined,
      headers: { authorization: `Bearer ${operatorToken(house.installation)}` },
    },
  ]
  for (const role of roles) people.push(await newMember(house, house.workspace, role))
  people.push(await newMember(house, other, 'owner'))
  for (const workspace of [house.workspace, other]) {
    for (const scope of ['write', 'secret'] as const) {
      people.push({
        who: `a ${scope} key of ${workspace.name}`,
        is: { kind: 'key', scope },
        home: workspace.key,
        headers: { authorization: `Bearer ${await newKey(house, workspace, scope)}` },
      })
    }
  }
  return { people, other }
}

async function newMember(house: TestHouse, workspace: Workspace, role: Role): Promise<Person> {
  const email = `${role}@${workspace.key}.example`
  const invited = await house.call(members.invite, { params: { workspace: workspace.key }, body: { email, role } })
  assert.equal(invited.status, 201)
  const browser = visitor(house.url)
  const said = await browser.call(links.acceptInvitation, {
    body: {
      token: invited.answer.link.split('#')[1]!,
      name: `${role} of ${workspace.name}`,
      password: 'la lampe du couloir',
    },
  })
  assert.equal(said.status, 200, said.text)
  return {
    who: `the ${role} of ${workspace.name}`,
    is: { kind: 'member', role },
    home: workspace.key,
    headers: { cookie: browser.cookie(), origin: house.url, 'sec-fetch-site': 'same-origin' },
  }
}

export async function newKey(house: TestHouse, workspace: Workspace, kind: 'write' | 'secret'): Promise<string> {
  const context: Context = { ...house.context, workspace }
  const source = await sourceByName(context, `Keys of ${workspace.name}`, 'web')
  return (await createKey(context, { kind, sourceId: source.id })).key
}
