import { z } from 'zod'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import { type MapEdit, mapEditShape } from '../../vocabulary/map/map-edit.ts'
import { type ProposedChange, proposedChangeShape } from '../../vocabulary/map/proposal.ts'
import type { Stamp } from '../store/journeys.ts'

export type KeptProposal = {
  readonly id: string
  readonly step: string
  readonly revision: number
  readonly edits: readonly MapEdit[]
  readonly changes: readonly ProposedChange[]
  readonly reason: string
  readonly author: string
  readonly createdAt: Date
  readonly state: 'open' | 'accepted' | 'declined' | 'withdrawn'
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
  readonly decision: string
}

type Row = Omit<KeptProposal, 'edits' | 'changes'> & { edits: unknown; changes: unknown }

const columns = sql`
  proposal_id as id, step_id as step, revision, edits, changes, reason, author, created_at as "createdAt", state,
  decided_at as "decidedAt", decided_by as "decidedBy", decision`

/** The latest five hundred proposals for a map. */
export async function readProposals(
  store: Queryable,
  workspace: number,
  map: string,
): Promise<readonly KeptProposal[]> {
  const rows = await store.rows(sql<Row>`
    select ${columns}
    from mapping.proposals
    where workspace_id = ${workspace} and map_id = ${map}
    order by created_at desc, proposal_id desc
    limit 500`)
  return rows.map(kept)
}

export async function readProposal(
  store: Queryable,
  workspace: number,
  map: string,
  id: string,
): Promise<KeptProposal | undefined> {
  const row = await store.first(sql<Row>`
    select ${columns}
    from mapping.proposals
    where workspace_id = ${workspace} and map_id = ${map} and proposal_id = ${id}`)
  return row && kept(row)
}

export async function insertProposal(
  store: Queryable,
  workspace: number,
  map: string,
  one: Pick<KeptProposal, 'id' | 'step' | 'revision' | 'edits' | 'changes' | 'reason' | 'author' | 'createdAt'>,
): Promise<void> {
  await store.run(sql`
    insert into mapping.proposals
      (workspace_id, proposal_id, map_id, step_id, revision, edits, changes, reason, author, created_at)
    values (
      ${workspace}, ${one.id}, ${map}, ${one.step}, ${one.revision}, ${JSON.stringify(one.edits)},
      ${JSON.stringify(one.changes)}, ${one.reason}, ${one.author}, ${one.createdAt}
    )`)
}

/** Decides on an open proposal; says whether it still was. */
export async function decideProposal(
  store: Queryable,
  workspace: number,
  id: string,
  state: Exclude<KeptProposal['state'], 'open'>,
  decision: string,
  stamp: Stamp,
): Promise<boolean> {
  const changed = await store.run(sql`
    update mapping.proposals
    set state = ${state}, decision = ${decision}, decided_at = ${stamp.at}, decided_by = ${stamp.by}
    where workspace_id = ${workspace} and proposal_id = ${id} and state = 'open'`)
  return changed > 0
}

function kept(row: Row): KeptProposal {
  return {
    ...row,
    edits: z.array(mapEditShape).parse(row.edits),
    changes: z.array(proposedChangeShape).parse(row.changes),
  }
}
