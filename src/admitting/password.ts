import crypto from 'node:crypto'
import { promisify } from 'node:util'
import { passwordMinimum } from '../contract/admitting.ts'
import { problem } from '../vocabulary/problem.ts'
import { isCommonPassword } from './common-password.ts'

// OWASP's least for argon2id; measured 30 ms a hash on one core.
const memoryKiB = 19_456
const passes = 2
const lanes = 1

// Each hash holds a thread of Node's pool of four, and the stores need the others.
const atOnce = 2
const waitingAtMost = 200

// Node before 24.7 has no argon2: one platform's pinned build is that old, and hashes with scrypt.
const argon2 = crypto.argon2 as typeof crypto.argon2 | undefined

/** Refuses a chosen password that is short, common, or made of what is known about the member. */
export function refuseWeakPassword(password: string, about: readonly string[]): void {
  const characters = [...password.normalize('NFKC')].length
  if (characters < passwordMinimum || isCommonPassword(password, about)) {
    throw problem('password_too_weak', { minimum: passwordMinimum })
  }
}

/** What is kept of a password, with its parameters, in the usual `$argon2id$v=19$…` form. */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.randomBytes(16)
  const digest = await derive(argon2 ? 'argon2id' : 'scrypt', password, salt)
  const head = argon2 ? `argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}` : 'scrypt$ln=16,r=8,p=2'
  return `$${head}$${salt.toString('base64url')}$${digest.toString('base64url')}`
}

/**
 * Whether `password` is the one behind `kept`. Takes the same time when there is nothing kept, that is when the
 * account does not exist: a decoy is verified instead.
 */
export async function isPassword(kept: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomBytes(16).toString('base64url'))
  const parts = (kept ?? (await decoy)).split('$')
  const algorithm = parts[1] === 'scrypt' ? 'scrypt' : 'argon2id'
  const [salt, digest] = parts.slice(-2).map(part => Buffer.from(part, 'base64url'))
  if (!salt || !digest) throw new Error('A kept password has no salt or no digest.')
  const found = await derive(algorithm, password, salt)
  return crypto.timingSafeEqual(found, digest) && kept !== undefined
}

let decoy: Promise<string> | undefined
let running = 0
const waiting: (() => void)[] = []

/** Hashes, two at once; the others wait their turn, and too many of them are sent away. */
async function derive(algorithm: 'argon2id' | 'scrypt', password: string, salt: Buffer): Promise<Buffer> {
  if (running >= atOnce) {
    if (waiting.length >= waitingAtMost) throw problem('too_many_requests', { seconds: 5 })
    await new Promise<void>(resolve => waiting.push(resolve))
  } else {
    running++
  }
  try {
    return await (algorithm === 'argon2id' ? argon2id(password, salt) : scrypt(password, salt))
  } finally {
    // The turn is handed over rather than given back, so that nobody slips in between.
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

function argon2id(password: string, salt: Buffer): Promise<Buffer> {
  if (!argon2) throw new Error('This password was hashed with argon2id, which this version of Node lacks.')
  return promisify(argon2)('argon2id', {
    message: password.normalize('NFKC'),
    nonce: salt,
    parallelism: lanes,
    tagLength: 32,
    memory: memoryKiB,
    passes,
  })
}

function scrypt(password: string, salt: Buffer): Promise<Buffer> {
  const cost = { N: 2 ** 16, r: 8, p: 2, maxmem: 2 ** 28 }
  return new Promise((resolve, reject) =>
    crypto.scrypt(password.normalize('NFKC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key))),
  )
}
