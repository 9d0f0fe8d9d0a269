import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from '../engines/postgres/index.ts'
import type { Installation, Workspace } from '../feature.ts'
import type { Channel } from '../vocabulary/channel.ts'
import type { KeyKind } from '../vocabulary/role.ts'
import { type WorkspaceRow, workspaceColumns, workspaceOf } from './workspace-row.ts'

/** What an API key stands for. */
export type KeyHolder = {
  readonly keyId: string
  readonly kind: KeyKind
  readonly workspace: Workspace
  readonly sourceNumber: number
  readonly sourceName: string
  /** The channel of events that do not say theirs. */
  readonly channel: Channel
  /** The source was stopped: its events are refused, and the sender told so. */
  readonly disabled: boolean
}

/** How long an answer may be old. A key revoked in this process is forgotten at once. */
const freshMs = 3_000
const keptAtMost = 5_000

type Kept = { readonly holder: KeyHolder | undefined; readonly atMs: number }

// One memory per installation: a process may hold several, in tests.
const memories = new WeakMap<Installation['postgres'], Map<string, Kept>>()

/** What is kept of a key: of 128 random bits or more, so one plain sum is enough. */
export function keyHash(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** Whom a key belongs to; nothing for an unknown or a revoked one. Asked at every event: answered from memory. */
export async function keyHolder(
  installation: Pick<Installation, 'postgres' | 'now'>,
  key: string,
): Promise<KeyHolder | undefined> {
  if (!/^(wk|sk)_[0-9a-z]{20,60}$/.test(key)) return undefined
  const hash = keyHash(key)
  const memory = memoryOf(installation)
  const name = hash.toString('base64url')
  const nowMs = installation.now().getTime()
  const kept = memory.get(name)
  if (kept && Math.abs(nowMs - kept.atMs) < freshMs) return kept.holder

  const holder = await storedHolder(installation, hash)
  // What was forgotten while the store was asked stays forgotten: it may be the revoking of this very key.
  if (memoryOf(installation) === memory) {
    if (memory.size >= keptAtMost) memory.clear()
    memory.set(name, { holder, atMs: nowMs })
  }
  return holder
}

/** Forgets what this process remembers of the keys, after a change of theirs, their source or their workspace. */
export function forgetKeyHolders(installation: Pick<Installation, 'postgres'>): void {
  memories.delete(installation.postgres)
}

function memoryOf(installation: Pick<Installation, 'postgres'>): Map<string, Kept> {
  const known = memories.get(installation.postgres)
  if (known) return known
  const made = new Map<string, Kept>()
  memories.set(installation.postgres, made)
  return made
}

async function storedHolder(
  installation: Pick<Installation, 'postgres' | 'now'>,
  hash: Buffer,
): Promise<KeyHolder | undefined> {
  const row = await installation.postgres.first(sql<
    {
      hash: Buffer
      key_id: string
      kind: KeyKind
      last_used_at: Date | null
      number: number
      source_name: string
      channel: Channel
      disabled: boolean
    } & WorkspaceRow
  >`
    select k.hash, k.key_id, k.kind, k.last_used_at, s.number, s.name as source_name, s.channel, s.disabled,
      ${workspaceColumns}
    from admitting.keys as k
    join admitting.sources as s using (workspace_id, source_id)
    join admitting.workspaces as w using (workspace_id)
    where k.hash = ${hash} and k.revoked_at is null`)
  if (!row || !timingSafeEqual(row.hash, hash)) return undefined
  const now = installation.now()
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() >= 60_000) {
    await installation.postgres.run(sql`
      update admitting.keys set last_used_at = ${now} where workspace_id = ${row.workspace_id} and key_id = ${row.key_id}`)
  }
  return {
    keyId: row.key_id,
    kind: row.kind,
    workspace: workspaceOf(row),
    sourceNumber: row.number,
    sourceName: row.source_name,
    channel: row.channel,
    disabled: row.disabled,
  }
}
