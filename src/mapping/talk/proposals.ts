import { audit } from '../../admitting/index.ts'
import type {
  acceptProposal as acceptProposalRoute,
  addProposal as addProposalRoute,
  declineProposal as declineProposalRoute,
  listProposals as listProposalsRoute,
  Proposal,
} from '../../contract/map-proposals.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Queryable } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import { applyEdit } from '../../vocabulary/map/apply-edit.ts'
import { type JourneyMap, stepsOf } from '../../vocabulary/map/journey-map.ts'
import { editThrough, refuseUnseen } from '../../vocabulary/map/lane-guard.ts'
import { type Reader, visibleMap, withheldFrom } from '../../vocabulary/map/lane-visibility.ts'
import { accountableFor, mayKnowChange, proposedOn } from '../../vocabulary/map/proposal.ts'
import { Problem, problem } from '../../vocabulary/problem.ts'
import { editMap } from '../edit-map.ts'
import { stampOf } from '../stamp.ts'
import { readLibrary } from '../store/library.ts'
import { keptMap } from '../whole-map.ts'
import { peopleOf } from './departments.ts'
import { tellMembers } from './inbox.ts'
import { decideProposal, insertProposal, type KeptProposal, readProposal, readProposals } from './proposals-store.ts'
import { readerOf } from './reader.ts'

/** The proposals for a map that the reader may know of whole. */
export async function listProposals(
  context: Context,
  { params }: InputOf<typeof listProposalsRoute>,
): Promise<AnswerOf<typeof listProposalsRoute>> {
  const { draft } = await keptMap(context.postgres, context.workspace.number, params.map)
  const reader = await readerOf(context)
  const found = await readProposals(context.postgres, context.workspace.number, params.map)
  return {
    proposals: found
      .filter(one => mayKnow(context, one, draft, reader))
      .map(one => faceOf(context, one, draft, reader)),
  }
}

/** Proposes edits of one step, and tells those who answer for it. Tried on the draft at once, so that it can be applied. */
export async function addProposal(
  context: Context,
  { params, body }: InputOf<typeof addProposalRoute>,
): Promise<AnswerOf<typeof addProposalRoute>> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(async transaction => {
    const kept = await keptMap(transaction, workspace, params.map)
    if (kept.archivedAt !== null) throw problem('not_found', { what: 'map' })
    if (body.revision > kept.revision) throw problem('changed_meanwhile', { revision: kept.revision })
    const { library } = await readLibrary(transaction, workspace)
    const reader = await readerOf(context, transaction)
    const withheld = withheldFrom(kept.draft, reader)
    const edits = body.edits.map(edit => editThrough(kept.draft, edit, library, withheld, 'inside'))
    // In the words of what its author sees; kept as the whole map takes it.
    const { step, changes } = proposedOn(visibleMap(kept.draft, library, reader, withheld).map, body.edits)
    const after = edits.reduce((map, edit) => applyEdit(map, edit).map, kept.draft)
    refuseUnseen(kept.draft, after, library, reader, withheld)
    const { by, at } = stampOf(context)
    const made = {
      id: newId('prp', at),
      step,
      revision: body.revision,
      edits,
      changes,
      reason: body.reason,
      author: by,
      createdAt: at,
    }
    await insertProposal(transaction, workspace, params.map, made)
    await tellMembers(context, transaction, {
      kind: 'proposal',
      map: kept,
      target: { kind: 'step', id: step },
      subject: made.id,
      members: await decidersOf(transaction, workspace, kept.draft, step),
    })
    await audit(context, transaction, 'proposal.made', { map: params.map, step, proposal: made.id })
    const found = (await readProposal(transaction, workspace, params.map, made.id))!
    return faceOf(context, found, kept.draft, reader)
  })
}

/** Accepts a proposal: it is applied as an edit of whoever accepts, from the revision that its author saw. */
export async function acceptProposal(
  context: Context,
  { params }: InputOf<typeof acceptProposalRoute>,
): Promise<AnswerOf<typeof acceptProposalRoute>> {
  const { found, draft } = await toDecide(context, params.map, params.proposal)
  const { library } = await readLibrary(context.postgres, context.workspace.number)
  const withheld = withheldFrom(draft, await readerOf(context))
  // Handed on as whoever accepts would have written them: what they may not see is put back by the edit itself.
  const edits = found.edits.map(edit => editThrough(draft, edit, library, withheld, 'outside'))
  try {
    // Should this process stop between the two, the draft finds its own change when it is asked again, and refuses.
    await editMap(context, {
      params: { workspace: context.workspace.key, map: params.map },
      query: undefined,
      body: { revision: found.revision, edits },
    })
  } catch (error) {
    if (error instanceof Problem && (error.code === 'changed_meanwhile' || error.code === 'not_found'))
      throw Object.assign(problem('proposal_outdated', error.details), { cause: error })
    throw error
  }
  return await decided(context, params.map, found, 'accepted', '')
}

/** Declines a proposal, with a reason; its author withdraws it. */
export async function declineProposal(
  context: Context,
  { params, body }: InputOf<typeof declineProposalRoute>,
): Promise<AnswerOf<typeof declineProposalRoute>> {
  const own = stampOf(context).by
  const { found } = await toDecide(context, params.map, params.proposal, own)
  return await decided(context, params.map, found, found.author === own ? 'withdrawn' : 'declined', body.reason)
}

async function decided(
  context: Context,
  map: string,
  found: KeptProposal,
  state: 'accepted' | 'declined' | 'withdrawn',
  reason: string,
): Promise<Proposal> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(async transaction => {
    if (!(await decideProposal(transaction, workspace, found.id, state, reason, stampOf(context))))
      throw problem('already_decided')
    const kept = await keptMap(transaction, workspace, map)
    await tellMembers(context, transaction, {
      kind: 'decision',
      map: kept,
      target: { kind: 'step', id: found.step },
      subject: found.id,
      members: [found.author],
    })
    await audit(context, transaction, `proposal.${state}`, { map, step: found.step, proposal: found.id })
    const after = (await readProposal(transaction, workspace, map, found.id))!
    return faceOf(context, after, kept.draft, await readerOf(context, transaction))
  })
}

/** An open proposal that the one who asks may decide on; `author` may too, for withdrawing. */
async function toDecide(context: Context, map: string, id: string, author?: string) {
  const workspace = context.workspace.number
  const { draft } = await keptMap(context.postgres, workspace, map)
  const found = await readProposal(context.postgres, workspace, map, id)
  const reader = await readerOf(context)
  if (!found || !mayKnow(context, found, draft, reader)) throw problem('not_found', { what: 'proposal' })
  if (found.author !== author && !answersFor(context, draft, found.step, reader)) throw problem('not_allowed')
  if (found.state !== 'open') throw problem('already_decided')
  return { found, draft }
}

/** Its author knows what they wrote. */
function mayKnow(context: Context, one: KeptProposal, map: JourneyMap, reader: Reader): boolean {
  if (one.author === stampOf(context).by) return true
  const withheld = withheldFrom(map, reader)
  return one.changes.every(change => mayKnowChange(change, map, withheld))
}

/** An editor, or a member of a department that is accountable for the step. */
function answersFor(context: Context, map: JourneyMap, step: string, reader: Reader): boolean {
  if (context.may('map.edit')) return true
  const found = stepsOf(map).find(one => one.id === step)
  return found !== undefined && accountableFor(found).some(one => reader.departments.includes(one))
}

/** Those who answer for a step; where nobody does, those who may edit the map. */
async function decidersOf(
  store: Queryable,
  workspace: number,
  map: JourneyMap,
  step: string,
): Promise<readonly string[]> {
  const people = await peopleOf(store, workspace)
  const found = stepsOf(map).find(one => one.id === step)
  const departments = found ? accountableFor(found) : []
  const accountable = people.filter(one => one.departments.some(id => departments.includes(id)))
  const told =
    accountable.length > 0 ? accountable : people.filter(one => one.role === 'owner' || one.role === 'editor')
  return told.map(one => one.id)
}

function faceOf(context: Context, one: KeptProposal, map: JourneyMap, reader: Reader): Proposal {
  return {
    id: one.id,
    step: one.step,
    changes: [...one.changes],
    reason: one.reason,
    author: one.author,
    createdAt: one.createdAt.toISOString(),
    state: one.state,
    decidedAt: one.decidedAt?.toISOString() ?? null,
    decidedBy: one.decidedBy,
    decision: one.decision,
    mayDecide: one.state === 'open' && answersFor(context, map, one.step, reader),
  }
}
