import type { exportMap as exportMapRoute } from '../contract/mapping.ts'
import type { InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { writeInterchange } from '../vocabulary/map/interchange.ts'
import type { Interchange } from '../vocabulary/map/interchange-format.ts'
import { problem } from '../vocabulary/problem.ts'
import { picturesForFile } from './pictures/file-pictures.ts'
import { readVersion } from './store/versions.ts'
import { wholeMapFor } from './talk/reader.ts'
import { keptMap, wholeDraft, wholeVersion } from './whole-map.ts'

/** A map as a file, without what its reader may not see: the draft, or a published version as it was. The same map gives the same bytes, `exportedAt` aside. */
export async function exportMap(
  context: Context,
  { params, query }: InputOf<typeof exportMapRoute>,
): Promise<AsyncIterable<string>> {
  const workspace = context.workspace.number
  const content = await contentOf(context, workspace, params.map, query.version)
  const { carried, ...file } = content
  const text = writeInterchange({
    ...(carried as Pick<Interchange, 'measures'>),
    ...file,
    exportedAt: context.now().toISOString(),
  })
  return (async function* () {
    yield text
  })()
}

async function contentOf(context: Context, workspace: number, id: string, version: number | undefined) {
  const { defaultLocale, carried } =
    version === undefined
      ? await keptMap(context.postgres, workspace, id)
      : await contentOfVersion(context, workspace, id, version)
  const whole =
    version === undefined
      ? await wholeDraft(context.postgres, workspace, id)
      : await wholeVersion(context.postgres, workspace, id, version)
  const { journey, map, library, bindings } = await wholeMapFor(context, whole)
  // What another tool said of the map may tell what is hidden: nobody knows which part of it does.
  const pictures = await picturesForFile(context.postgres, workspace, map, library)
  return {
    defaultLocale,
    carried: map === whole.map ? carried : {},
    journey,
    map,
    library,
    bindings,
    ...(pictures.length > 0 ? { pictures: [...pictures] } : {}),
  }
}

async function contentOfVersion(context: Context, workspace: number, id: string, version: number) {
  await keptMap(context.postgres, workspace, id)
  const found = await readVersion(context.postgres, workspace, id, version)
  if (!found) throw problem('not_found', { what: 'version' })
  return found.content
}
