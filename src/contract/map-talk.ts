import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { commentBodyShape } from '../vocabulary/map/comment.ts'
import { mapTargetShape } from '../vocabulary/map/map-target.ts'
import { count, inMap, instant, inWorkspace, nothing } from './fields.ts'
import { route } from './route.ts'

const onComment = inMap.extend({ comment: objectId })

/** What somebody said. `author` is a member's id; `body` is null once taken back. */
export const comment = z.strictObject({
  id: objectId,
  author: z.string(),
  body: z.string().nullable(),
  createdAt: instant,
  editedAt: instant.nullable(),
})
export type Comment = z.output<typeof comment>

/** A comment and its answers, the oldest first. Its id is that of its first comment. */
export const thread = z.strictObject({
  id: objectId,
  target: mapTargetShape,
  resolvedAt: instant.nullable(),
  resolvedBy: z.string().nullable(),
  comments: z.array(comment),
})
export type Thread = z.output<typeof thread>

export const listComments = route({
  name: 'mapping.listComments',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/comments',
  access: 'map.comment',
  summary: 'Lists the threads of a map, the oldest first, resolved ones too.',
  params: inMap,
  answer: z.strictObject({ threads: z.array(thread) }),
})

export const addComment = route({
  name: 'mapping.addComment',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/comments',
  access: 'map.comment',
  summary: 'Says something about an element of a map, or answers in a thread. Members are mentioned as @[id].',
  params: inMap,
  body: z.strictObject({
    body: commentBodyShape,
    /** What it is about; an answer is about what its thread is about. */
    target: mapTargetShape.exactOptional(),
    thread: objectId.exactOptional(),
  }),
  status: 201,
  answer: thread,
})

export const editComment = route({
  name: 'mapping.editComment',
  method: 'patch',
  path: '/api/w/{workspace}/maps/{map}/comments/{comment}',
  access: 'map.comment',
  summary: 'Changes one’s own comment.',
  params: onComment,
  body: z.strictObject({ body: commentBodyShape }),
  answer: thread,
})

export const removeComment = route({
  name: 'mapping.removeComment',
  method: 'delete',
  path: '/api/w/{workspace}/maps/{map}/comments/{comment}',
  access: 'map.comment',
  summary: 'Takes back one’s own comment; an owner takes back anybody’s. The answers stay.',
  params: onComment,
  answer: nothing,
})

export const resolveThread = route({
  name: 'mapping.resolveThread',
  method: 'put',
  path: '/api/w/{workspace}/maps/{map}/comments/{comment}/resolved',
  access: 'map.comment',
  summary: 'Resolves a thread, or opens it again.',
  params: onComment,
  body: z.strictObject({ resolved: z.boolean() }),
  answer: thread,
})

/** Something that awaits a member: somebody mentioned them, answered them, proposes a change, decided on theirs. */
export const inboxNotice = z.strictObject({
  id: objectId,
  kind: z.enum(['mention', 'reply', 'proposal', 'decision', 'review']),
  map: objectId,
  mapName: z.strictObject({ fr: z.string().exactOptional(), en: z.string().exactOptional() }),
  target: mapTargetShape,
  /** The id of the comment or of the proposal. */
  subject: objectId,
  by: z.string(),
  /** The beginning of what was said. */
  excerpt: z.string(),
  at: instant,
  readAt: instant.nullable(),
})
export type InboxNotice = z.output<typeof inboxNotice>

export const listInbox = route({
  name: 'mapping.listInbox',
  method: 'get',
  path: '/api/w/{workspace}/inbox',
  access: 'map.comment',
  summary: 'Lists what awaits the member who asks, the latest first.',
  params: inWorkspace,
  answer: z.strictObject({ notices: z.array(inboxNotice), unread: count }),
})

export const readInbox = route({
  name: 'mapping.readInbox',
  method: 'post',
  path: '/api/w/{workspace}/inbox/read',
  access: 'map.comment',
  summary: 'Marks notices as read: those named, or all.',
  params: inWorkspace,
  body: z.strictObject({ notices: z.union([z.literal('all'), z.array(objectId).min(1).max(500)]) }),
  answer: nothing,
})
