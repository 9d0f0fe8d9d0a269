import { createHash } from 'node:crypto'
import { type Challenge, createChallenge, type Solution, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/sha'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'

const livesMs = 2 * 3_600_000
const secretOf = (installation: Pick<Installation, 'secret'>) => installation.secret('listening.proofs').toString('hex')

/**
 * Work for a browser, of about half a second: four thousand hashes on the average, until one begins as asked. Nothing is
 * kept of a challenge that is made; it is signed, and says which survey it is for and when it ends.
 */
export async function makeChallenge(
  installation: Pick<Installation, 'secret' | 'now'>,
  survey: string,
  lives = livesMs,
): Promise<string> {
  const challenge = await createChallenge({
    algorithm: 'SHA-256',
    cost: 1,
    keyPrefix: '000',
    deriveKey,
    data: { survey },
    expiresAt: new Date(installation.now().getTime() + lives),
    hmacSignatureSecret: secretOf(installation),
  })
  return JSON.stringify(challenge)
}

/** Whether the work was done for this survey and not used yet. Used now, it is remembered until it would have ended. */
export async function isProven(
  installation: Pick<Installation, 'secret' | 'now' | 'postgres'>,
  survey: string,
  proof: string | null,
): Promise<boolean> {
  const now = installation.now()
  try {
    const { challenge, solution } = JSON.parse(proof ?? '') as { challenge: Challenge; solution: Solution }
    const { data, expiresAt } = challenge.parameters
    if (data?.survey !== survey || !(Number(expiresAt) * 1000 > now.getTime())) return false
    const hmacSignatureSecret = secretOf(installation)
    const { verified } = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret })
    if (!verified) return false
  } catch {
    // Whatever is no proof at all.
    return false
  }
  const { nonce, salt, expiresAt } = (JSON.parse(proof ?? '') as { challenge: Challenge }).challenge.parameters
  await installation.postgres.run(sql`delete from listening.used_proofs where ends_at < ${now}`)
  const fresh = await installation.postgres.first(sql<{ proof: Buffer }>`
    insert into listening.used_proofs (proof, ends_at)
    values (${createHash('sha256').update(`${nonce} ${salt}`).digest()}, ${new Date(Number(expiresAt) * 1000)})
    on conflict do nothing
    returning proof`)
  return fresh !== undefined
}
