import type { WholeMap } from '../contract/mapping.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context, Installation } from '../feature.ts'
import { placementsOf } from '../vocabulary/map/journey-map.ts'
import { definitionOf, type MeasuredTouchpoint } from './measured-definition.ts'
import { wholeMapFor } from './talk/reader.ts'
import { keptJourney, keptMap, wholeDraft, wholeVersion } from './whole-map.ts'

/** A map with what measures of it need: the number of its journey, and its touchpoints as traces see them. */
export type MapWithTouchpoints = WholeMap & {
  readonly journeyNumber: number
  /** The default channels of placements, owners and all else stand in `map` and `library`; these are the keys of traces. */
  readonly touchpoints: readonly MeasuredTouchpoint[]
}

/** The draft of a map, or a published version, with the touchpoints of its journey; `not_found` when there is none. */
export async function mapWithTouchpoints(
  installation: Pick<Installation, 'postgres'>,
  workspaceNumber: number,
  mapId: string,
  version?: number,
): Promise<MapWithTouchpoints> {
  const { postgres } = installation
  const { journeyId } = await keptMap(postgres, workspaceNumber, mapId)
  // Asked at every redraw of a map: nothing waits for what it does not need.
  const [whole, { number }, definition] = await Promise.all([
    version === undefined
      ? wholeDraft(postgres, workspaceNumber, mapId)
      : wholeVersion(postgres, workspaceNumber, mapId, version),
    keptJourney(postgres, workspaceNumber, journeyId),
    definitionOf(postgres, workspaceNumber, journeyId),
  ])
  return { ...whole, journeyNumber: number, touchpoints: definition?.touchpoints ?? [] }
}

/** The maps of how it is today that are not put away. */
export async function currentMaps({ postgres }: Pick<Installation, 'postgres'>, workspace: number): Promise<string[]> {
  const rows = await postgres.rows(sql<{ map_id: string }>`
    select map_id
    from mapping.maps
    where workspace_id = ${workspace} and archived_at is null and draft ->> 'kind' = 'current'
    order by map_id`)
  return rows.map(row => row.map_id)
}

/** The same as the one who asks may see it: what a confidential lane tells is not measured for them either. */
export async function mapWithTouchpointsFor(context: Context, mapId: string): Promise<MapWithTouchpoints> {
  const whole = await mapWithTouchpoints(context, context.workspace.number, mapId)
  const seen = await wholeMapFor(context, whole)
  if (seen === whole) return whole
  const leading = new Set(
    placementsOf(seen.map)
      .filter(placement => placement.metrics.some(link => link.role === 'leading'))
      .map(placement => placement.touchpoint),
  )
  const touchpoints = whole.touchpoints.map(one => (leading.has(one.id) ? one : { ...one, leadingProperty: null }))
  return { ...whole, ...seen, touchpoints }
}
