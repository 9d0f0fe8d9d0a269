import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { labelShape, plainText } from '../vocabulary/label.ts'
import { mapComparisonShape } from '../vocabulary/map/map-comparison.ts'
import { mapEditShape } from '../vocabulary/map/map-edit.ts'
import { count, inMap, instant, inWorkspace, locale } from './fields.ts'
import { route } from './route.ts'

const versionNumber = z.coerce.number().int().min(1)

// Versions: what a map was, and how two states differ.

/** A state that a draft was in, kept before something replaced it or because somebody asked. */
export const snapshotFace = z.strictObject({
  revision: count,
  note: z.string(),
  takenAt: instant,
  takenBy: z.string(),
})
export type SnapshotFace = z.output<typeof snapshotFace>

export const listSnapshots = route({
  name: 'mapping.listSnapshots',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/snapshots',
  access: 'map.read',
  summary: 'Lists the states of a draft that were kept, the latest first.',
  params: inMap,
  answer: z.strictObject({ snapshots: z.array(snapshotFace) }),
})

export const takeSnapshot = route({
  name: 'mapping.takeSnapshot',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/snapshots',
  access: 'map.edit',
  summary: 'Keeps the draft as it is now under a note.',
  params: inMap,
  body: z.strictObject({ note: plainText(500).default('') }),
  status: 201,
  answer: snapshotFace,
})

export const prepareReturn = route({
  name: 'mapping.prepareReturn',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/return',
  access: 'map.edit',
  summary:
    'Keeps a snapshot of the draft and answers the one edit that turns it into a published version or an earlier snapshot. Sent as any edit, it is undone as any edit.',
  params: inMap,
  body: z.union([z.strictObject({ version: z.number().int().min(1) }), z.strictObject({ snapshot: count })]),
  answer: z.strictObject({
    /** The revision of the draft that the edit was made for. */
    revision: count,
    /** Null when the draft is that state already. */
    edit: mapEditShape.nullable(),
  }),
})

/** Which two states: a map's draft, one of its versions, or a snapshot of its draft, by its revision. */
const snapshotRevision = z.coerce.number().int().min(0)
const twoStates = z.strictObject({
  map: objectId,
  version: versionNumber.exactOptional(),
  snapshot: snapshotRevision.exactOptional(),
  with: objectId,
  withVersion: versionNumber.exactOptional(),
  withSnapshot: snapshotRevision.exactOptional(),
})

const comparedState = z.strictObject({
  map: objectId,
  journey: labelShape,
  name: labelShape.nullable(),
  kind: z.string(),
  /** Null for the draft, and for a snapshot of it. */
  version: count.nullable(),
  /** The revision of the snapshot; null for what is none. */
  snapshot: count.nullable(),
  /** The steps in their order, for showing both side by side. */
  steps: z.array(
    z.strictObject({ id: objectId, title: labelShape, phase: labelShape, touchpoints: z.array(labelShape) }),
  ),
})
export type ComparedState = z.output<typeof comparedState>

export const compareMaps = route({
  name: 'mapping.compareMaps',
  method: 'get',
  path: '/api/w/{workspace}/comparison',
  access: 'map.read',
  summary:
    'Compares two maps, drafts, versions or snapshots: what was added, removed, moved and changed, and the expected gain.',
  params: inWorkspace,
  query: twoStates,
  answer: mapComparisonShape.extend({ states: z.tuple([comparedState, comparedState]) }),
})

export const exportComparison = route({
  name: 'mapping.exportComparison',
  method: 'get',
  path: '/api/w/{workspace}/comparison/csv',
  access: 'map.read',
  summary: 'The changes between two maps as a table for a spreadsheet.',
  params: inWorkspace,
  query: twoStates.extend({ language: locale.default('fr') }),
  streams: 'text/csv; charset=utf-8',
})
