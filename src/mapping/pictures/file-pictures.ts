import type { Queryable } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import type { FilePicture, Interchange } from '../../vocabulary/map/interchange-format.ts'
import type { JourneyMap } from '../../vocabulary/map/journey-map.ts'
import type { Library } from '../../vocabulary/map/library.ts'
import type { MapProblem } from '../../vocabulary/map/map-problem.ts'
import { picturesOfMap } from '../../vocabulary/map/pictures-of-map.ts'
import { Problem, problem, problemSentence } from '../../vocabulary/problem.ts'
import { stampOf } from '../stamp.ts'
import { refuseUnseen } from './brought-pictures.ts'
import { putPicture, readPictures, type WholePicture } from './pictures-store.ts'
import { takePicture } from './take-picture.ts'

/** The pictures that a map and its library show, as they stand in a file. */
export async function picturesForFile(
  store: Queryable,
  workspace: number,
  map: JourneyMap,
  library: Library,
): Promise<readonly FilePicture[]> {
  const kept = await readPictures(store, workspace, picturesOfMap(map, library))
  return kept.map(({ id, type, content }) => ({ id, type, data: Buffer.from(content).toString('base64') }))
}

/** The pictures of a file that its map shows. Refused with every one that is not what it says it is. */
export function picturesOfFile({ map, library, pictures = [] }: Interchange): readonly WholePicture[] {
  const shown = picturesOfMap(map, library)
  const problems: MapProblem[] = []
  const taken = pictures.flatMap(({ id, data }) => {
    if (!shown.has(id)) return []
    try {
      const picture = takePicture(Uint8Array.from(Buffer.from(data, 'base64')))
      if (picture.id === id) return [picture]
      problems.push(
        told(
          id,
          'its bytes are not those that its id names',
          'ses octets ne sont pas ceux que désigne son identifiant',
        ),
      )
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problems.push(told(id, problemSentence(error.code, {}, 'en'), problemSentence(error.code, {}, 'fr')))
    }
    return []
  })
  const [first] = problems
  if (first) throw problem('map_invalid', { reason: { en: first.en, fr: first.fr }, problems })
  return taken
}

/** Refuses a file whose map shows a picture that is neither in the file nor, for who brings it, here. */
export async function refuseLackingPictures(
  context: Context,
  store: Queryable,
  { map, library }: Interchange,
  pictures: readonly WholePicture[],
): Promise<void> {
  const brought = new Set(pictures.map(one => one.id))
  const lacking = [...picturesOfMap(map, library)].filter(id => !brought.has(id))
  await refuseUnseen(context, store, new Set(lacking), map.id)
}

export async function keepPictures(context: Context, store: Queryable, pictures: readonly WholePicture[]) {
  for (const one of pictures) await putPicture(store, context.workspace.number, one, stampOf(context))
}

function told(id: string, en: string, fr: string): MapProblem {
  const place = [{ kind: 'library' as const, id: `pictures.${id.slice(0, 16)}` }]
  const bare = (text: string) => text.replace(/\.$/, '')
  return {
    code: 'file_invalid',
    weight: 'error',
    at: place,
    en: `The picture ${id.slice(0, 16)}…: ${bare(en)}.`,
    fr: `L’image ${id.slice(0, 16)}… : ${bare(fr)}.`,
  }
}
