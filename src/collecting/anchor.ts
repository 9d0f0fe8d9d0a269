import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { Installation } from '../feature.ts'
import type { IdentifierKind } from '../vocabulary/identity.ts'

/**
 * The anchor of an identifier: 63 bits of a keyed hash of (workspace, kind, value). Without the installation's secret
 * nobody can tell which value an anchor stands for, nor try values against it.
 */
export function anchorOf(installation: Installation, workspace: number, kind: IdentifierKind, value: string): bigint {
  return hash(installation, `${workspace}:${kind}:${normaliseIdentifier(kind, value)}`)
}

/** The anchor of the part of a shared browser's life that belongs to a later user of it. */
export function epochAnchor(installation: Installation, workspace: number, browser: bigint, user: bigint): bigint {
  return hash(installation, `${workspace}:epoch:${browser}:${user}`)
}

/** The token by which customers are found by a trait such as an e-mail address. */
export function searchToken(installation: Installation, workspace: number, value: string): bigint {
  return hash(installation, `${workspace}:search:${normaliseSearch(value)}`)
}

/** Addresses without capitals or spaces around, telephone numbers as digits, everything else as given. */
function normaliseSearch(value: string): string {
  const trimmed = value.trim().toLowerCase()
  if (trimmed.includes('@')) return trimmed
  if (/^[+\d][\d\s().-]{5,24}$/.test(trimmed)) return nationalDigits(trimmed)
  return trimmed
}

function normaliseIdentifier(kind: IdentifierKind, value: string): string {
  if (kind === 'email') return value.trim().toLowerCase()
  return kind === 'phone' ? nationalDigits(value) : value
}

/** +33 6 12…, 0033612… and 0612… are one number: the international form of a French one loses its prefix. */
function nationalDigits(value: string): string {
  return value
    .replace(/[^\d+]/g, '')
    .replace(/^00/, '+')
    .replace(/^\+330?/, '0')
}

/** The secret as the object that hashing wants: from the bytes it makes one each time, at five times the cost. */
const keys = new WeakMap<Buffer, KeyObject>()

function hash(installation: Installation, text: string): bigint {
  const secret = installation.secret('identifiers')
  const key = keys.get(secret) ?? createSecretKey(secret)
  keys.set(secret, key)
  const digest = createHmac('sha256', key).update(text).digest()
  const number = digest.readBigUInt64BE(0) & 0x7fff_ffff_ffff_ffffn
  return number === 0n ? 1n : number
}
