import type { getMap as getMapRoute, WholeMap } from '../contract/mapping.ts'
import type { InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { wholeMapFor } from './talk/reader.ts'
import { wholeDraft, wholeVersion } from './whole-map.ts'

/** A map whole, as far as the reader may see it: its draft, or the published version of a number. */
export async function getMap(context: Context, { params, query }: InputOf<typeof getMapRoute>): Promise<WholeMap> {
  const workspace = context.workspace.number
  const whole =
    query.version === undefined
      ? await wholeDraft(context.postgres, workspace, params.map)
      : await wholeVersion(context.postgres, workspace, params.map, query.version)
  return await wholeMapFor(context, whole)
}
