import { z } from 'zod'
import { bindingRuleShape } from '../vocabulary/binding.ts'
import { objectId } from '../vocabulary/extensible.ts'
import { caseRuleShape, journeyShape, journeyStatuses, outcomeShape } from '../vocabulary/journey.ts'
import { labelShape, plainText } from '../vocabulary/label.ts'
import { journeyMapShape, mapKinds, mapVersionShape } from '../vocabulary/map/journey-map.ts'
import { libraryShape } from '../vocabulary/map/library.ts'
import { mapEditShape } from '../vocabulary/map/map-edit.ts'
import { mapProblemShape } from '../vocabulary/map/map-problem.ts'
import { count, inJourney, inMap, instant, inWorkspace, locale, nothing } from './fields.ts'
import { route } from './route.ts'

/** A map as a list shows it. `version` is the number last published, 0 before the first. */
export const mapFace = z.strictObject({
  id: objectId,
  journeyId: objectId,
  kind: z.enum(mapKinds),
  name: labelShape.nullable(),
  version: count,
  revision: count,
  phases: count,
  steps: count,
  archived: z.boolean(),
  updatedAt: instant,
})
export type MapFace = z.output<typeof mapFace>

/** A journey with its maps. `number` is the key of its traces. */
export const journeyFace = z.strictObject({
  journey: journeyShape,
  number: count,
  maps: z.array(mapFace),
})
export type JourneyFace = z.output<typeof journeyFace>

/** A map whole: the draft, or the published version that was asked for. */
export const wholeMap = z.strictObject({
  journey: journeyShape,
  map: journeyMapShape,
  /** Counts the changes of the draft. Send back the one you saw with your edits. */
  revision: count,
  /** Null for the draft. */
  version: mapVersionShape.nullable(),
  /** What the map refers to, and no more. */
  library: libraryShape,
  /** The rules of its touchpoints. */
  bindings: z.array(bindingRuleShape),
  /** The number of each touchpoint in traces and measures, by touchpoint id. */
  touchpointNumbers: z.record(z.string(), z.number().int()),
  /** What stands in the way of publishing, and what is only advised. */
  problems: z.array(mapProblemShape),
  archived: z.boolean(),
})
export type WholeMap = z.output<typeof wholeMap>

export const templateKeys = [
  'retail',
  'banking',
  'telecom',
  'public-service',
  'healthcare',
  'b2b-software',
  'discovery-to-return',
  'awareness-to-loyalty',
] as const

export const listJourneys = route({
  name: 'mapping.listJourneys',
  method: 'get',
  path: '/api/w/{workspace}/journeys',
  access: 'map.read',
  summary: 'Lists the journeys and their maps.',
  params: inWorkspace,
  query: z.strictObject({ archived: z.enum(['true', 'false']).default('false') }),
  answer: z.strictObject({ journeys: z.array(journeyFace) }),
})

export const setJourney = route({
  name: 'mapping.setJourney',
  method: 'patch',
  path: '/api/w/{workspace}/journeys/{journey}',
  access: 'map.edit',
  summary: 'Changes what a journey is called, what one case of it is, and how it may turn out.',
  params: inJourney,
  body: z.strictObject({
    set: z.strictObject({
      name: labelShape.exactOptional(),
      key: plainText(80).nullable().exactOptional(),
      purpose: labelShape.nullable().exactOptional(),
      status: z.enum(journeyStatuses).exactOptional(),
      lifeSituation: objectId.nullable().exactOptional(),
      parent: objectId.nullable().exactOptional(),
      owner: plainText(120).nullable().exactOptional(),
      caseRule: caseRuleShape.exactOptional(),
      outcomes: z.array(outcomeShape).max(30).exactOptional(),
    }),
    /** The values that were seen; others there mean that somebody else changed them, and the change is refused. */
    before: z.record(z.string(), z.unknown()).exactOptional(),
  }),
  answer: journeyFace,
})

export const createMap = route({
  name: 'mapping.createMap',
  method: 'post',
  path: '/api/w/{workspace}/maps',
  access: 'map.edit',
  summary: 'Creates a map from a template, or an empty one; with its journey unless one is named.',
  params: inWorkspace,
  body: z.strictObject({
    from: z.union([z.literal('empty'), z.enum(templateKeys)]),
    /** The name of the journey; a template brings its own. */
    name: labelShape.exactOptional(),
    /** An existing journey to draw another map of. */
    journey: objectId.exactOptional(),
    kind: z.enum(mapKinds).default('current'),
    /** The current map that a future one starts from; it is copied. */
    basedOn: objectId.exactOptional(),
    defaultLocale: locale.default('fr'),
  }),
  status: 201,
  answer: wholeMap,
})

/** What to do when an id of the file already names something else here. */
export const collisionChoices = ['keep', 'replace', 'copy'] as const

export const importMap = route({
  name: 'mapping.importMap',
  method: 'post',
  path: '/api/w/{workspace}/maps/import',
  access: 'map.edit',
  summary:
    'Creates a map from a file of the interchange format; refused whole, with every problem, when it is not valid.',
  params: inWorkspace,
  query: z.strictObject({
    /** Only says what would happen; nothing is written. */
    dryRun: z.enum(['true', 'false']).default('false'),
    /** Without it, a collision is refused and listed. */
    onCollision: z.enum(collisionChoices).exactOptional(),
  }),
  /** The file. Parsed by the verb, which tells all that is wrong with it. */
  body: z.unknown(),
  status: 201,
  answer: z.strictObject({
    map: wholeMap.nullable(),
    added: count,
    collisions: z.array(z.strictObject({ kind: z.string(), id: z.string() })),
  }),
})

export const getMap = route({
  name: 'mapping.getMap',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}',
  access: 'map.read',
  summary: 'Gives a map whole: its draft, or the published version of a number.',
  params: inMap,
  query: z.strictObject({ version: z.coerce.number().int().min(1).exactOptional() }),
  answer: wholeMap,
})

export const editMap = route({
  name: 'mapping.editMap',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/edits',
  access: 'map.edit',
  summary: 'Applies edits to the draft, all or none; answers the new draft and the edits that undo them.',
  params: inMap,
  body: z.strictObject({
    revision: count,
    edits: z.array(mapEditShape).min(1).max(500),
    /** Names one open editor: its own earlier edits never stand in its way, even before it has heard of them. */
    client: plainText(60).min(1).exactOptional(),
  }),
  answer: z.strictObject({
    map: journeyMapShape,
    revision: count,
    inverse: z.array(mapEditShape),
    problems: z.array(mapProblemShape),
  }),
})

export const publishMap = route({
  name: 'mapping.publishMap',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/publish',
  access: 'map.edit',
  summary: 'Publishes the draft as the next version; refused with every problem that stands in the way.',
  params: inMap,
  body: z.strictObject({ revision: count, note: plainText(2000).default('') }),
  status: 201,
  answer: mapVersionShape,
})

export const listVersions = route({
  name: 'mapping.listVersions',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/versions',
  access: 'map.read',
  summary: 'Lists the published versions of a map, the latest first.',
  params: inMap,
  answer: z.strictObject({ versions: z.array(mapVersionShape) }),
})

export const exportMap = route({
  name: 'mapping.exportMap',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/export',
  access: 'map.read',
  summary: 'Gives a map as a file of the interchange format, lossless.',
  params: inMap,
  query: z.strictObject({ version: z.coerce.number().int().min(1).exactOptional() }),
  streams: 'application/vnd.parcours.map+json',
})

export const removeMap = route({
  name: 'mapping.removeMap',
  method: 'delete',
  path: '/api/w/{workspace}/maps/{map}',
  access: 'map.edit',
  summary: 'Deletes a map that was never published; archives one that was.',
  params: inMap,
  answer: z.strictObject({ outcome: z.enum(['deleted', 'archived']) }),
})

export const restoreMap = route({
  name: 'mapping.restoreMap',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/restore',
  access: 'map.edit',
  summary: 'Brings an archived map back.',
  params: inMap,
  body: nothing,
  answer: mapFace,
})
