import type { acceptDeviation as acceptDeviationRoute } from '../../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { mapWithTouchpointsFor } from '../../mapping/index.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { DeviationKind } from '../../vocabulary/statistics/conformance.ts'

/** What names a deviation: `placement` only where it is of one place. */
export type NamedDeviation = {
  readonly kind: DeviationKind
  readonly touchpoint: string
  readonly placement: string | null
}

/** What the map lets pass. */
export async function acceptedOn(context: Context, map: string): Promise<readonly NamedDeviation[]> {
  const rows = await context.postgres.rows(sql<{ kind: DeviationKind; touchpoint_id: string; placement_id: string }>`
    select kind, touchpoint_id, placement_id
    from measuring.accepted_deviations
    where workspace_id = ${context.workspace.number} and map_id = ${map}`)
  return rows.map(row => ({
    kind: row.kind,
    touchpoint: row.touchpoint_id,
    placement: row.placement_id === '' ? null : row.placement_id,
  }))
}

/** @throws problem `not_found` when there is no such map, or no such touchpoint in the workspace's library of it. */
export async function acceptDeviation(
  context: Context,
  { params, body }: InputOf<typeof acceptDeviationRoute>,
): Promise<AnswerOf<typeof acceptDeviationRoute>> {
  const { workspace, actor, postgres } = context
  const { touchpoints } = await mapWithTouchpointsFor(context, params.map)
  if (!touchpoints.some(each => each.id === body.touchpoint)) throw problem('not_found', { what: 'touchpoint' })
  const place = body.placement ?? ''
  if (body.accepted)
    await postgres.run(sql`
      insert into measuring.accepted_deviations (
        workspace_id, map_id, kind, touchpoint_id, placement_id, accepted_at, accepted_by
      )
      values (
        ${workspace.number}, ${params.map}, ${body.kind}, ${body.touchpoint}, ${place}, ${context.now()},
        ${actor.kind === 'member' ? actor.memberId : null}
      )
      on conflict do nothing`)
  else
    await postgres.run(sql`
      delete from measuring.accepted_deviations
      where workspace_id = ${workspace.number} and map_id = ${params.map} and kind = ${body.kind}
        and touchpoint_id = ${body.touchpoint} and placement_id = ${place}`)
  return { accepted: body.accepted }
}
