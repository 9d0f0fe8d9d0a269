import { createHash } from 'node:crypto'
import type { addPicture as addRoute, getPicture as getRoute } from '../../contract/map-pictures.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { ArrivingFile, Context, LeavingFile } from '../../feature.ts'
import { type PictureType, pictureLimit, pictureTypeOf } from '../../vocabulary/picture.ts'
import { problem } from '../../vocabulary/problem.ts'
import { stampOf } from '../stamp.ts'

/** Keeps a picture. It is never opened here: its bytes say what it is, and browsers are told to believe nothing else. */
export async function addPicture(
  context: Context,
  _input: InputOf<typeof addRoute>,
  file: ArrivingFile | undefined,
): Promise<AnswerOf<typeof addRoute>> {
  if (!file) throw problem('input_invalid', { reason: 'the body must be a picture' })
  const content = await bytesOf(file)
  const type = pictureTypeOf(content)
  if (!type) {
    throw problem('picture_unreadable')
  }
  const id = `pic_${createHash('sha256').update(content).digest('hex')}`
  const { at, by } = stampOf(context)
  await context.postgres.run(sql`
    insert into mapping.pictures (workspace_id, picture_id, type, content, added_at, added_by)
    values (${context.workspace.number}, ${id}, ${type}, ${content}, ${at}, ${by})
    on conflict (workspace_id, picture_id) do nothing`)
  return { id }
}

/** Gives a picture back, byte by byte. */
export async function getPicture(context: Context, { params }: InputOf<typeof getRoute>): Promise<LeavingFile> {
  const row = await context.postgres.first(sql<{ type: PictureType; content: Buffer }>`
    select type, content from mapping.pictures
    where workspace_id = ${context.workspace.number} and picture_id = ${params.picture}`)
  if (!row) throw problem('not_found', { what: 'picture' })
  return {
    name: `${params.picture}.${row.type.slice('image/'.length)}`,
    contentType: row.type,
    content: new Uint8Array(row.content),
  }
}

async function bytesOf(file: ArrivingFile): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of file.stream) {
    size += (part as Buffer).length
    if (size > pictureLimit) throw problem('picture_too_large')
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts)
}
