import { type Queryable, sql } from '../../engines/postgres/index.ts'

/** Somebody who has a map open, as they last said. */
export type Present = {
  readonly client: string
  readonly member: string
  readonly step: string | null
  readonly lane: string | null
  readonly writing: boolean
}

/** Who said nothing for so long is gone. Editors speak up every four seconds. */
export const goneAfterMs = 10_000

/**
 * Keeps where somebody stands. A client is of the member who first named it: false, and nothing kept, where another
 * does. A lane that is not for everybody is not told.
 */
export async function keepPresence(
  store: Queryable,
  workspace: number,
  map: string,
  present: Present,
  at: Date,
): Promise<boolean> {
  const changed = await store.run(sql`
    insert into mapping.presence
      (workspace_id, map_id, client, member_id, step_id, lane_id, is_writing, came_at, seen_at)
    select workspace_id, map_id, ${present.client}, ${present.member}, ${present.step},
      case when ${present.lane}::text is not null and not jsonb_path_exists(
        draft, '$.lanes[*] ? (@.id == $lane && @.visibility != "all")', jsonb_build_object('lane', ${present.lane}::text)
      ) then ${present.lane} end,
      ${present.writing}, ${at}, ${at}
    from mapping.maps
    where workspace_id = ${workspace} and map_id = ${map}
    on conflict (workspace_id, map_id, client) do update
    set step_id = excluded.step_id, lane_id = excluded.lane_id, is_writing = excluded.is_writing, seen_at = excluded.seen_at
    where presence.member_id = excluded.member_id`)
  return changed > 0
}

/** Forgets a client of that member, and everybody of the map who has long been gone. */
export async function forgetPresence(
  store: Queryable,
  workspace: number,
  map: string,
  gone: { readonly client: string; readonly member: string },
  now: Date,
): Promise<void> {
  await store.run(sql`
    delete from mapping.presence
    where workspace_id = ${workspace} and map_id = ${map}
      and ((client = ${gone.client} and member_id = ${gone.member})
        or seen_at < ${new Date(now.getTime() - 60 * goneAfterMs)})`)
}

export type MapKey = { readonly workspace: number; readonly map: string }

/** Who is on these maps now, those who came first first. */
export async function presentOn(
  store: Queryable,
  maps: readonly MapKey[],
  now: Date,
): Promise<readonly (Present & MapKey)[]> {
  return await store.rows(sql<Present & MapKey>`
    select workspace_id as workspace, map_id as map, client, member_id as member, step_id as step, lane_id as lane,
      is_writing as writing
    from mapping.presence
    where (workspace_id, map_id) in (
        select workspace, map from jsonb_to_recordset(${JSON.stringify(maps)}::jsonb) as asked(workspace integer, map text)
      )
      and seen_at > ${new Date(now.getTime() - goneAfterMs)}
    order by came_at, client`)
}
