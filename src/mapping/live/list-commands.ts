import type { listCommands as listCommandsRoute } from '../../contract/map-live.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { readerOf } from '../talk/reader.ts'
import { keptMap } from '../whole-map.ts'
import { doerOf } from './command.ts'
import { latestCommands } from './command-log.ts'
import { memberNames } from './member-names.ts'

/** What was changed on a draft, the latest first. What a reader may not see is told without its content. */
export async function listCommands(
  context: Context,
  { params, query }: InputOf<typeof listCommandsRoute>,
): Promise<AnswerOf<typeof listCommandsRoute>> {
  const workspace = context.workspace.number
  await keptMap(context.postgres, workspace, params.map)
  const { limit, ...page } = query
  const found = await latestCommands(context.postgres, workspace, params.map, page, limit + 1)
  const names = await memberNames(context, workspace)
  const seesAll = (await readerOf(context)).role === 'owner'
  return {
    more: found.length > limit,
    commands: found.slice(0, limit).map(({ revision, client, number, by, at, edits, inverse, guarded }) => ({
      revision,
      client,
      number,
      by: doerOf(by, names),
      at: at.toISOString(),
      edits: guarded && !seesAll ? null : edits && [...edits],
      inverse: guarded && !seesAll ? null : inverse && [...inverse],
    })),
  }
}
