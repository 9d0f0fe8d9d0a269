import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { plainText } from '../vocabulary/label.ts'
import { mapTargetShape } from '../vocabulary/map/map-target.ts'
import { mostVotes } from '../vocabulary/map/vote.ts'
import { count, inMap, instant, nothing } from './fields.ts'
import { route } from './route.ts'

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
