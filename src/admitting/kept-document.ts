import { type RawBuilder, sql, type Transaction } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'

/** What a workspace has one of (its opening hours, what it counts as a contact), as it stands since it was changed last. */
export type DocumentRow = { readonly revision: number; readonly document: unknown; readonly changed_at: Date }

/**
 * Keeps the one document that a workspace has in a table. `revision` is the one its writer had read, 0 where there was
 * none: of two people who write at once, the second is refused instead of undoing what the first did. Null is kept too,
 * so that the revisions go on after a document is taken back.
 * @throws problem `changed_meanwhile`.
 */
export async function keepDocument(
  { workspace, actor, now }: Context,
  transaction: Transaction,
  table: RawBuilder<unknown>,
  { document, revision }: { readonly document: object | null; readonly revision: number },
): Promise<DocumentRow> {
  const kept = await transaction.first(sql<DocumentRow>`
    insert into ${table} as kept (workspace_id, revision, document, changed_at, changed_by)
    select ${workspace.number}, 1, ${document && JSON.stringify(document)}::jsonb, ${now()},
      ${actor.kind === 'member' ? actor.memberId : null}
    where ${revision}::integer = 0
      or exists (select 1 from ${table} where workspace_id = ${workspace.number})
    on conflict (workspace_id) do update set
      revision = kept.revision + 1,
      document = excluded.document,
      changed_at = excluded.changed_at,
      changed_by = excluded.changed_by
    where kept.revision = ${revision}
    returning revision, document, changed_at`)
  if (!kept) throw problem('changed_meanwhile')
  return kept
}
