import { audit } from '../../admitting/index.ts'
import type {
  castVotes as castVotesRoute,
  closeWorkshop as closeWorkshopRoute,
  listWorkshops as listWorkshopsRoute,
  openWorkshop as openWorkshopRoute,
  Workshop,
} from '../../contract/map-workshops.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Queryable } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import type { JourneyMap } from '../../vocabulary/map/journey-map.ts'
import { type Reader, visibleMap } from '../../vocabulary/map/lane-visibility.ts'
import { emptyLibrary, libraryShapes } from '../../vocabulary/map/library.ts'
import { hasTarget, keyOfTarget, maySeeTarget } from '../../vocabulary/map/map-target.ts'
import { evidenceEdits, tallyOf } from '../../vocabulary/map/vote.ts'
import { Problem, problem } from '../../vocabulary/problem.ts'
import { editMap } from '../edit-map.ts'
import { stampOf } from '../stamp.ts'
import { putLibraryObject } from '../store/library.ts'
import { keptMap } from '../whole-map.ts'
import { readerOf } from './reader.ts'
import {
  insertWorkshop,
  type KeptWorkshop,
  readVotes,
  readWorkshop,
  readWorkshops,
  type Vote,
  writeClosed,
  writeVote,
} from './workshops-store.ts'

/** The workshops of a map, with the votes on what the reader may see. */
export async function listWorkshops(
  context: Context,
  { params }: InputOf<typeof listWorkshopsRoute>,
): Promise<AnswerOf<typeof listWorkshopsRoute>> {
  const workspace = context.workspace.number
  const { draft } = await keptMap(context.postgres, workspace, params.map)
  const found = await readWorkshops(context.postgres, workspace, params.map)
  const votes = await readVotes(
    context.postgres,
    workspace,
    found.map(one => one.id),
  )
  const reader = await readerOf(context)
  return { workshops: found.map(one => faceOf(context, one, votes.get(one.id) ?? [], draft, reader)) }
}

/** Opens a workshop; `workshop_running` while another one is. */
export async function openWorkshop(
  context: Context,
  { params, body }: InputOf<typeof openWorkshopRoute>,
): Promise<AnswerOf<typeof openWorkshopRoute>> {
  const workspace = context.workspace.number
  const { by, at } = stampOf(context)
  return await context.postgres.transaction(async transaction => {
    const { draft, archivedAt } = await keptMap(transaction, workspace, params.map)
    if (archivedAt !== null) throw problem('not_found', { what: 'map' })
    const opened: KeptWorkshop = {
      ...body,
      id: newId('wks', at),
      map: params.map,
      openedAt: at,
      openedBy: by,
      closedAt: null,
      evidence: null,
    }
    if (!(await insertWorkshop(transaction, workspace, opened))) throw problem('workshop_running')
    await audit(context, transaction, 'workshop.opened', { map: params.map, workshop: opened.id })
    return faceOf(context, opened, [], draft, await readerOf(context, transaction))
  })
}

/** Says how many votes of the one who asks stand on an element; never more in all than each was given. */
export async function castVotes(
  context: Context,
  { params, body }: InputOf<typeof castVotesRoute>,
): Promise<AnswerOf<typeof castVotesRoute>> {
  const workspace = context.workspace.number
  const { by } = stampOf(context)
  return await context.postgres.transaction(async transaction => {
    const { draft } = await keptMap(transaction, workspace, params.map)
    // The workshop's row is held, so that two clicks at once do not spend the same vote twice.
    const found = await openOne(transaction, workspace, params.map, params.workshop)
    const reader = await readerOf(context, transaction)
    if (!hasTarget(draft, body.target) || !maySeeTarget(draft, body.target, reader))
      throw problem('not_found', { what: 'element' })
    const key = keyOfTarget(body.target)
    const before = (await readVotes(transaction, workspace, [found.id])).get(found.id) ?? []
    const others = before.filter(vote => vote.voter === by && keyOfTarget(vote.target) !== key)
    const asked = others.reduce((sum, vote) => sum + vote.dots, body.dots)
    if (asked > found.votesEach) throw problem('votes_spent', { votes: found.votesEach, asked })
    await writeVote(transaction, workspace, found.id, by, key, body.dots)
    const votes = (await readVotes(transaction, workspace, [found.id])).get(found.id) ?? []
    return faceOf(context, found, votes, draft, reader)
  })
}

/** Closes a workshop. Its result becomes a piece of evidence, linked to what was voted for and its closer may see. */
export async function closeWorkshop(
  context: Context,
  { params }: InputOf<typeof closeWorkshopRoute>,
): Promise<AnswerOf<typeof closeWorkshopRoute>> {
  const workspace = context.workspace.number
  const stamp = stampOf(context)
  const closed = await context.postgres.transaction(async transaction => {
    const { draft } = await keptMap(transaction, workspace, params.map)
    const found = await openOne(transaction, workspace, params.map, params.workshop)
    const votes = (await readVotes(transaction, workspace, [found.id])).get(found.id) ?? []
    const evidence = votes.length === 0 ? null : newId('evd', stamp.at)
    if (evidence !== null) {
      const object = libraryShapes.evidence.parse({
        id: evidence,
        name: { [context.workspace.locale]: found.question },
        method: 'workshop',
        date: dayIn(stamp.at, context.workspace.timeZone),
        sampleSize: new Set(votes.map(vote => vote.voter)).size,
        // What a group of people thinks: more than a guess, less than a measure.
        level: 1,
      })
      await putLibraryObject(transaction, workspace, 'evidence', object, stamp)
    }
    await writeClosed(transaction, workspace, found.id, stamp.at, evidence)
    await audit(context, transaction, 'workshop.closed', { map: params.map, workshop: found.id, votes: votes.length })
    const reader = await readerOf(context, transaction)
    return { found: { ...found, closedAt: stamp.at, evidence }, votes, draft, reader }
  })
  const { found, votes, reader } = closed
  if (found.evidence !== null) await link(context, params.map, votes, found.evidence, reader)
  return faceOf(context, found, votes, closed.draft, reader)
}

/** Links the evidence by edits as anybody makes them; made again when somebody was faster. */
async function link(
  context: Context,
  map: string,
  votes: readonly Vote[],
  evidence: string,
  reader: Reader,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { draft, revision } = await keptMap(context.postgres, context.workspace.number, map)
    const { map: seen } = visibleMap(draft, emptyLibrary, reader)
    const edits = evidenceEdits(seen, tallyOf(votes), evidence).slice(0, 2000)
    if (edits.length === 0) return
    try {
      await editMap(context, {
        params: { workspace: context.workspace.key, map },
        query: undefined,
        body: { revision, edits: [{ op: 'batch', edits: [...edits] }] },
      })
      return
    } catch (error) {
      if (attempt >= 5 || !(error instanceof Problem && error.code === 'changed_meanwhile')) throw error
    }
  }
}

async function openOne(store: Queryable, workspace: number, map: string, id: string): Promise<KeptWorkshop> {
  const found = await readWorkshop(store, workspace, map, id, true)
  if (!found) throw problem('not_found', { what: 'workshop' })
  if (found.closedAt !== null) throw problem('workshop_closed')
  return found
}

function faceOf(
  context: Context,
  found: KeptWorkshop,
  votes: readonly Vote[],
  map: JourneyMap,
  reader: Reader,
): Workshop {
  const seen = votes.filter(vote => maySeeTarget(map, vote.target, reader))
  const own = stampOf(context).by
  return {
    id: found.id,
    question: found.question,
    votesEach: found.votesEach,
    openedAt: found.openedAt.toISOString(),
    openedBy: found.openedBy,
    closedAt: found.closedAt?.toISOString() ?? null,
    voters: new Set(votes.map(vote => vote.voter)).size,
    results: [...tallyOf(seen)],
    mine: [...tallyOf(seen.filter(vote => vote.voter === own))],
    evidence: found.evidence,
  }
}

/** The calendar day of an instant in the workspace's zone. */
function dayIn(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at)
}
