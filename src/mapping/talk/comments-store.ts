import { type Queryable, sql } from '../../engines/postgres/index.ts'

export type KeptComment = {
  readonly id: string
  readonly thread: string
  readonly target: string
  readonly body: string | null
  readonly author: string
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly resolvedAt: Date | null
  readonly resolvedBy: string | null
}

const columns = sql`
  comment_id as id, thread_id as thread, target, body, author, created_at as "createdAt", edited_at as "editedAt",
  resolved_at as "resolvedAt", resolved_by as "resolvedBy"`

/** The comments of a map, thread by thread, each in the order in which it was said; of one thread when it is named. */
export async function readComments(
  store: Queryable,
  workspace: number,
  map: string,
  thread?: string,
): Promise<readonly KeptComment[]> {
  return await store.rows(sql<KeptComment>`
    select ${columns}
    from mapping.comments
    where workspace_id = ${workspace} and map_id = ${map} and thread_id = coalesce(${thread ?? null}, thread_id)
    order by thread_id, created_at, comment_id`)
}

export async function readComment(
  store: Queryable,
  workspace: number,
  map: string,
  id: string,
): Promise<KeptComment | undefined> {
  return await store.first(sql<KeptComment>`
    select ${columns}
    from mapping.comments
    where workspace_id = ${workspace} and map_id = ${map} and comment_id = ${id}`)
}

export async function insertComment(
  store: Queryable,
  workspace: number,
  map: string,
  comment: Pick<KeptComment, 'id' | 'thread' | 'target' | 'body' | 'author' | 'createdAt'>,
): Promise<void> {
  await store.run(sql`
    insert into mapping.comments (workspace_id, comment_id, map_id, thread_id, target, body, author, created_at)
    values (
      ${workspace}, ${comment.id}, ${map}, ${comment.thread}, ${comment.target}, ${comment.body}, ${comment.author},
      ${comment.createdAt}
    )`)
}

/** Writes other words; null takes them back. */
export async function writeComment(
  store: Queryable,
  workspace: number,
  id: string,
  body: string | null,
  at: Date,
): Promise<void> {
  await store.run(sql`
    update mapping.comments
    set body = ${body}, edited_at = ${at}
    where workspace_id = ${workspace} and comment_id = ${id}`)
}

export async function writeResolved(
  store: Queryable,
  workspace: number,
  thread: string,
  resolved: { readonly at: Date; readonly by: string } | null,
): Promise<void> {
  await store.run(sql`
    update mapping.comments
    set resolved_at = ${resolved?.at ?? null}, resolved_by = ${resolved?.by ?? null}
    where workspace_id = ${workspace} and comment_id = ${thread}`)
}
