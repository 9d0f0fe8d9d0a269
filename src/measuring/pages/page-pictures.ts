import type {
  bringPagePicture as bringRoute,
  getPagePicture as getRoute,
  PagePicture,
  removePagePicture as removeRoute,
} from '../../contract/page-pictures.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { ArrivingFile, Context, LeavingFile } from '../../feature.ts'
import { receivePicture } from '../../mapping/index.ts'
import { problem } from '../../vocabulary/problem.ts'

type Row = { type: PagePicture['type']; width: number; height: number; brought_at: Date }

/** How many pages of a workspace have a picture, at most: as many as are told apart on one day, at three widths. */
const mostPictures = 900

const told = ({ type, width, height, brought_at }: Row): PagePicture => ({
  type,
  width,
  height,
  broughtAt: brought_at.toISOString(),
})

/** Keeps what a page looks like; the picture before goes. @throws problem `picture_…` for what is no picture. */
export async function bringPagePicture(
  context: Context,
  { query }: InputOf<typeof bringRoute>,
  file: ArrivingFile | undefined,
): Promise<AnswerOf<typeof bringRoute>> {
  const { type, width, height, content } = await receivePicture(file)
  const { postgres, workspace, actor } = context
  const by = actor.kind === 'member' ? actor.memberId : null
  const row = await postgres.first(sql<Row>`
    insert into measuring.page_pictures
      (workspace_id, template, viewport, type, width, height, content, brought_at, brought_by)
    select
      ${workspace.number}, ${query.page}, ${query.viewport}, ${type}, ${width}, ${height},
      ${Buffer.from(content)}::bytea, ${context.now()}, ${by}
    where (select count(*) from measuring.page_pictures where workspace_id = ${workspace.number}) < ${mostPictures}
      or exists (
        select from measuring.page_pictures
        where workspace_id = ${workspace.number} and template = ${query.page} and viewport = ${query.viewport}
      )
    on conflict (workspace_id, template, viewport) do update set
      type = excluded.type,
      width = excluded.width,
      height = excluded.height,
      content = excluded.content,
      brought_at = excluded.brought_at,
      brought_by = excluded.brought_by
    returning type, width, height, brought_at`)
  if (!row)
    throw problem('input_invalid', {
      reason: {
        en: `${mostPictures} pages have a picture already; take one off first`,
        fr: `${mostPictures} pages ont déjà une image ; retirez-en une d’abord`,
      },
    })
  return told(row)
}

/** The picture of a page, byte by byte. */
export async function getPagePicture(context: Context, { query }: InputOf<typeof getRoute>): Promise<LeavingFile> {
  const row = await context.postgres.first(sql<Row & { content: Buffer }>`
    select type, width, height, brought_at, content
    from measuring.page_pictures
    where workspace_id = ${context.workspace.number} and template = ${query.page} and viewport = ${query.viewport}`)
  if (!row) throw problem('not_found', { what: 'picture' })
  const name = `${query.page.replace(/[^\w-]+/g, '-').slice(0, 60)}.${row.type.slice('image/'.length)}`
  return { name, contentType: row.type, content: Uint8Array.from(row.content), keepSeconds: query.of ? 3600 : 0 }
}

export async function removePagePicture(
  context: Context,
  { query }: InputOf<typeof removeRoute>,
): Promise<AnswerOf<typeof removeRoute>> {
  await context.postgres.run(sql`
    delete from measuring.page_pictures
    where workspace_id = ${context.workspace.number} and template = ${query.page} and viewport = ${query.viewport}`)
  return {}
}

/** What is known of the picture of a page; null where there is none. */
export async function pagePictureOf(context: Context, page: string, viewport: string): Promise<PagePicture | null> {
  const row = await context.postgres.first(sql<Row>`
    select type, width, height, brought_at
    from measuring.page_pictures
    where workspace_id = ${context.workspace.number} and template = ${page} and viewport = ${viewport}`)
  return row ? told(row) : null
}
