import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Installation } from '../../feature.ts'

type Secrets = Pick<Installation, 'secret'>

/** Seals a text for one workspace: opened with another's number it opens not at all. */
export function sealed({ secret }: Secrets, workspace: number, text: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secret('listening.sealed'), nonce).setAAD(Buffer.from(`${workspace}`))
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

export function unsealed({ secret }: Secrets, workspace: number, held: Buffer): string {
  const opening = createDecipheriv('aes-256-gcm', secret('listening.sealed'), held.subarray(0, 12))
  opening.setAAD(Buffer.from(`${workspace}`)).setAuthTag(held.subarray(-16))
  return Buffer.concat([opening.update(held.subarray(12, -16)), opening.final()]).toString('utf8')
}

/** What is kept of an address that gets no more: without the installation's secret nobody can try addresses against it. */
export function addressToken(
  { secret }: Secrets,
  workspace: number,
  channel: 'email' | 'sms',
  address: string,
): string {
  const plain = channel === 'email' ? address.trim().toLowerCase().normalize('NFC') : address
  return createHmac('sha256', secret('listening.addresses')).update(`${workspace} ${channel} ${plain}`).digest('hex')
}
