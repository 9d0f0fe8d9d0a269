import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isCommonPassword } from './common-password.ts'
import { hashPassword, isPassword, refuseWeakPassword } from './password.ts'

const common: readonly (readonly [password: string, why: string])[] = [
  ['password1234', 'the word and a count'],
  ['Password2026!', 'dressed for a rule'],
  ['P@ssw0rd!P@ssw0rd!', 'signs for letters, twice'],
  ['motdepasse123', 'the French word'],
  ['azertyuiop123', 'the row of keys'],
  ['AzertyQsdfgh12', 'two rows'],
  ['qwertyuiop[]', 'the row of keys to its end'],
  ['poiuytreza987', 'the row backwards'],
  ['123456789012', 'a count'],
  ['201219851990', 'figures only'],
  ['abcdefghijkl', 'the alphabet'],
  ['abcd1234efgh5678', 'runs'],
  ['aaaaaaaaaaaaaaaa', 'one letter'],
  ['ababababababab', 'two letters'],
  ['Bonjour12345!', 'a greeting'],
  ['SoleilSoleil1', 'a word twice'],
  ['Marseille2025', 'a club and a year'],
  ['Été2026!!!!!!', 'a season, with accents'],
  ['Welcome2026Parcours', 'the product'],
  ['AdminAdmin123', 'a rôle'],
  ['１２３４５６７８９０１２', 'figures of another script'],
]

const uncommon = [
  'correct horse battery staple',
  'la lampe du couloir grince',
  'x7Kp2mVq9sTw',
  'soleil dragon football citron',
  'Fenouil-Tramway-84',
  'не забудь зонтик',
  '我们的灯塔在海边等待着船只回来吧',
]

describe('passwords', () => {
  for (const [password, why] of common) {
    test(`« ${password} » is refused: ${why}`, () => {
      assert.equal(isCommonPassword(password), true)
      assert.throws(() => refuseWeakPassword(password, []), { code: 'password_too_weak' })
    })
  }

  for (const password of uncommon) {
    test(`« ${password} » is taken`, () => {
      assert.doesNotThrow(() => refuseWeakPassword(password, ['Anne Martin', 'anne.martin@example.com']))
    })
  }

  test('eleven characters are too few, however odd', () => {
    assert.throws(() => refuseWeakPassword('x7Kp2mVq9sT', []), { code: 'password_too_weak' })
  })

  test('a password made of one’s own name or address is refused', () => {
    const about = ['Éloïse Kerouac', 'eloise.kerouac@lumiere.example']
    for (const password of ['EloiseKerouac42', 'kerouac-lumiere', 'eloise.kerouac@lumiere']) {
      assert.throws(() => refuseWeakPassword(password, about), { code: 'password_too_weak' }, password)
    }
  })

  test('the right password is known again, and only it', async () => {
    const kept = await hashPassword('la lampe du couloir')
    assert.match(kept, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w-]{22}\$[\w-]{43}$/)
    assert.equal(await isPassword(kept, 'la lampe du couloir'), true)
    assert.equal(await isPassword(kept, 'la lampe du couloir '), false)
    assert.notEqual(await hashPassword('la lampe du couloir'), kept)
  })

  test('a password typed with composed or separate accents is the same', async () => {
    const kept = await hashPassword('le café de l’été'.normalize('NFC'))
    assert.equal(await isPassword(kept, 'le café de l’été'.normalize('NFD')), true)
  })

  test('an unknown account costs as much as a known one', async () => {
    const kept = await hashPassword('la lampe du couloir')
    // Processor time, not the clock's: others use the machine too. The least of several, as noise only adds.
    const costOf = async (stored: string | undefined) => {
      const before = process.cpuUsage()
      assert.equal(await isPassword(stored, 'a guess'), false)
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    let [known, unknown] = [Infinity, Infinity]
    for (let round = 0; round < 9; round++) {
      known = Math.min(known, await costOf(kept))
      unknown = Math.min(unknown, await costOf(undefined))
    }
    assert.ok(Math.abs(known - unknown) < 0.5 * known, `known ${known} µs, unknown ${unknown} µs`)
  })

  test('a crowd at the door waits its turn, and is told to come back when it is too large', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 260 }, () => isPassword(undefined, 'a guess')))
    const refused = outcomes.filter(outcome => outcome.status === 'rejected')
    assert.ok(refused.length > 0 && refused.length < 100, `${refused.length} refused`)
    for (const outcome of refused) assert.equal(outcome.reason.code, 'too_many_requests')
    assert.equal(await isPassword(undefined, 'a guess'), false)
  })
})
