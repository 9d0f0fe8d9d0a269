import { randomBytes } from 'node:crypto'
import type {
  ApiKey,
  listKeys as listKeysRoute,
  newKey as newKeyRoute,
  revokeKey as revokeKeyRoute,
} from '../contract/admitting-sources.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context, Installation } from '../feature.ts'
import { newId } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { type KeyKind, keyAllows, permissions } from '../vocabulary/role.ts'
import { type Auditing, audit } from './audit.ts'
import { forgetKeyHolders, keyHash } from './key-holder.ts'

type KeyRow = {
  key_id: string
  name: string
  kind: KeyKind
  source_id: string
  source_name: string
  last_four: string
  clear: string | null
  created_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
}

const columns = sql.raw(
  'k.key_id, k.name, k.kind, k.source_id, s.name as source_name, k.last_four, k.clear, k.created_at, k.last_used_at, k.revoked_at',
)

/** Letters and figures only, so that a double click selects a key whole and no shell changes it. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

export async function listKeys(context: Context): Promise<AnswerOf<typeof listKeysRoute>> {
  const rows = await context.postgres.rows(sql<KeyRow>`
    select ${columns}
    from admitting.keys as k
    join admitting.sources as s using (workspace_id, source_id)
    where k.workspace_id = ${context.workspace.number}
    order by k.created_at, k.key_id`)
  return { keys: rows.map(apiKeyOf) }
}

export type NewKey = { readonly kind: KeyKind; readonly sourceId: string; readonly name?: string | undefined }

/** Makes a key of a source of the workspace. The clear text is in this answer only, when it is a secret one. */
export async function createKey(
  installation: Pick<Installation, 'postgres' | 'now'> & Auditing,
  wanted: NewKey,
): Promise<{ readonly apiKey: ApiKey; readonly key: string }> {
  const workspace = installation.workspace.number
  const now = installation.now()
  const clear = newKeyText(wanted.kind)
  const made = await installation.postgres.transaction(async transaction => {
    const source = await transaction.first(sql<{ name: string }>`
      select name from admitting.sources where workspace_id = ${workspace} and source_id = ${wanted.sourceId}`)
    if (!source) throw problem('not_found', { what: 'source' })
    const keyId = newId('key', now)
    await transaction.run(sql`
      insert into admitting.keys
        (workspace_id, key_id, source_id, kind, name, hash, last_four, clear, created_at)
      values (${workspace}, ${keyId}, ${wanted.sourceId}, ${wanted.kind}, ${wanted.name ?? source.name},
        ${keyHash(clear)}, ${clear.slice(-4)}, ${wanted.kind === 'write' ? clear : null}, ${now})`)
    const row = await transaction.first(sql<KeyRow>`
      select ${columns}
      from admitting.keys as k
      join admitting.sources as s using (workspace_id, source_id)
      where k.workspace_id = ${workspace} and k.key_id = ${keyId}`)
    await audit(installation, transaction, 'key.created', { key: keyId, kind: wanted.kind, source: wanted.sourceId })
    return apiKeyOf(row!)
  })
  forgetKeyHolders(installation)
  return { apiKey: made, key: clear }
}

export async function newKey(
  context: Context,
  { body }: InputOf<typeof newKeyRoute>,
): Promise<AnswerOf<typeof newKeyRoute>> {
  // A key may never do more than whoever makes it: an editor without exports would otherwise give one to themselves.
  const beyond = permissions.some(permission => keyAllows(body.kind, permission) && !context.may(permission))
  if (beyond) throw problem('not_allowed')
  return createKey(context, body)
}

export async function revokeKey(
  context: Context,
  { params }: InputOf<typeof revokeKeyRoute>,
): Promise<AnswerOf<typeof revokeKeyRoute>> {
  await context.postgres.transaction(async transaction => {
    const revoked = await transaction.run(sql`
      update admitting.keys set revoked_at = ${context.now()}
      where workspace_id = ${context.workspace.number} and key_id = ${params.key} and revoked_at is null`)
    if (revoked === 0) throw problem('not_found', { what: 'key' })
    await audit(context, transaction, 'key.revoked', { key: params.key })
  })
  forgetKeyHolders(context)
  return {}
}

/** 130 random bits for a key that is public anyway, 260 for a secret one. */
function newKeyText(kind: KeyKind): string {
  const letters = [...randomBytes(kind === 'secret' ? 52 : 26)].map(byte => alphabet[byte % 32]!)
  return `${kind === 'secret' ? 'sk' : 'wk'}_${letters.join('')}`
}

function apiKeyOf(row: KeyRow): ApiKey {
  return {
    id: row.key_id,
    name: row.name,
    kind: row.kind,
    sourceId: row.source_id,
    sourceName: row.source_name,
    lastFour: row.last_four,
    key: row.clear,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }
}
