import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'

export type Upload = {
  readonly id: string
  readonly workspace: number
  readonly file: string
  readonly sizeBytes: number
}

export async function insertUpload(installation: Installation, upload: Upload): Promise<void> {
  await installation.postgres.run(sql`
    insert into collecting.uploads (workspace_id, id, file, size_bytes, kept_at)
    values (${upload.workspace}, ${upload.id}, ${upload.file}, ${upload.sizeBytes}, ${installation.now()})`)
}

export async function uploadById(
  installation: Installation,
  workspace: number,
  id: string,
): Promise<Upload | undefined> {
  const row = await installation.postgres.first(sql<{ file: string; size_bytes: string }>`
    select file, size_bytes from collecting.uploads where workspace_id = ${workspace} and id = ${id}`)
  return row && { id, workspace, file: row.file, sizeBytes: Number(row.size_bytes) }
}

/** Forgets one upload, or all those kept before a moment, unless an import waits for it. Answers how many. */
export async function forgetUploadRows(
  installation: Installation,
  which: { readonly workspace: number; readonly id: string } | { readonly before: Date },
): Promise<number> {
  const chosen =
    'id' in which ? sql`workspace_id = ${which.workspace} and id = ${which.id}` : sql`kept_at < ${which.before}`
  return installation.postgres.run(sql`
    delete from collecting.uploads as uploads
    where ${chosen} and not exists (
      select from collecting.imports as imports
      where imports.workspace_id = uploads.workspace_id and imports.state in ('waiting', 'running')
        and (imports.upload = uploads.id or uploads.id = any(imports.joins))
    )`)
}

export async function knownUploads(installation: Installation): Promise<readonly string[]> {
  const rows = await installation.postgres.rows(sql<{ id: string }>`select id from collecting.uploads`)
  return rows.map(row => row.id)
}
