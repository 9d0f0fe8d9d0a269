import { sql } from '../../engines/postgres/index.ts'

/**
 * What tells one state of the talk about a map from another, where a query has the map as `workspace` and `map`. A vote
 * that is moved leaves their number as it was, so each counts under its voter and its place.
 */
export const talkPrint = sql`
  select concat_ws(' ',
    (
      select concat_ws(' ', count(*), count(body), max(edited_at), count(resolved_at), max(resolved_at))
      from mapping.comments
      where comments.workspace_id = workspace and comments.map_id = map
    ),
    (
      select concat_ws(' ', count(*), count(decided_at))
      from mapping.proposals
      where proposals.workspace_id = workspace and proposals.map_id = map
    ),
    (
      select concat_ws(' ', count(*), count(closed_at))
      from mapping.workshops
      where workshops.workspace_id = workspace and workshops.map_id = map
    ),
    (
      select sum(hashtext(voter || ' ' || target)::bigint * dots)
      from mapping.workshops
      join mapping.votes using (workspace_id, workshop_id)
      where workshops.workspace_id = workspace and workshops.map_id = map and closed_at is null
    ))`
