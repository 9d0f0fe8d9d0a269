import { z } from 'zod'
import { day, objectId } from '../vocabulary/extensible.ts'
import { freshnessShape } from '../vocabulary/freshness.ts'
import { journeyShape } from '../vocabulary/journey.ts'
import { laneTypes } from '../vocabulary/journey-map.ts'
import { labelShape, plainText } from '../vocabulary/label.ts'
import { mapComparisonShape } from '../vocabulary/map-comparison.ts'
import { mapEditShape } from '../vocabulary/map-edit.ts'
import { decisionShape, reviewPolicyShape, reviewShape, reviewTriggers } from '../vocabulary/review-policy.ts'
import { touchpointShape } from '../vocabulary/touchpoint.ts'
import { instant, inWorkspace, locale } from './fields.ts'
import { mapFace } from './mapping.ts'
import { route } from './route.ts'

const count = z.number().int().min(0)
const inMap = inWorkspace.extend({ map: objectId })
const inJourney = inWorkspace.extend({ journey: objectId })
const versionNumber = z.coerce.number().int().min(1)

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

// House standards: the lanes that every map has, by template.

export const houseStandards = z.strictObject({
  /** Lanes that a map must have to be published: `any` for every map, and for maps drawn from a template by its key. */
  lanes: z.record(plainText(80), z.array(z.enum(laneTypes)).max(laneTypes.length)),
})
export type HouseStandards = z.output<typeof houseStandards>

export const getStandards = route({
  name: 'mapping.getStandards',
  method: 'get',
  path: '/api/w/{workspace}/standards',
  access: 'map.read',
  summary: 'The lanes that maps of the house must have to be published.',
  params: inWorkspace,
  answer: houseStandards,
})

export const setStandards = route({
  name: 'mapping.setStandards',
  method: 'put',
  path: '/api/w/{workspace}/standards',
  access: 'workspace.manage',
  summary: 'Says which lanes maps of the house must have to be published.',
  params: inWorkspace,
  body: houseStandards,
  answer: houseStandards,
})

// Touchpoints of the library across all maps.

/** A touchpoint with every place where it stands on a draft. */
export const touchpointUse = z.strictObject({
  touchpoint: touchpointShape,
  archived: z.boolean(),
  rules: count,
  placements: z.array(
    z.strictObject({
      map: objectId,
      mapName: labelShape,
      kind: z.string(),
      placement: objectId,
      step: labelShape,
      phase: labelShape,
    }),
  ),
})
export type TouchpointUse = z.output<typeof touchpointUse>

/** Two touchpoints that became one, and may become two again. */
export const touchpointMerge = z.strictObject({
  id: objectId,
  from: objectId,
  into: objectId,
  maps: count,
  placements: count,
  rules: count,
  mergedAt: instant,
  undoneAt: instant.nullable(),
})
export type TouchpointMerge = z.output<typeof touchpointMerge>

export const listTouchpoints = route({
  name: 'mapping.listTouchpoints',
  method: 'get',
  path: '/api/w/{workspace}/touchpoints',
  access: 'map.read',
  summary: 'Every touchpoint of the library, with the places where it stands and how many rules bind it.',
  params: inWorkspace,
  answer: z.strictObject({ touchpoints: z.array(touchpointUse), merges: z.array(touchpointMerge) }),
})

export const mergeTouchpoints = route({
  name: 'mapping.mergeTouchpoints',
  method: 'post',
  path: '/api/w/{workspace}/touchpoints/{touchpoint}/merge',
  access: 'map.edit',
  summary:
    'Puts another touchpoint in the place of this one, on every draft and in every rule, and archives it; all or nothing, and undone as one.',
  params: inWorkspace.extend({ touchpoint: objectId }),
  body: z.strictObject({ into: objectId }),
  answer: touchpointMerge,
})

export const undoMerge = route({
  name: 'mapping.undoMerge',
  method: 'post',
  path: '/api/w/{workspace}/touchpoint-merges/{merge}/undo',
  access: 'map.edit',
  summary: 'Makes two touchpoints of one again, as they were, wherever nobody changed the place since.',
  params: inWorkspace.extend({ merge: objectId }),
  body: z.strictObject({}),
  answer: touchpointMerge,
})

// Reviews.

/** A review as it was held, with who held it. */
export const heldReview = z.strictObject({
  review: reviewShape,
  by: z.string(),
  /** A name to show; null for who is no longer a member. */
  byName: z.string().nullable(),
  at: instant,
})
export type HeldReview = z.output<typeof heldReview>

export const journeyReviews = z.strictObject({
  policy: reviewPolicyShape,
  /** Whether somebody set the policy, or it is the usual one. */
  usual: z.boolean(),
  nextOn: day,
  freshness: freshnessShape,
  /** The latest first. */
  reviews: z.array(heldReview),
})
export type JourneyReviews = z.output<typeof journeyReviews>

export const getReviews = route({
  name: 'mapping.getReviews',
  method: 'get',
  path: '/api/w/{workspace}/journeys/{journey}/reviews',
  access: 'map.read',
  summary: 'The review policy of a journey, the reviews held, their decisions, and when the next is due.',
  params: inJourney,
  answer: journeyReviews,
})

export const setReviewPolicy = route({
  name: 'mapping.setReviewPolicy',
  method: 'put',
  path: '/api/w/{workspace}/journeys/{journey}/review-policy',
  access: 'map.edit',
  summary: 'Says how often the maps of a journey are reviewed, by what list, and what calls for it earlier.',
  params: inJourney,
  body: reviewPolicyShape,
  answer: journeyReviews,
})

export const holdReview = route({
  name: 'mapping.holdReview',
  method: 'post',
  path: '/api/w/{workspace}/journeys/{journey}/reviews',
  access: 'map.edit',
  summary: 'Keeps a review: what was looked at, what was decided, and the day of the next one.',
  params: inJourney,
  body: z.strictObject({
    /** A day of the workspace's calendar; today unless said. */
    heldOn: day.exactOptional(),
    trigger: z.enum(reviewTriggers).nullable().default(null),
    checked: z.array(objectId).max(50).default([]),
    decisions: z.array(decisionShape).max(100).default([]),
    notes: plainText(20_000).default(''),
    /** So many months after the review, by the policy, unless said. */
    nextOn: day.exactOptional(),
  }),
  status: 201,
  answer: journeyReviews,
})

export const setDecision = route({
  name: 'mapping.setDecision',
  method: 'patch',
  path: '/api/w/{workspace}/reviews/{review}/decisions/{decision}',
  access: 'map.edit',
  summary: 'Changes a decision of a review: that it is done, who does it, until when.',
  params: inWorkspace.extend({ review: objectId, decision: objectId }),
  body: z.strictObject({
    done: z.boolean().exactOptional(),
    owner: plainText(120).nullable().exactOptional(),
    dueOn: day.nullable().exactOptional(),
  }),
  answer: decisionShape,
})

export const listDecisions = route({
  name: 'mapping.listDecisions',
  method: 'get',
  path: '/api/w/{workspace}/decisions',
  access: 'map.read',
  summary: 'The decision log: what every review decided, the latest first.',
  params: inWorkspace,
  query: z.strictObject({ open: z.enum(['true', 'false']).default('false') }),
  answer: z.strictObject({
    decisions: z.array(
      z.strictObject({
        decision: decisionShape,
        review: objectId,
        heldOn: day,
        journey: objectId,
        journeyName: labelShape,
      }),
    ),
  }),
})

/** An address at which a calendar programme reads the reviews of the workspace. Its secret is told once. */
export const calendarFeed = z.strictObject({
  id: objectId,
  createdAt: instant,
  lastReadAt: instant.nullable(),
})
export type CalendarFeed = z.output<typeof calendarFeed>

export const exportReviewCalendar = route({
  name: 'mapping.exportReviewCalendar',
  method: 'get',
  path: '/api/w/{workspace}/reviews.ics',
  access: 'map.read',
  summary: 'The reviews to come and those held, as a calendar file.',
  params: inWorkspace,
  query: z.strictObject({ language: locale.exactOptional() }),
  streams: 'text/calendar; charset=utf-8',
})

export const listCalendarFeeds = route({
  name: 'mapping.listCalendarFeeds',
  method: 'get',
  path: '/api/w/{workspace}/calendar-feeds',
  access: 'map.read',
  summary: 'One’s own calendar addresses in this workspace.',
  params: inWorkspace,
  answer: z.strictObject({ feeds: z.array(calendarFeed) }),
})

export const createCalendarFeed = route({
  name: 'mapping.createCalendarFeed',
  method: 'post',
  path: '/api/w/{workspace}/calendar-feeds',
  access: 'map.read',
  summary: 'Makes a calendar address of one’s own, told this once; it ends with the membership.',
  params: inWorkspace,
  body: z.strictObject({}),
  status: 201,
  answer: calendarFeed.extend({ address: z.string() }),
})

export const revokeCalendarFeed = route({
  name: 'mapping.revokeCalendarFeed',
  method: 'delete',
  path: '/api/w/{workspace}/calendar-feeds/{feed}',
  access: 'map.read',
  summary: 'Ends one of one’s own calendar addresses.',
  params: inWorkspace.extend({ feed: objectId }),
  answer: z.strictObject({}),
})

export const calendarDoor = route({
  name: 'mapping.readCalendar',
  method: 'get',
  path: '/calendar/{token}',
  access: 'public',
  summary: 'The reviews of a workspace for a calendar programme, by an address that only its reader knows.',
  streams: 'text/calendar; charset=utf-8',
})

// Public reading.

/** What a public page may show. What was lived is shown only where somebody asks for it: `measures` is not usual. */
export const publicBlocks = [
  'goals',
  'touchpoints',
  'emotion',
  'desired',
  'cells',
  'owners',
  'moments',
  'measures',
] as const
export type PublicBlock = (typeof publicBlocks)[number]

export const usualPublicBlocks: readonly PublicBlock[] = [
  'goals',
  'touchpoints',
  'emotion',
  'desired',
  'cells',
  'moments',
]

export const publicLink = z.strictObject({
  id: objectId,
  name: z.string(),
  shows: z.enum(['published', 'draft']),
  blocks: z.array(z.enum(publicBlocks)),
  withPassword: z.boolean(),
  expiresAt: instant,
  createdAt: instant,
  createdBy: z.string(),
  revokedAt: instant.nullable(),
  lastReadAt: instant.nullable(),
  reads: count,
})
export type PublicLink = z.output<typeof publicLink>

export const listPublicLinks = route({
  name: 'mapping.listPublicLinks',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/links',
  access: 'map.edit',
  summary: 'The public addresses of a map, open and ended, with when each was last read.',
  params: inMap,
  answer: z.strictObject({ links: z.array(publicLink) }),
})

export const createPublicLink = route({
  name: 'mapping.createPublicLink',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/links',
  access: 'map.edit',
  summary: 'Makes an address at which anybody may read the map until it expires; told this once.',
  params: inMap,
  body: z.strictObject({
    name: plainText(120).default(''),
    /** The latest published version, or the draft as it goes. */
    shows: z.enum(['published', 'draft']).default('published'),
    blocks: z
      .array(z.enum(publicBlocks))
      .min(1)
      .max(publicBlocks.length)
      .default([...usualPublicBlocks]),
    password: plainText(200).min(8).nullable().default(null),
    days: z.number().int().min(1).max(366).default(30),
  }),
  status: 201,
  answer: publicLink.extend({ address: z.string() }),
})

export const revokePublicLink = route({
  name: 'mapping.revokePublicLink',
  method: 'delete',
  path: '/api/w/{workspace}/maps/{map}/links/{link}',
  access: 'map.edit',
  summary: 'Ends a public address at once.',
  params: inMap.extend({ link: objectId }),
  answer: publicLink,
})

export const publicMapDoor = route({
  name: 'mapping.readPublicMap',
  method: 'get',
  path: '/p/{token}',
  access: 'public',
  summary: 'A map as a page that anybody with the address may read. Reading changes nothing.',
  streams: 'text/html; charset=utf-8',
})

export const publicPictureDoor = route({
  name: 'mapping.readPublicPicture',
  method: 'get',
  path: '/p/{token}/pictures/{picture}',
  access: 'public',
  summary: 'A picture that a public page shows.',
  streams: 'application/octet-stream',
})

export const publicPasswordDoor = route({
  name: 'mapping.openPublicMap',
  method: 'post',
  path: '/p/{token}',
  access: 'public',
  summary: 'Opens a public page that asks for a password, for an hour in this browser.',
  streams: 'text/html; charset=utf-8',
})
