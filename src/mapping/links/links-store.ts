import type { PublicBlock } from '../../contract/public-reading.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'

export type KeptLink = {
  readonly workspace: number
  readonly id: string
  readonly map: string
  readonly name: string
  readonly shows: 'published' | 'draft'
  readonly blocks: readonly PublicBlock[]
  /** Its hash; null when the page asks for none. */
  readonly password: string | null
  readonly expiresAt: Date
  readonly createdAt: Date
  readonly createdBy: string
  readonly revokedAt: Date | null
  readonly lastReadAt: Date | null
  readonly reads: number
}

type Row = {
  workspace_id: number
  link_id: string
  map_id: string
  name: string
  shows: 'published' | 'draft'
  blocks: PublicBlock[]
  password: string | null
  expires_at: Date
  created_at: Date
  created_by: string
  revoked_at: Date | null
  last_read_at: Date | null
  reads: number
}

const columns = sql`
  workspace_id, link_id, map_id, name, shows, blocks, password,
  expires_at, created_at, created_by, revoked_at, last_read_at, reads`

/** The addresses of a map, the latest first. */
export async function readLinks(store: Queryable, workspace: number, map: string): Promise<readonly KeptLink[]> {
  const rows = await store.rows(sql<Row>`
    select ${columns}
    from mapping.public_links
    where workspace_id = ${workspace} and map_id = ${map}
    order by position desc`)
  return rows.map(kept)
}

/** The link behind a token, whether it still opens anything or not. */
export async function linkOfToken(store: Queryable, hash: Buffer): Promise<KeptLink | undefined> {
  const row = await store.first(sql<Row>`
    select ${columns} from mapping.public_links where token_hash = ${hash}`)
  return row && kept(row)
}

export async function insertLink(store: Queryable, link: KeptLink, hash: Buffer): Promise<void> {
  await store.run(sql`
    insert into mapping.public_links
      (workspace_id, link_id, map_id, token_hash, name, shows, blocks, password, expires_at, created_at, created_by)
    values (
      ${link.workspace}, ${link.id}, ${link.map}, ${hash}, ${link.name}, ${link.shows},
      array(select jsonb_array_elements_text(${JSON.stringify(link.blocks)}::jsonb)),
      ${link.password}, ${link.expiresAt}, ${link.createdAt}, ${link.createdBy}
    )`)
}

/** Ends the link; the same again changes nothing. */
export async function revokeLink(
  store: Queryable,
  workspace: number,
  map: string,
  id: string,
  at: Date,
): Promise<KeptLink | undefined> {
  const row = await store.first(sql<Row>`
    update mapping.public_links
    set revoked_at = coalesce(revoked_at, ${at})
    where workspace_id = ${workspace} and map_id = ${map} and link_id = ${id}
    returning ${columns}`)
  return row && kept(row)
}

export async function countRead(store: Queryable, link: KeptLink, at: Date): Promise<void> {
  await store.run(sql`
    update mapping.public_links
    set last_read_at = ${at}, reads = reads + 1
    where workspace_id = ${link.workspace} and link_id = ${link.id}`)
}

function kept(row: Row): KeptLink {
  return {
    workspace: row.workspace_id,
    id: row.link_id,
    map: row.map_id,
    name: row.name,
    shows: row.shows,
    blocks: row.blocks,
    password: row.password,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    createdBy: row.created_by,
    revokedAt: row.revoked_at,
    lastReadAt: row.last_read_at,
    reads: row.reads,
  }
}
