import type { drawMap as drawMapRoute } from '../../contract/map-drawing.ts'
import type { WholeMap } from '../../contract/mapping.ts'
import type { InputOf } from '../../contract/route.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { labelIn } from '../../vocabulary/label.ts'
import { getMap } from '../get-map.ts'
import { keptMap } from '../whole-map.ts'
import { cleanText } from './clean-text.ts'
import { drawApart } from './draw-apart.ts'
import { contentTypes } from './draw-map.ts'

/** A map as a file to look at, print or show: what its reader may see of it, and no more. */
export async function mapDrawing(
  context: Context,
  { params, query }: InputOf<typeof drawMapRoute>,
): Promise<LeavingFile> {
  const { version, format, language = context.workspace.locale, ...look } = query
  // An answer is typed as it may be written; this one comes from the store, whole.
  const whole = (await getMap(context, {
    params,
    query: version === undefined ? {} : { version },
    body: undefined,
  })) as WholeMap
  const changedAt =
    whole.version?.publishedAt ??
    (await keptMap(context.postgres, context.workspace.number, params.map)).updatedAt.toISOString()
  const { timeZone } = context.workspace
  const content = await drawApart(format, { ...look, whole, changedAt, timeZone, language })
  const name = [
    labelIn(whole.journey.name, language).text,
    whole.map.name ? labelIn(whole.map.name, language).text : '',
  ]
  const number = whole.version ? `v${whole.version.number}` : changedAt.slice(0, 10)
  return {
    name: `${[...name, number].map(plain).filter(Boolean).join(' - ')}.${format}`,
    contentType: contentTypes[format],
    content,
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
