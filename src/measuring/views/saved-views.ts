import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type {
  changeView as changeViewRoute,
  listViews as listViewsRoute,
  removeView as removeViewRoute,
  restoreView as restoreViewRoute,
  SavedView,
  saveView as saveViewRoute,
  setDefaultView as setDefaultViewRoute,
} from '../../contract/saved-views.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'

const mostViews = 500
/** So long a removed view can be brought back. */
const keptDays = 30

type Row = {
  view_id: string
  name: string
  page: SavedView['page']
  search: SavedView['search']
  saved_at: Date
  saved_by: string | null
  is_default: boolean
}

const columns = sql`view_id, name, page, search, saved_at, saved_by, is_default`

export async function listViews(context: Context): Promise<AnswerOf<typeof listViewsRoute>> {
  const rows = await context.postgres.rows(sql<Row>`
    select ${columns}
    from measuring.saved_views
    where workspace_id = ${context.workspace.number} and removed_at is null
    order by lower(name), view_id`)
  return { views: rows.map(faceOf) }
}

export async function saveView(
  context: Context,
  { body }: InputOf<typeof saveViewRoute>,
): Promise<AnswerOf<typeof saveViewRoute>> {
  const { workspace, actor, postgres } = context
  const at = context.now()
  const id = newId('vew', at)
  return await postgres.transaction(async transaction => {
    await transaction.run(sql`
      delete from measuring.saved_views
      where workspace_id = ${workspace.number}
        and removed_at < ${new Date(at.getTime() - keptDays * 86_400_000)}`)
    const held = await transaction.first(sql<{ amount: string }>`
      select count(*) as amount from measuring.saved_views
      where workspace_id = ${workspace.number} and removed_at is null`)
    if (Number(held?.amount) >= mostViews) throw problem('too_many_views', { limit: mostViews })
    const row = await transaction.first(sql<Row>`
      insert into measuring.saved_views (workspace_id, view_id, name, page, search, saved_at, saved_by)
      values (
        ${workspace.number}, ${id}, ${body.name}, ${body.page}, ${JSON.stringify(body.search)}::jsonb, ${at},
        ${actor.kind === 'member' ? actor.memberId : null}
      )
      returning ${columns}`)
    return faceOf(row!)
  })
}

export async function changeView(
  context: Context,
  { params, body }: InputOf<typeof changeViewRoute>,
): Promise<AnswerOf<typeof changeViewRoute>> {
  const row = await context.postgres.first(sql<Row>`
    update measuring.saved_views
    set
      name = coalesce(${body.name ?? null}, name),
      search = coalesce(${body.search === undefined ? null : JSON.stringify(body.search)}::jsonb, search)
    where workspace_id = ${context.workspace.number} and view_id = ${params.view} and removed_at is null
    returning ${columns}`)
  return faceOf(found(row))
}

export async function removeView(
  context: Context,
  { params }: InputOf<typeof removeViewRoute>,
): Promise<AnswerOf<typeof removeViewRoute>> {
  const row = await context.postgres.first(sql<Row>`
    update measuring.saved_views
    set removed_at = ${context.now()}, is_default = false
    where workspace_id = ${context.workspace.number} and view_id = ${params.view} and removed_at is null
    returning ${columns}`)
  found(row)
  return {}
}

export async function restoreView(
  context: Context,
  { params }: InputOf<typeof restoreViewRoute>,
): Promise<AnswerOf<typeof restoreViewRoute>> {
  const row = await context.postgres.first(sql<Row>`
    update measuring.saved_views
    set removed_at = null
    where workspace_id = ${context.workspace.number} and view_id = ${params.view}
    returning ${columns}`)
  return faceOf(found(row))
}

/** @throws problem `input_invalid` for a view that is not of a map. */
export async function setDefaultView(
  context: Context,
  { params, body }: InputOf<typeof setDefaultViewRoute>,
): Promise<AnswerOf<typeof setDefaultViewRoute>> {
  const { workspace, postgres } = context
  return await postgres.transaction(async transaction => {
    const row = found(
      await transaction.first(sql<Row>`
        select ${columns} from measuring.saved_views
        where workspace_id = ${workspace.number} and view_id = ${params.view} and removed_at is null`),
    )
    const map = row.page === 'map' ? row.search.map : undefined
    if (typeof map !== 'string')
      throw problem('input_invalid', {
        reason: { en: 'only a view of a map can be how it opens', fr: 'seule une vue d’une carte peut l’ouvrir' },
      })
    await transaction.run(sql`
      update measuring.saved_views
      set is_default = false
      where workspace_id = ${workspace.number} and page = 'map' and search->>'map' = ${map} and is_default`)
    const changed = await transaction.first(sql<Row>`
      update measuring.saved_views
      set is_default = ${body.isDefault}
      where workspace_id = ${workspace.number} and view_id = ${params.view}
      returning ${columns}`)
    return faceOf(found(changed))
  })
}

function found(row: Row | undefined): Row {
  if (!row) throw problem('not_found', { what: 'saved view' })
  return row
}

function faceOf(row: Row): SavedView {
  return {
    id: row.view_id,
    name: row.name,
    page: row.page,
    search: row.search,
    savedAt: row.saved_at.toISOString(),
    savedBy: row.saved_by,
    isDefault: row.is_default,
  }
}
