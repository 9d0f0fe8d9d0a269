import { z } from 'zod'
import { day, objectId } from '../vocabulary/extensible.ts'
import { journeyShape } from '../vocabulary/journey.ts'
import { labelShape } from '../vocabulary/label.ts'
import { freshnessShape } from '../vocabulary/map/freshness.ts'
import { instant, inWorkspace } from './fields.ts'
import { mapFace } from './mapping.ts'
import { route } from './route.ts'

// The atlas: every journey, where it stands among the others, and how it is.

/** A map in the atlas. `curve` is the declared feeling of each step, null where nobody declared any. */
export const atlasMap = mapFace.extend({
  basedOn: objectId.nullable(),
  publishedAt: instant.nullable(),
  publishedBy: z.string().nullable(),
  curve: z.array(z.number().nullable()),
  /** Journeys that its steps open into. */
  opens: z.array(objectId),
})
export type AtlasMap = z.output<typeof atlasMap>

/** A journey in the atlas: its maps, who answers for it, how fresh it is. */
export const atlasJourney = z.strictObject({
  journey: journeyShape,
  maps: z.array(atlasMap),
  /** Who answers for it, by the name to show; the journey itself holds a member's id or a name. */
  owner: z.string().nullable(),
  freshness: freshnessShape,
  lastReviewOn: day.nullable(),
})
export type AtlasJourney = z.output<typeof atlasJourney>

export const atlas = z.strictObject({
  journeys: z.array(atlasJourney),
  lifeSituations: z.array(z.strictObject({ id: objectId, name: labelShape })),
})
export type Atlas = z.output<typeof atlas>

export const getAtlas = route({
  name: 'mapping.getAtlas',
  method: 'get',
  path: '/api/w/{workspace}/atlas',
  access: 'map.read',
  summary: 'Every journey with its maps, its owner, its place among the others, and how fresh it is.',
  params: inWorkspace,
  query: z.strictObject({ archived: z.enum(['true', 'false']).default('false') }),
  answer: atlas,
})
