import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'

/**
 * Where personal values live: sealed with a key of their own anchor (AES-256-GCM), the keys themselves sealed with
 * the installation's secret. Destroying the key makes the values unreadable everywhere, backups included.
 */
export type Vault = {
  /** Makes sure that every anchor has a key, in few statements. Call before `seal`. */
  prepare(queryable: Queryable, workspace: number, anchors: readonly bigint[]): Promise<void>
  /** Seals a value for an anchor that was prepared. */
  seal(workspace: number, anchor: bigint, value: string): Buffer
  /** Fetches the keys of many anchors at once, so that opening their values asks no more. */
  load(queryable: Queryable, workspace: number, anchors: readonly bigint[]): Promise<void>
  /** Opens a sealed value; undefined when its key was destroyed. */
  open(queryable: Queryable, workspace: number, anchor: bigint, sealed: Buffer): Promise<string | undefined>
  /** Forgets the keys of these anchors, or all keys of the workspace. They are read again when they are needed. */
  forget(workspace: number, anchors?: readonly bigint[]): void
}

const keptKeys = 100_000

export function openVault(installation: Installation): Vault {
  const master = createSecretKey(installation.secret('vault'))
  const keys = new Map<string, KeyObject>()
  const name = (workspace: number, anchor: bigint) => `${workspace}:${anchor}`
  const keep = (workspace: number, anchor: bigint, key: Buffer) => {
    // The oldest go first: a Map keeps the order of insertion.
    if (keys.size >= keptKeys) keys.delete(keys.keys().next().value!)
    keys.set(name(workspace, anchor), createSecretKey(key))
  }
  const load = async (queryable: Queryable, workspace: number, anchors: readonly bigint[]) => {
    const rows = await queryable.rows(sql<{ anchor: string; wrapped: Buffer }>`
      select anchor, wrapped
      from collecting.vault_keys
      where workspace_id = ${workspace} and anchor = any(${anchors.map(String)}::bigint[])`)
    for (const row of rows) keep(workspace, BigInt(row.anchor), unseal(master, row.wrapped))
  }
  return {
    prepare: async (queryable, workspace, anchors) => {
      const unknown = [...new Set(anchors)].filter(anchor => !keys.has(name(workspace, anchor)))
      if (unknown.length === 0) return
      await load(queryable, workspace, unknown)
      const missing = unknown.filter(anchor => !keys.has(name(workspace, anchor)))
      if (missing.length === 0) return
      const made = new Map(missing.map(anchor => [String(anchor), randomBytes(32)]))
      const stored = await queryable.rows(sql<{ anchor: string }>`
        insert into collecting.vault_keys (workspace_id, anchor, wrapped)
        select ${workspace}, anchor, wrapped
        from unnest(
          ${[...made.keys()]}::bigint[],
          ${[...made.values()].map(key => sealWith(master, key))}::bytea[]
        ) as new (anchor, wrapped)
        on conflict do nothing
        returning anchor`)
      for (const { anchor } of stored) keep(workspace, BigInt(anchor), made.get(anchor)!)
      // Somebody else made the key of the others meanwhile: theirs is the one that is stored.
      if (stored.length < missing.length) await load(queryable, workspace, missing)
    },
    load: async (queryable, workspace, anchors) => {
      const unknown = [...new Set(anchors)].filter(anchor => !keys.has(name(workspace, anchor)))
      if (unknown.length > 0) await load(queryable, workspace, unknown)
    },
    seal: (workspace, anchor, value) => {
      const key = keys.get(name(workspace, anchor))
      if (!key) throw new Error('A value was to be sealed for an anchor whose key was not prepared.')
      return sealWith(key, Buffer.from(value, 'utf8'))
    },
    open: async (queryable, workspace, anchor, sealed) => {
      if (!keys.has(name(workspace, anchor))) await load(queryable, workspace, [anchor])
      const key = keys.get(name(workspace, anchor))
      return key ? unseal(key, sealed).toString('utf8') : undefined
    },
    forget: (workspace, anchors) => {
      for (const anchor of anchors ?? []) keys.delete(name(workspace, anchor))
      if (anchors) return
      for (const held of keys.keys()) if (held.startsWith(`${workspace}:`)) keys.delete(held)
    },
  }
}

/**
 * Twelve bytes of nonce, the sealed bytes, sixteen bytes of proof. Given the bytes of a key instead of its object, the
 * ciphers of Node 24 take three times as long.
 */
export function sealWith(key: KeyObject | Buffer, value: Buffer): Buffer {
  const nonce = nextNonce()
  const cipher = createCipheriv('aes-256-gcm', keyObject(key), nonce)
  return Buffer.concat([nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()])
}

const nonceBytes = 12
let nonces = Buffer.alloc(0)

/** Twelve random bytes, never given twice. Drawn for many at once: a call for each took longer than the sealing. */
function nextNonce(): Buffer {
  if (nonces.length < nonceBytes) nonces = randomBytes(nonceBytes * 1000)
  const nonce = nonces.subarray(0, nonceBytes)
  nonces = nonces.subarray(nonceBytes)
  return nonce
}

export function unseal(key: KeyObject | Buffer, sealed: Buffer): Buffer {
  const opening = createDecipheriv('aes-256-gcm', keyObject(key), sealed.subarray(0, 12))
  opening.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([opening.update(sealed.subarray(12, -16)), opening.final()])
}

function keyObject(key: KeyObject | Buffer): KeyObject {
  return Buffer.isBuffer(key) ? createSecretKey(key) : key
}
