import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { plainText } from '../vocabulary/label.ts'
import { mapEditShape } from '../vocabulary/map/map-edit.ts'
import { proposedChangeShape } from '../vocabulary/map/proposal.ts'
import { count, inMap, instant, nothing } from './fields.ts'
import { route } from './route.ts'

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
