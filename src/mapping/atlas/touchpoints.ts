import type { AnswerOf } from '../../contract/route.ts'
import type {
  listTouchpoints as listTouchpointsRoute,
  TouchpointMerge,
  TouchpointUse,
} from '../../contract/touchpoint-uses.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { visibleMap } from '../../vocabulary/map/lane-visibility.ts'
import { readBindings } from '../store/bindings.ts'
import { readJourneys } from '../store/journeys.ts'
import { readLibrary } from '../store/library.ts'
import { readMaps } from '../store/maps.ts'
import { libraryFor, readerOf } from '../talk/reader.ts'

/** Every touchpoint of the library that the reader may see, with the places where it stands on a map. */
export async function listTouchpoints(context: Context): Promise<AnswerOf<typeof listTouchpointsRoute>> {
  const { postgres, workspace } = context
  const { library, archived } = await readLibrary(postgres, workspace.number)
  const shown = await libraryFor(context, library)
  const reader = await readerOf(context)
  const journeys = new Map((await readJourneys(postgres, workspace.number)).map(one => [one.journey.id, one.journey]))
  const rules = await readBindings(postgres, workspace.number)
  const placements = new Map<string, TouchpointUse['placements']>()
  for (const { draft, journeyId, archivedAt } of await readMaps(postgres, workspace.number)) {
    if (archivedAt !== null) continue
    const mapName = draft.name ?? journeys.get(journeyId)!.name
    for (const phase of visibleMap(draft, library, reader).map.phases) {
      for (const step of phase.steps) {
        for (const placement of step.placements) {
          placements.set(placement.touchpoint, [
            ...(placements.get(placement.touchpoint) ?? []),
            {
              map: draft.id,
              mapName,
              kind: draft.kind,
              placement: placement.id,
              step: step.title,
              stepId: step.id,
              phase: phase.name,
            },
          ])
        }
      }
    }
  }
  const gone = new Set(archived.flatMap(one => (one.kind === 'touchpoints' ? one.id : [])))
  const merges = await readMerges(postgres, workspace.number)
  const known = new Set(shown.touchpoints.map(one => one.id))
  return {
    touchpoints: shown.touchpoints.map(touchpoint => ({
      touchpoint,
      archived: gone.has(touchpoint.id),
      rules: rules.filter(rule => rule.touchpoint === touchpoint.id).length,
      placements: placements.get(touchpoint.id) ?? [],
    })),
    merges: merges.filter(one => known.has(one.from) && known.has(one.into)).map(faceOfMerge),
  }
}

/** Where a placement was when its touchpoint was merged. */
export type MovedPlacement = { readonly map: string; readonly placement: string }

export type KeptMerge = {
  readonly id: string
  readonly from: string
  readonly into: string
  readonly placements: readonly MovedPlacement[]
  readonly rules: readonly string[]
  readonly mergedAt: Date
  readonly undoneAt: Date | null
}

type Row = {
  merge_id: string
  from_id: string
  into_id: string
  placements: MovedPlacement[]
  rules: string[]
  merged_at: Date
  undone_at: Date | null
}

const columns = sql`merge_id, from_id, into_id, placements, rules, merged_at, undone_at`

/** The latest merges, the latest first. */
async function readMerges(store: Queryable, workspace: number): Promise<readonly KeptMerge[]> {
  const rows = await store.rows(sql<Row>`
    select ${columns}
    from mapping.touchpoint_merges
    where workspace_id = ${workspace}
    order by position desc
    limit 50`)
  return rows.map(kept)
}

/** The merge, locked until the transaction ends. */
export async function readMerge(store: Queryable, workspace: number, id: string): Promise<KeptMerge | undefined> {
  const row = await store.first(sql<Row>`
    select ${columns}
    from mapping.touchpoint_merges
    where workspace_id = ${workspace} and merge_id = ${id}
    for update`)
  return row && kept(row)
}

export async function insertMerge(store: Queryable, workspace: number, merge: KeptMerge, by: string): Promise<void> {
  await store.run(sql`
    insert into mapping.touchpoint_merges
      (workspace_id, merge_id, from_id, into_id, placements, rules, merged_at, merged_by)
    values (
      ${workspace}, ${merge.id}, ${merge.from}, ${merge.into}, ${JSON.stringify(merge.placements)},
      array(select jsonb_array_elements_text(${JSON.stringify(merge.rules)}::jsonb)), ${merge.mergedAt}, ${by}
    )`)
}

export async function markUndone(store: Queryable, workspace: number, id: string, at: Date): Promise<void> {
  await store.run(sql`
    update mapping.touchpoint_merges set undone_at = ${at} where workspace_id = ${workspace} and merge_id = ${id}`)
}

export function faceOfMerge(merge: KeptMerge): TouchpointMerge {
  return {
    id: merge.id,
    from: merge.from,
    into: merge.into,
    maps: new Set(merge.placements.map(one => one.map)).size,
    placements: merge.placements.length,
    rules: merge.rules.length,
    mergedAt: merge.mergedAt.toISOString(),
    undoneAt: merge.undoneAt?.toISOString() ?? null,
  }
}

function kept(row: Row): KeptMerge {
  return {
    id: row.merge_id,
    from: row.from_id,
    into: row.into_id,
    placements: row.placements,
    rules: row.rules,
    mergedAt: row.merged_at,
    undoneAt: row.undone_at,
  }
}
