import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { Installation } from '../../feature.ts'

const keys = new WeakMap<Buffer, KeyObject>()

/** A keyed hash of a person for one survey: without the secret nobody can tell who is drawn. */
export function personHash(
  { secret }: Pick<Installation, 'secret'>,
  workspace: number,
  survey: string,
  customer: bigint,
): Buffer {
  const held = secret('listening.sampling')
  const key = keys.get(held) ?? createSecretKey(held)
  keys.set(held, key)
  return createHmac('sha256', key).update(`${workspace} ${survey} ${customer}`).digest()
}
