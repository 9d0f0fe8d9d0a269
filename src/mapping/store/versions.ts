import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import { bindingRuleShape } from '../../vocabulary/binding.ts'
import { journeyShape } from '../../vocabulary/journey.ts'
import { canonicalJson } from '../../vocabulary/map/canonical-json.ts'
import { journeyMapShape, type MapVersion } from '../../vocabulary/map/journey-map.ts'
import { libraryShape } from '../../vocabulary/map/library.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { Stamp } from './journeys.ts'

/** All that a version shows, so that nothing published changes when the library does. */
const contentShape = z.strictObject({
  defaultLocale: z.enum(['fr', 'en']),
  journey: journeyShape,
  map: journeyMapShape,
  library: libraryShape,
  bindings: z.array(bindingRuleShape),
  carried: z.record(z.string(), z.unknown()),
})
export type VersionContent = z.output<typeof contentShape>

type Row = {
  number: number
  latest: number
  note: string
  content_hash: string
  published_at: Date
  published_by: string
}

/** The versions of a map, the latest first. */
export async function readVersions(store: Queryable, workspace: number, map: string): Promise<readonly MapVersion[]> {
  const rows = await store.rows(sql<Row>`
    select number, max(number) over () as latest, note, content_hash, published_at, published_by
    from mapping.versions
    where workspace_id = ${workspace} and map_id = ${map}
    order by number desc`)
  return rows.map(versionOf)
}

/** A version whole; `map_damaged` when it is not what was published. */
export async function readVersion(
  store: Queryable,
  workspace: number,
  map: string,
  number: number,
): Promise<{ readonly version: MapVersion; readonly content: VersionContent } | undefined> {
  const row = await store.first(sql<Row & { content: unknown }>`
    select
      number, note, content_hash, published_at, published_by, content,
      (select max(number) from mapping.versions where workspace_id = ${workspace} and map_id = ${map}) as latest
    from mapping.versions
    where workspace_id = ${workspace} and map_id = ${map} and number = ${number}`)
  if (!row) return undefined
  if (hashOf(row.content) !== row.content_hash) throw problem('map_damaged', { number })
  return { version: versionOf(row), content: contentShape.parse(row.content) }
}

export async function insertVersion(
  store: Queryable,
  workspace: number,
  number: number,
  content: VersionContent,
  note: string,
  stamp: Stamp,
): Promise<MapVersion> {
  const hash = hashOf(content)
  await store.run(sql`
    insert into mapping.versions
      (workspace_id, map_id, number, content, content_hash, note, published_at, published_by)
    values (
      ${workspace}, ${content.map.id}, ${number}, ${JSON.stringify(content)}, ${hash}, ${note}, ${stamp.at}, ${stamp.by}
    )`)
  return versionOf({
    number,
    latest: number,
    note,
    content_hash: hash,
    published_at: stamp.at,
    published_by: stamp.by,
  })
}

function hashOf(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex')
}

function versionOf(row: Row): MapVersion {
  return {
    number: row.number,
    status: row.number === row.latest ? 'published' : 'superseded',
    note: row.note,
    contentHash: row.content_hash,
    publishedAt: row.published_at.toISOString(),
    publishedBy: row.published_by,
  }
}
