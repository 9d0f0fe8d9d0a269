import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { openHouse } from '../../test/kit.ts'
import * as contract from '../contract/admitting.ts'
import * as links from '../contract/admitting-links.ts'
import * as memberRoutes from '../contract/admitting-members.ts'
import { sql } from '../engines/postgres/index.ts'
import { ensureFirstOwner, recoveryLink } from './index.ts'
import { keepLog, type Visitor, visitor } from './visitor.ts'

const log = keepLog()
const house = await openHouse({ env: { PARCOURS_LOG: 'info' } })
after(() => house[Symbol.asyncDispose]())

const minute = 60_000
const owner = { email: 'claire@lumiere.example', password: 'la lampe du couloir' }
const arrive = () => visitor(house.url)
const tokenOf = (link: string | undefined) => link!.split('#')[1]!

async function signedIn(who = owner): Promise<Visitor> {
  const somebody = arrive()
  assert.equal((await somebody.call(contract.signIn, { body: who })).status, 200)
  return somebody
}

describe('the first owner', () => {
  const setUpBody = (token: string) => ({
    ...owner,
    token,
    name: 'Claire',
    locale: 'fr' as const,
  })

  test('an empty installation says that it waits for its owner', async () => {
    assert.deepEqual((await arrive().call(contract.getMe)).answer, { member: null, workspaces: [], setUpNeeded: true })
  })

  test('a guessed, an altered and an expired link open nothing', async () => {
    const token = tokenOf(await ensureFirstOwner(house.installation))
    for (const wrong of [
      'A'.repeat(43),
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.toLowerCase(),
    ]) {
      const said = await arrive().call(links.setUp, { body: setUpBody(wrong) })
      assert.equal(said.code, 'link_expired')
    }
    house.turnClock(31 * minute)
    assert.equal((await arrive().call(links.setUp, { body: setUpBody(token) })).code, 'link_expired')
  })

  test('a new link ends the one before', async () => {
    const earlier = tokenOf(await ensureFirstOwner(house.installation))
    await ensureFirstOwner(house.installation)
    assert.equal((await arrive().call(links.setUp, { body: setUpBody(earlier) })).code, 'link_expired')
  })

  test('a weak password does not use the link up', async () => {
    const token = tokenOf(await ensureFirstOwner(house.installation))
    const weak = await arrive().call(links.setUp, { body: { ...setUpBody(token), password: 'motdepasse2026' } })
    assert.equal(weak.code, 'password_too_weak')
    assert.equal(weak.status, 400)
  })

  test('of ten who open the link at once, one becomes the owner', async () => {
    const token = tokenOf(await ensureFirstOwner(house.installation))
    const visitors = Array.from({ length: 10 }, arrive)
    const said = await Promise.all(
      visitors.map((somebody, place) =>
        somebody.call(links.setUp, {
          body: { ...setUpBody(token), email: place === 0 ? owner.email : `${place}@x.example` },
        }),
      ),
    )
    const won = said.filter(({ status }) => status === 200)
    assert.equal(won.length, 1)
    for (const lost of said) if (lost.status !== 200) assert.ok(lost.status === 404 || lost.status === 410, lost.text)
    const members = await house.postgres.rows(sql<{ email: string }>`select email from admitting.members`)
    assert.equal(members.length, 1)
    await house.postgres.run(sql`update admitting.members set email = ${owner.email}`)
    assert.equal(won[0]!.answer.workspaces[0]!.role, 'owner')
  })

  test('after the first owner no link is made, and the set-up does not exist any more', async () => {
    assert.equal(await ensureFirstOwner(house.installation), undefined)
    const said = await arrive().call(links.setUp, { body: setUpBody('A'.repeat(43)) })
    assert.equal(said.status, 404)
    assert.equal((await arrive().call(contract.getMe)).answer.setUpNeeded, false)
  })
})

describe('signing in', () => {
  // Every caller of these tests comes from one address, which is slowed down like any other.
  beforeEach(() => house.turnClock(16 * minute))

  test('the right password opens a session, whatever the capitals of the address', async () => {
    const somebody = arrive()
    const said = await somebody.call(contract.signIn, { body: { ...owner, email: ' CLAIRE@Lumiere.example' } })
    assert.equal(said.answer.member?.email, owner.email)
    assert.equal((await somebody.call(contract.getMe)).answer.member?.name, 'Claire')
  })

  test('an unknown account and a wrong password get the same answer', async () => {
    const answers = []
    for (const email of [owner.email, 'nobody@lumiere.example', 'not even an address']) {
      const said = await arrive().call(contract.signIn, { body: { email, password: 'not the password' } })
      answers.push([said.status, said.code, said.text.replace(/"requestId":"[^"]*"/, '')])
    }
    assert.equal(answers[0]![0], 401)
    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(answers[2], answers[0])
  })

  test('the eleventh wrong password in fifteen minutes is told to wait, and so is the right one', async () => {
    for (let guess = 1; guess <= 10; guess++) {
      const said = await arrive().call(contract.signIn, { body: { ...owner, password: `guess number ${guess}` } })
      assert.equal(said.status, 401)
      house.turnClock(1000)
    }
    for (const password of ['guess number 11', owner.password]) {
      const said = await arrive().call(contract.signIn, { body: { ...owner, password } })
      assert.equal(said.code, 'sign_in_slowed')
      assert.equal(said.status, 429)
      const { details } = said.answer as unknown as { details: { seconds: number } }
      assert.ok(details.seconds > 880 && details.seconds <= 900, String(details.seconds))
    }
    house.turnClock(15 * minute)
    await signedIn()
  })

  test('one address that tries many accounts is told to wait, whatever address it claims to have', async () => {
    const outcomes: number[] = []
    for (let guess = 0; guess < 40; guess++) {
      const said = await arrive().call(
        contract.signIn,
        { body: { email: `member${guess}@lumiere.example`, password: 'not the password' } },
        {
          'x-forwarded-for': `198.51.100.${guess}`,
          'x-real-ip': `198.51.100.${guess}`,
          forwarded: `for=198.51.100.${guess}`,
        },
      )
      outcomes.push(said.status)
    }
    assert.deepEqual(outcomes, [...Array(10).fill(401), ...Array(30).fill(429)])
  })

  test('five hundred guesses sent together are all seen', async () => {
    const said = await Promise.all(
      Array.from({ length: 500 }, (_, guess) =>
        arrive().call(contract.signIn, { body: { ...owner, password: `guess number ${guess}` } }),
      ),
    )
    assert.equal(said.filter(({ status }) => status === 401).length, 10)
    assert.equal(said.filter(({ status }) => status === 429).length, 490)
  })

  test('an account is slowed down wherever the guesses come from', async () => {
    const route = (await import('./routes.ts')).routes.find(({ route }) => route.name === 'admitting.signIn')!
    let wrong = 0
    let slowed = 0
    for (let guess = 0; guess < 30; guess++) {
      const context = { ...house.installation, operator: false, addressToken: `address ${guess}`, setSession: () => {} }
      await assert.rejects(
        async () => route.handle(context, { body: { ...owner, password: 'not the password' } }),
        (error: { code: string }) => {
          if (error.code === 'sign_in_failed') wrong++
          if (error.code === 'sign_in_slowed') slowed++
          return true
        },
      )
    }
    assert.deepEqual([wrong, slowed], [10, 20])
  })

  test('a right password among wrong ones lets the account start afresh, but not the address', async () => {
    for (let round = 0; round < 2; round++) {
      for (let guess = 0; guess < 4; guess++) {
        await arrive().call(contract.signIn, { body: { ...owner, password: 'a slip of the finger' } })
      }
      await signedIn()
    }
    for (let guess = 0; guess < 2; guess++) {
      await arrive().call(contract.signIn, { body: { email: 'x@lumiere.example', password: 'not the password' } })
    }
    const said = await arrive().call(contract.signIn, { body: { email: 'y@lumiere.example', password: 'x' } })
    assert.equal(said.status, 429)
  })

  test('the table of attempts tells nobody’s address', async () => {
    await arrive().call(contract.signIn, { body: { email: 'needle@lumiere.example', password: 'x' } })
    const rows = await house.postgres.rows(sql<{ row: string }>`
      select encode(subject, 'escape') || at::text as row from admitting.sign_in_attempts`)
    assert.ok(rows.length > 0)
    for (const { row } of rows) assert.doesNotMatch(row, /needle/)
  })
})

describe('sessions', () => {
  beforeEach(() => house.turnClock(16 * minute))

  test('a planted session is not the one that signing in opens', async () => {
    const attacker = await signedIn()
    const planted = attacker.cookie()
    const victim = arrive()
    victim.bringCookie(planted)
    await victim.call(contract.signIn, { body: owner })
    assert.notEqual(victim.cookie(), planted)
    assert.equal((await attacker.call(contract.getMe)).answer.member, null)

    victim.bringCookie('parcours_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
    await victim.call(contract.signIn, { body: owner })
    assert.notEqual(victim.cookie(), 'parcours_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
  })

  test('the token is long, random, and nowhere in the store', async () => {
    const somebody = await signedIn()
    const token = somebody.cookie().split('=')[1]!
    assert.equal(Buffer.from(token, 'base64url').length, 32)
    const found = await house.postgres.rows(sql`
      select 1 from admitting.sessions where session_id = ${token} or device = ${token} or token_hash = ${Buffer.from(token, 'base64url')}`)
    assert.equal(found.length, 0)
    assert.ok(!log().includes(token))
  })

  test('the cookie is for this site and for no script', async () => {
    const response = await fetch(`${house.url}${contract.signIn.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(owner),
    })
    const cookie = response.headers.get('set-cookie')!
    for (const attribute of ['Path=/', 'HttpOnly', 'SameSite=Lax', 'Max-Age=2592000']) {
      assert.ok(cookie.split('; ').includes(attribute), cookie)
    }
    assert.doesNotMatch(cookie, /Domain/)
  })

  test('a page of another site does nothing with the cookie', async () => {
    const somebody = await signedIn()
    const body = { theme: 'light' } as const
    const foreign: readonly Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: house.url.replace('127.0.0.1', '127.0.0.1.evil.example') },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
    ]
    for (const headers of foreign) {
      const said = await somebody.call(contract.updateMe, { body }, headers)
      assert.ok(
        said.status === 403 || said.status === 400 || said.status === 415,
        `${JSON.stringify(headers)} ${said.text}`,
      )
    }
    assert.equal((await somebody.call(contract.updateMe, { body })).status, 200)
  })

  test('signing out ends the session and not only its cookie', async () => {
    const somebody = await signedIn()
    const kept = somebody.cookie()
    await somebody.call(contract.signOut)
    assert.equal(somebody.cookie(), '')
    somebody.bringCookie(kept)
    assert.equal((await somebody.call(contract.listSessions)).status, 401)
  })

  test('somebody sees their sessions, and ends one or all', async () => {
    const first = arrive()
    await first.call(contract.signIn, { body: { ...owner, device: 'Firefox, Linux' } })
    await first.call(contract.endSessions)
    await first.call(contract.signIn, { body: { ...owner, device: 'Firefox, Linux' } })
    const second = await signedIn()
    const { sessions } = (await first.call(contract.listSessions)).answer
    assert.equal(sessions.length, 2)
    const mine = sessions.find(({ current }) => current)!
    assert.equal(mine.device, 'Firefox, Linux')
    const other = sessions.find(({ current }) => !current)!
    assert.equal((await first.call(contract.endSession, { params: { session: other.id } })).status, 200)
    assert.equal((await second.call(contract.listSessions)).status, 401)
    assert.equal((await first.call(contract.endSession, { params: { session: other.id } })).status, 404)
    assert.deepEqual((await first.call(contract.endSessions)).answer, { ended: 1 })
    assert.equal((await first.call(contract.listSessions)).status, 401)
  })

  test('a session left alone for three days is over, and one in use ends after thirty', async () => {
    const idle = await signedIn()
    const used = await signedIn()
    for (let day = 0; day < 29; day++) {
      house.turnClock(24 * 60 * minute)
      assert.notEqual((await used.call(contract.getMe)).answer.member, null, `day ${day}`)
      if (day === 3) assert.equal((await idle.call(contract.getMe)).answer.member, null)
    }
    house.turnClock(25 * 60 * minute)
    assert.equal((await used.call(contract.getMe)).answer.member, null)
  })

  test('the time of last use is noted at most once a minute', async () => {
    const somebody = await signedIn()
    const seen = async () =>
      (await somebody.call(contract.listSessions)).answer.sessions.find(({ current }) => current)!.lastSeenAt
    const atFirst = await seen()
    house.turnClock(50_000)
    assert.equal(await seen(), atFirst)
    house.turnClock(20_000)
    assert.notEqual(await seen(), atFirst)
  })

  test('a changed password ends every other session and needs the old one', async () => {
    const here = await signedIn()
    const elsewhere = await signedIn()
    const change = (currentPassword: string, newPassword: string) =>
      here.call(contract.changePassword, { body: { currentPassword, newPassword } })
    assert.equal((await change('not the password', 'une autre phrase de passe')).code, 'sign_in_failed')
    assert.equal((await change(owner.password, 'claire-lumiere')).code, 'password_too_weak')
    assert.equal((await change(owner.password, 'une autre phrase de passe')).status, 200)
    assert.equal((await elsewhere.call(contract.getMe)).answer.member, null)
    assert.notEqual((await here.call(contract.getMe)).answer.member, null)
    assert.equal((await arrive().call(contract.signIn, { body: owner })).status, 401)
    assert.equal((await change('une autre phrase de passe', owner.password)).status, 200)
  })

  test('somebody changes their own name, language and theme, and nothing else of themselves', async () => {
    const somebody = await signedIn()
    const said = await somebody.call(contract.updateMe, { body: { locale: 'en', theme: 'dark' } })
    assert.deepEqual([said.answer.locale, said.answer.theme, said.answer.name], ['en', 'dark', 'Claire'])
    for (const field of ['email', 'member_id', 'memberId', 'role', 'password_hash', 'created_at', '__proto__']) {
      const refused = await somebody.call(contract.updateMe, { body: JSON.parse(`{"${field}": "x"}`) })
      if (field !== '__proto__') assert.equal(refused.status, 400, field)
    }
    assert.equal((await somebody.call(contract.getMe)).answer.member?.email, owner.email)
  })
})

describe('recovery', () => {
  beforeEach(() => house.turnClock(16 * minute))

  test('the operator’s link sets a new password once, and ends every session', async () => {
    const before = await signedIn()
    const token = tokenOf(await recoveryLink(house.installation, owner.email))
    const said = await arrive().call(links.recover, { body: { token, password: 'une troisième phrase' } })
    assert.equal(said.answer.member?.email, owner.email)
    assert.equal((await before.call(contract.getMe)).answer.member, null)
    assert.equal((await arrive().call(links.recover, { body: { token, password: owner.password } })).status, 410)
    assert.equal((await arrive().call(contract.signIn, { body: owner })).status, 401)
    const again = tokenOf(await recoveryLink(house.installation, owner.email))
    await arrive().call(links.recover, { body: { token: again, password: owner.password } })
  })

  test('a token opens only what it was made for', async () => {
    const somebody = await signedIn()
    const workspace = (await somebody.call(contract.getMe)).answer.workspaces[0]!.key
    const invited = await somebody.call(memberRoutes.invite, {
      params: { workspace },
      body: { email: 'paul@lumiere.example', role: 'viewer' },
    })
    const tokens = {
      recovery: tokenOf(await recoveryLink(house.installation, owner.email)),
      invitation: tokenOf(invited.answer.link),
      session: somebody.cookie().split('=')[1]!,
    }
    for (const [purpose, token] of Object.entries(tokens)) {
      const body = { token, name: 'Paul', password: 'une phrase assez longue' }
      if (purpose !== 'recovery') {
        const said = await arrive().call(links.recover, { body: { token, password: body.password } })
        assert.equal(said.code, 'link_expired', purpose)
      }
      if (purpose !== 'invitation') {
        assert.equal((await arrive().call(links.acceptInvitation, { body })).code, 'link_expired', purpose)
        assert.equal((await arrive().call(links.readInvitation, { body: { token } })).code, 'link_expired', purpose)
      }
      if (purpose !== 'session') {
        const stranger = arrive()
        stranger.bringCookie(`parcours_session=${token}`)
        assert.equal((await stranger.call(contract.listSessions)).status, 401, purpose)
      }
    }
  })

  test('a scanner that opens every link of a mail uses none of them up', async () => {
    const link = await recoveryLink(house.installation, owner.email)
    for (const route of [links.recover, links.acceptInvitation, links.readInvitation, links.setUp]) {
      for (const address of [route.path, `${route.path}?token=${tokenOf(link)}`, `${route.path}/${tokenOf(link)}`]) {
        for (const method of ['GET', 'HEAD']) {
          const response = await fetch(`${house.url}${address}`, { method })
          assert.ok(response.status >= 404, `${method} ${address} ${response.status}`)
        }
      }
    }
    const said = await arrive().call(links.recover, {
      body: { token: tokenOf(link), password: owner.password },
    })
    assert.equal(said.status, 200)
    assert.ok(!log().includes(tokenOf(link)))
  })

  test('no one-time token is in the store', async () => {
    const token = tokenOf(await recoveryLink(house.installation, owner.email))
    const rows = await house.postgres.rows(
      sql<{ row: string }>`select row(l.*)::text as row from admitting.one_time_links as l`,
    )
    assert.equal(rows.length, 1)
    assert.ok(!rows[0]!.row.includes(token) && !rows[0]!.row.includes(Buffer.from(token).toString('hex')))
  })

  test('only the operator makes links through the server', async () => {
    const said = await (await signedIn()).call(links.makeLink, { body: { email: owner.email } })
    assert.equal(said.status, 403)
    assert.equal((await arrive().call(links.makeLink, { body: {} })).status, 401)
  })
})
