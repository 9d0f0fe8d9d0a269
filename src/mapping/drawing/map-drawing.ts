import type { DrawingFormat, drawMap as drawMapRoute } from '../../contract/map-drawing.ts'
import type { WholeMap } from '../../contract/mapping.ts'
import type { InputOf } from '../../contract/route.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { labelIn } from '../../vocabulary/label.ts'
import { picturesInCells } from '../../vocabulary/map/pictures-of-map.ts'
import { getMap } from '../get-map.ts'
import { readPictures } from '../pictures/pictures-store.ts'
import { keptMap } from '../whole-map.ts'
import { cleanText } from './clean-text.ts'
import { drawApart } from './draw-apart.ts'
import { contentTypes } from './draw-map.ts'
import type { DrawingRequest } from './drawing-request.ts'

/** A map as a file to look at, print or show: what its reader may see of it, and no more. */
export async function mapDrawing(context: Context, asked: InputOf<typeof drawMapRoute>): Promise<LeavingFile> {
  return await drawnMap(context, asked)
}

/** The same with what was lived on it, where the caller has measured that. */
export async function drawnMap(
  context: Context,
  { params, query }: InputOf<typeof drawMapRoute>,
  lived?: DrawingRequest['lived'],
): Promise<LeavingFile> {
  const { version, format, language = context.workspace.locale, ...look } = query
  const whole = await getMap(context, { params, query: version === undefined ? {} : { version }, body: undefined })
  const changedAt =
    whole.version?.publishedAt ??
    (await keptMap(context.postgres, context.workspace.number, params.map)).updatedAt.toISOString()
  const pictures = await drawnPictures(context, whole)
  return drawnFile(format, {
    ...look,
    whole,
    pictures,
    lived,
    changedAt,
    timeZone: context.workspace.timeZone,
    language,
  })
}

/** The pictures in the cells of what is to be drawn. */
export async function drawnPictures(
  { postgres, workspace }: Pick<Context, 'postgres' | 'workspace'>,
  { map }: WholeMap,
): Promise<NonNullable<DrawingRequest['pictures']>> {
  const kept = await readPictures(postgres, workspace.number, picturesInCells(map))
  return new Map(kept.map(({ id, ...picture }) => [id, picture]))
}

/**
 * Draws what a caller may see of a map, with what the caller has measured if anything, as a file with a name of its own.
 * Drawing goes on in a thread apart; throws `drawing_too_heavy` or `too_many_requests`.
 */
async function drawnFile(format: DrawingFormat, request: DrawingRequest): Promise<LeavingFile> {
  const { whole, changedAt, language } = request
  const { bytes, lacking } = await drawApart(format, request)
  const name = [
    labelIn(whole.journey.name, language).text,
    whole.map.name ? labelIn(whole.map.name, language).text : '',
  ]
  const number = whole.version ? `v${whole.version.number}` : changedAt.slice(0, 10)
  return {
    name: `${[...name, number].map(plain).filter(Boolean).join(' - ')}.${format}`,
    contentType: contentTypes[format],
    content: bytes,
    ...(lacking.length > 0 ? { lacking: lacking.join('') } : {}),
  }
}

/** Words as they may stand in the name of a file on any system. */
function plain(text: string): string {
  return cleanText(text)
    .replace(/[\\/:*?"<>|\n]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
}
