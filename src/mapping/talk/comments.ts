import type {
  addComment as addCommentRoute,
  editComment as editCommentRoute,
  listComments as listCommentsRoute,
  removeComment as removeCommentRoute,
  resolveThread as resolveThreadRoute,
  Thread,
} from '../../contract/map-talk.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Queryable } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import { commentLimits, mentionsIn } from '../../vocabulary/map/comment.ts'
import { hasTarget, keyOfTarget, maySeeTarget, targetOfKey } from '../../vocabulary/map/map-target.ts'
import { problem } from '../../vocabulary/problem.ts'
import { stampOf } from '../stamp.ts'
import type { KeptMap } from '../store/maps.ts'
import { keptMap } from '../whole-map.ts'
import {
  insertComment,
  type KeptComment,
  readComment,
  readComments,
  writeComment,
  writeResolved,
} from './comments-store.ts'
import { tellMembers } from './inbox.ts'
import { readerOf } from './reader.ts'

/** The threads of a map that the reader may hear. */
export async function listComments(
  context: Context,
  { params }: InputOf<typeof listCommentsRoute>,
): Promise<AnswerOf<typeof listCommentsRoute>> {
  const kept = await keptMap(context.postgres, context.workspace.number, params.map)
  const reader = await readerOf(context)
  const comments = await readComments(context.postgres, context.workspace.number, params.map)
  return {
    threads: threadsOf(comments).filter(
      one => maySeeTarget(kept.draft, one.target, reader) && one.comments.some(each => each.body !== null),
    ),
  }
}

/** Begins a thread about an element, or answers in one; tells whoever is mentioned, and those who spoke there before. */
export async function addComment(
  context: Context,
  { params, body }: InputOf<typeof addCommentRoute>,
): Promise<AnswerOf<typeof addCommentRoute>> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(async transaction => {
    // The map's row is held, so that what is counted below is not outrun.
    const kept = await keptMap(transaction, workspace, params.map, true)
    const earlier = body.thread === undefined ? [] : await heardThread(context, transaction, kept, body.thread)
    const target = earlier[0] ? targetOfKey(earlier[0].target) : body.target
    if (!target) throw problem('input_invalid', { reason: 'target or thread is needed' })
    const reader = await readerOf(context, transaction)
    if (!earlier[0] && !(hasTarget(kept.draft, target) && maySeeTarget(kept.draft, target, reader)))
      throw problem('not_found', { what: 'element' })
    await refuseTooMany(transaction, workspace, params.map, earlier)
    const stamp = stampOf(context)
    const id = newId('cmt', stamp.at)
    const thread = earlier[0]?.id ?? id
    await insertComment(transaction, workspace, params.map, {
      id,
      thread,
      target: keyOfTarget(target),
      body: body.body,
      author: stamp.by,
      createdAt: stamp.at,
    })
    const mentioned = mentionsIn(body.body)
    const told = { map: kept, target, subject: id }
    await tellMembers(context, transaction, { ...told, kind: 'mention', members: mentioned })
    const spoke = [...new Set(earlier.map(one => one.author))].filter(one => !mentioned.includes(one))
    await tellMembers(context, transaction, { ...told, kind: 'reply', members: spoke })
    return await threadOf(transaction, workspace, params.map, thread)
  })
}

/** Changes one's own comment; members that it mentions now and did not before are told. */
export async function editComment(
  context: Context,
  { params, body }: InputOf<typeof editCommentRoute>,
): Promise<AnswerOf<typeof editCommentRoute>> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(async transaction => {
    const kept = await keptMap(transaction, workspace, params.map)
    const found = await heardComment(context, transaction, kept, params.comment)
    const { by, at } = stampOf(context)
    if (found.author !== by) throw problem('not_allowed')
    await writeComment(transaction, workspace, found.id, body.body, at)
    const before = mentionsIn(found.body ?? '')
    await tellMembers(context, transaction, {
      kind: 'mention',
      map: kept,
      target: targetOfKey(found.target)!,
      subject: found.id,
      members: mentionsIn(body.body).filter(one => !before.includes(one)),
    })
    return await threadOf(transaction, workspace, params.map, found.thread)
  })
}

/** Takes a comment back: its author, or an owner. */
export async function removeComment(
  context: Context,
  { params }: InputOf<typeof removeCommentRoute>,
): Promise<AnswerOf<typeof removeCommentRoute>> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(async transaction => {
    const kept = await keptMap(transaction, workspace, params.map)
    const found = await heardComment(context, transaction, kept, params.comment)
    const { by, at } = stampOf(context)
    if (found.author !== by && !context.may('member.manage')) throw problem('not_allowed')
    await writeComment(transaction, workspace, found.id, null, at)
    return {}
  })
}

/** Resolves a thread, or opens it again. */
export async function resolveThread(
  context: Context,
  { params, body }: InputOf<typeof resolveThreadRoute>,
): Promise<AnswerOf<typeof resolveThreadRoute>> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(async transaction => {
    const kept = await keptMap(transaction, workspace, params.map)
    const { thread } = await heardComment(context, transaction, kept, params.comment)
    await writeResolved(transaction, workspace, thread, body.resolved ? stampOf(context) : null)
    return await threadOf(transaction, workspace, params.map, thread)
  })
}

/** A comment that is there, was not taken back, and is about what the reader may see; else it is not found. */
async function heardComment(context: Context, store: Queryable, kept: KeptMap, id: string): Promise<KeptComment> {
  const found = await readComment(store, context.workspace.number, kept.draft.id, id)
  const target = found && targetOfKey(found.target)
  if (!found || found.body === null || !target) throw problem('not_found', { what: 'comment' })
  if (!maySeeTarget(kept.draft, target, await readerOf(context, store))) throw problem('not_found', { what: 'comment' })
  return found
}

async function heardThread(context: Context, store: Queryable, kept: KeptMap, id: string) {
  const comments = await readComments(store, context.workspace.number, kept.draft.id, id)
  const target = comments[0] && targetOfKey(comments[0].target)
  if (!target || !maySeeTarget(kept.draft, target, await readerOf(context, store)))
    throw problem('not_found', { what: 'comment' })
  return comments
}

async function refuseTooMany(
  store: Queryable,
  workspace: number,
  map: string,
  thread: readonly KeptComment[],
): Promise<void> {
  if (thread.length >= commentLimits.perThread)
    throw problem('talk_full', {
      limit: commentLimits.perThread,
      what: { fr: 'commentaires dans un fil', en: 'comments in a thread' },
    })
  if (thread.length > 0) return
  const open = threadsOf(await readComments(store, workspace, map)).filter(one => one.resolvedAt === null)
  if (open.length >= commentLimits.threadsPerMap)
    throw problem('talk_full', {
      limit: commentLimits.threadsPerMap,
      what: { fr: 'fils ouverts sur une carte', en: 'open threads on a map' },
    })
}

async function threadOf(store: Queryable, workspace: number, map: string, id: string): Promise<Thread> {
  return threadsOf(await readComments(store, workspace, map, id))[0]!
}

function threadsOf(comments: readonly KeptComment[]): readonly Thread[] {
  const threads = new Map<string, KeptComment[]>()
  for (const one of comments) threads.set(one.thread, [...(threads.get(one.thread) ?? []), one])
  return [...threads.values()].flatMap((list): Thread[] => {
    const first = list[0]!
    const target = targetOfKey(first.target)
    if (!target) return []
    return [
      {
        id: first.id,
        target,
        resolvedAt: first.resolvedAt?.toISOString() ?? null,
        resolvedBy: first.resolvedBy,
        comments: list.map(({ id, author, body, createdAt, editedAt }) => ({
          id,
          author,
          body,
          createdAt: createdAt.toISOString(),
          editedAt: editedAt?.toISOString() ?? null,
        })),
      },
    ]
  })
}
