import type { addPicture as addRoute, getPicture as getRoute } from '../../contract/map-pictures.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { ArrivingFile, Context, LeavingFile } from '../../feature.ts'
import { pictureLimit } from '../../vocabulary/map/picture.ts'
import { picturesOfMap } from '../../vocabulary/map/pictures-of-map.ts'
import { problem } from '../../vocabulary/problem.ts'
import { getMap } from '../get-map.ts'
import { stampOf } from '../stamp.ts'
import { keptMap } from '../whole-map.ts'
import { putPicture, readBringers, readPictures, type WholePicture } from './pictures-store.ts'
import { takePicture } from './take-picture.ts'

/** Keeps a picture, to be put into a cell or beside a piece of evidence. */
export async function addPicture(
  context: Context,
  _input: InputOf<typeof addRoute>,
  file: ArrivingFile | undefined,
): Promise<AnswerOf<typeof addRoute>> {
  const picture = await receivePicture(file)
  await putPicture(context.postgres, context.workspace.number, picture, stampOf(context))
  const { id, type, width, height } = picture
  return { id, type, width, height }
}

/** What arrives, as a picture: told by its bytes, and no larger than is kept. */
export async function receivePicture(file: ArrivingFile | undefined): Promise<WholePicture> {
  if (!file) throw problem('input_invalid', { reason: 'the body must be a picture' })
  return takePicture(await bytesOf(file))
}

/**
 * Gives a picture, byte by byte, to those who may see where the map shows it; and to whoever brought it, who sees it
 * before it stands anywhere.
 */
export async function getPicture(context: Context, { params, query }: InputOf<typeof getRoute>): Promise<LeavingFile> {
  const { postgres, workspace } = context
  const { workspace: key, map, picture: id } = params
  await keptMap(postgres, workspace.number, map)
  const bringers = (await readBringers(postgres, workspace.number, new Set([id]))).get(id)
  if (!bringers) throw problem('not_found', { what: 'picture' })
  if (!bringers.includes(stampOf(context).by)) {
    const whole = await getMap(context, { params: { workspace: key, map }, query, body: undefined })
    if (!picturesOfMap(whole.map, whole.library).has(id)) throw problem('not_found', { what: 'picture' })
  }
  const [picture] = await readPictures(postgres, workspace.number, new Set([id]))
  if (!picture) throw problem('not_found', { what: 'picture' })
  return fileOf(picture)
}

/** A picture never changes, as it is named by what it is: a browser may keep it for an hour. */
export function fileOf(picture: WholePicture): LeavingFile {
  return {
    name: `${picture.id.slice(0, 16)}.${picture.type.slice('image/'.length)}`,
    contentType: picture.type,
    content: picture.content,
    keepSeconds: 3600,
  }
}

async function bytesOf(file: ArrivingFile): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of file.stream) {
    size += (part as Buffer).length
    if (size > pictureLimit) throw problem('picture_too_large')
    parts.push(part as Buffer)
  }
  return Uint8Array.from(Buffer.concat(parts))
}
