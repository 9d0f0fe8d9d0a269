import { type Queryable, sql } from '../../engines/postgres/index.ts'
import { targetOfKey } from '../../vocabulary/map/map-target.ts'
import type { Tally } from '../../vocabulary/map/vote.ts'

export type KeptWorkshop = {
  readonly id: string
  readonly map: string
  readonly question: string
  readonly votesEach: number
  readonly openedAt: Date
  readonly openedBy: string
  readonly closedAt: Date | null
  readonly evidence: string | null
}

export type Vote = Tally & { readonly voter: string }

const columns = sql`
  workshop_id as id, map_id as map, question, votes_each as "votesEach", opened_at as "openedAt",
  opened_by as "openedBy", closed_at as "closedAt", evidence_id as evidence`

/** The latest hundred workshops of a map. */
export async function readWorkshops(
  store: Queryable,
  workspace: number,
  map: string,
): Promise<readonly KeptWorkshop[]> {
  return await store.rows(sql<KeptWorkshop>`
    select ${columns}
    from mapping.workshops
    where workspace_id = ${workspace} and map_id = ${map}
    order by opened_at desc, workshop_id desc
    limit 100`)
}

/** The workshop, locked until the transaction ends where `lock` says so. */
export async function readWorkshop(
  store: Queryable,
  workspace: number,
  map: string,
  id: string,
  lock = false,
): Promise<KeptWorkshop | undefined> {
  return await store.first(sql<KeptWorkshop>`
    select ${columns}
    from mapping.workshops
    where workspace_id = ${workspace} and map_id = ${map} and workshop_id = ${id}
    ${lock ? sql`for update` : sql``}`)
}

/** Opens a workshop; says whether none was running on the map. */
export async function insertWorkshop(store: Queryable, workspace: number, one: KeptWorkshop): Promise<boolean> {
  const written = await store.run(sql`
    insert into mapping.workshops (workspace_id, workshop_id, map_id, question, votes_each, opened_at, opened_by)
    values (
      ${workspace}, ${one.id}, ${one.map}, ${one.question}, ${one.votesEach}, ${one.openedAt}, ${one.openedBy}
    )
    on conflict (workspace_id, map_id) where closed_at is null do nothing`)
  return written > 0
}

export async function writeClosed(
  store: Queryable,
  workspace: number,
  id: string,
  at: Date,
  evidence: string | null,
): Promise<void> {
  await store.run(sql`
    update mapping.workshops
    set closed_at = ${at}, evidence_id = ${evidence}
    where workspace_id = ${workspace} and workshop_id = ${id}`)
}

export async function readVotes(
  store: Queryable,
  workspace: number,
  workshops: readonly string[],
): Promise<ReadonlyMap<string, readonly Vote[]>> {
  const rows = await store.rows(sql<{ workshop_id: string; voter: string; target: string; dots: number }>`
    select workshop_id, voter, target, dots
    from mapping.votes
    where workspace_id = ${workspace} and workshop_id = any(${[...workshops]}::text[])
    order by target, voter`)
  const votes = new Map<string, Vote[]>()
  for (const row of rows) {
    const target = targetOfKey(row.target)
    if (!target) continue
    votes.set(row.workshop_id, [...(votes.get(row.workshop_id) ?? []), { voter: row.voter, target, dots: row.dots }])
  }
  return votes
}

export async function writeVote(
  store: Queryable,
  workspace: number,
  workshop: string,
  voter: string,
  target: string,
  dots: number,
): Promise<void> {
  if (dots === 0) {
    await store.run(sql`
      delete from mapping.votes
      where workspace_id = ${workspace} and workshop_id = ${workshop} and voter = ${voter} and target = ${target}`)
    return
  }
  await store.run(sql`
    insert into mapping.votes (workspace_id, workshop_id, voter, target, dots)
    values (${workspace}, ${workshop}, ${voter}, ${target}, ${dots})
    on conflict (workspace_id, workshop_id, voter, target) do update set dots = excluded.dots`)
}
