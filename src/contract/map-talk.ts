import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { labelShape, plainText } from '../vocabulary/label.ts'
import { commentBodyShape } from '../vocabulary/map/comment.ts'
import { mapEditShape } from '../vocabulary/map/map-edit.ts'
import { mapTargetShape } from '../vocabulary/map/map-target.ts'
import { proposedChangeShape } from '../vocabulary/map/proposal.ts'
import { mostVotes } from '../vocabulary/map/vote.ts'
import { roles } from '../vocabulary/role.ts'
import { instant, inWorkspace } from './fields.ts'
import { route } from './route.ts'

const inMap = inWorkspace.extend({ map: objectId })
const onComment = inMap.extend({ comment: objectId })
const nothing = z.strictObject({})
const count = z.number().int().min(0)

/** A member as colleagues see each other around a map: no address. */
export const person = z.strictObject({
  id: objectId,
  name: z.string(),
  role: z.enum(roles),
  /** The departments that they belong to. */
  departments: z.array(objectId),
})
export type Person = z.output<typeof person>

export const listPeople = route({
  name: 'mapping.listPeople',
  method: 'get',
  path: '/api/w/{workspace}/people',
  access: 'map.comment',
  summary: 'Lists the members by name, with the departments they belong to: whom a comment may mention.',
  params: inWorkspace,
  answer: z.strictObject({ people: z.array(person) }),
})

export const setDepartments = route({
  name: 'mapping.setDepartments',
  method: 'put',
  path: '/api/w/{workspace}/members/{member}/departments',
  access: 'map.edit',
  summary: 'Says which departments a member belongs to. Nobody can open a lane this way that they may not see.',
  params: inWorkspace.extend({ member: objectId }),
  body: z.strictObject({ departments: z.array(objectId).max(50) }),
  answer: person,
})

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

/** A change of one step that somebody proposes: applied only once whoever answers for the step has accepted it. */
export const proposal = z.strictObject({
  id: objectId,
  step: objectId,
  changes: z.array(proposedChangeShape),
  /** Why, in the words of its author. */
  reason: z.string(),
  author: z.string(),
  createdAt: instant,
  state: z.enum(['open', 'accepted', 'declined', 'withdrawn']),
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  /** Why it was declined. */
  decision: z.string(),
  /** Whether the one who asks may accept or decline it now. */
  mayDecide: z.boolean(),
})
export type Proposal = z.output<typeof proposal>

const onProposal = inMap.extend({ proposal: objectId })

export const listProposals = route({
  name: 'mapping.listProposals',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/proposals',
  access: 'map.comment',
  summary: 'Lists the proposals for a map, the latest first, those that were decided on too.',
  params: inMap,
  answer: z.strictObject({ proposals: z.array(proposal) }),
})

export const addProposal = route({
  name: 'mapping.addProposal',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/proposals',
  access: 'map.comment',
  summary: 'Proposes edits of one step to those who answer for it. Nothing of the map changes yet.',
  params: inMap,
  body: z.strictObject({
    /** The revision of the draft that was seen. */
    revision: count,
    edits: z.array(mapEditShape).min(1).max(50),
    reason: plainText(2000).trim().default(''),
  }),
  status: 201,
  answer: proposal,
})

export const acceptProposal = route({
  name: 'mapping.acceptProposal',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/proposals/{proposal}/accept',
  access: 'map.comment',
  summary:
    'Accepts a proposal and applies it; for editors and members of a department accountable for the step. Refused when what it changes was changed since.',
  params: onProposal,
  body: nothing,
  answer: proposal,
})

export const declineProposal = route({
  name: 'mapping.declineProposal',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/proposals/{proposal}/decline',
  access: 'map.comment',
  summary: 'Declines a proposal, with a reason. Its author withdraws it the same way.',
  params: onProposal,
  body: z.strictObject({ reason: plainText(2000).trim().default('') }),
  answer: proposal,
})

const votes = z.array(z.strictObject({ target: mapTargetShape, dots: count }))

/** A question put to all on the map itself. Who voted for what is told to nobody; how many did is. */
export const workshop = z.strictObject({
  id: objectId,
  question: z.string(),
  votesEach: z.number().int(),
  openedAt: instant,
  openedBy: z.string(),
  closedAt: instant.nullable(),
  voters: count,
  /** The most chosen first. */
  results: votes,
  /** The votes of the one who asks. */
  mine: votes,
  /** The evidence that the result became. */
  evidence: objectId.nullable(),
})
export type Workshop = z.output<typeof workshop>

const onWorkshop = inMap.extend({ workshop: objectId })

export const listWorkshops = route({
  name: 'mapping.listWorkshops',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/workshops',
  access: 'map.comment',
  summary: 'Lists the workshops of a map, the latest first, with their votes so far.',
  params: inMap,
  answer: z.strictObject({ workshops: z.array(workshop) }),
})

export const openWorkshop = route({
  name: 'mapping.openWorkshop',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/workshops',
  access: 'map.edit',
  summary: 'Puts a question to all and gives each person votes to place on the map. One at a time.',
  params: inMap,
  body: z.strictObject({
    question: plainText(300).trim().min(1),
    votesEach: z.int().min(1).max(mostVotes).default(3),
  }),
  status: 201,
  answer: workshop,
})

export const castVotes = route({
  name: 'mapping.castVotes',
  method: 'put',
  path: '/api/w/{workspace}/maps/{map}/workshops/{workshop}/votes',
  access: 'map.comment',
  summary: 'Says how many of one’s votes stand on an element; 0 takes them back.',
  params: onWorkshop,
  body: z.strictObject({ target: mapTargetShape, dots: z.int().min(0).max(mostVotes) }),
  answer: workshop,
})

export const closeWorkshop = route({
  name: 'mapping.closeWorkshop',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/workshops/{workshop}/close',
  access: 'map.edit',
  summary: 'Closes a workshop: its result becomes evidence of the library, linked to what was voted for.',
  params: onWorkshop,
  body: nothing,
  answer: workshop,
})

/** Where a process, a procedure or a tool is relied upon, over all maps that the reader may see. */
export const assetImpact = z.strictObject({
  asset: objectId,
  places: z.array(
    z.strictObject({
      map: objectId,
      mapName: labelShape,
      phase: objectId,
      phaseName: labelShape,
      step: objectId,
      stepTitle: labelShape,
      placement: objectId,
      touchpoint: objectId,
      touchpointName: labelShape,
      expected: z.boolean(),
      wayAround: z.boolean(),
      departments: z.array(objectId),
    }),
  ),
})
export type AssetImpact = z.output<typeof assetImpact>

export const getAssetImpact = route({
  name: 'mapping.getAssetImpact',
  method: 'get',
  path: '/api/w/{workspace}/assets/{asset}/impact',
  access: 'map.read',
  summary: 'Says which steps break, on which maps, if a process, a procedure or a tool stops.',
  params: inWorkspace.extend({ asset: objectId }),
  answer: assetImpact,
})
