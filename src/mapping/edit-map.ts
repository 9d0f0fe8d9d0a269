import type { editMap as editMapRoute } from '../contract/mapping.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { visibleProblems } from '../vocabulary/map/lane-guard.ts'
import { visibleMap, withheldFrom } from '../vocabulary/map/lane-visibility.ts'
import { mapProblems } from '../vocabulary/map/map-rules.ts'
import { orderCommand } from './live/order-commands.ts'
import { surroundingsOf } from './live/surroundings.ts'
import { stampOf } from './stamp.ts'

/**
 * Applies edits to the draft, all or none. Edits made on an older revision are welcome as long as nobody else changed
 * the same parts since; otherwise `changed_meanwhile`, with the parts, who and when in its details.
 */
export async function editMap(
  context: Context,
  { params, body }: InputOf<typeof editMapRoute>,
): Promise<AnswerOf<typeof editMapRoute>> {
  const { draft, revision, inverse, reader } = await orderCommand(context, params.map, {
    ...stampOf(context),
    revision: body.revision,
    edits: body.edits,
    client: body.client ?? null,
    number: null,
  })
  const around = await surroundingsOf(context.postgres, context.postgres, context.workspace.number)
  const { map } = visibleMap(draft, around.library, reader)
  const problems = visibleProblems(
    mapProblems(draft, around),
    map === draft ? [] : mapProblems(map, around),
    withheldFrom(draft, reader),
  )
  return { map, revision, inverse: [...inverse], problems: [...problems] }
}
