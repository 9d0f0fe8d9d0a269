import { z } from 'zod'
import { type Channel as ChannelCode, channels, type Medium } from './channel.ts'
import { durationShape } from './duration.ts'
import { extensible, objectId } from './extensible.ts'
import { labelShape } from './label.ts'
import { responsibilityShape } from './map/department.ts'
import { evidenceRefs } from './map/evidence.ts'
import { metricLinkShape } from './metric.ts'

const channelRefs = z.array(objectId).max(30).default([])
const three = z.int().min(1).max(3).nullable().default(null)

/**
 * A place or moment where customers and the company meet, kept once in the library and placed on any number of maps.
 * - `ownership`: the company's own, a partner's, or earned (what others say of it).
 * - `observability`: whether events can show that it happened. An unobservable touchpoint is never counted as skipped.
 * - `complexity`, `urgency`: 1 to 3, from which the expected channel follows.
 */
export const touchpointShape = extensible({
  id: objectId,
  name: labelShape,
  description: labelShape.nullable().default(null),
  ownership: z.enum(['owned', 'partner', 'earned']).default('owned'),
  kind: z.enum(['communication', 'action']).default('action'),
  initiator: z.enum(['customer', 'company', 'third']).default('customer'),
  observability: z.enum(['observed', 'partial', 'unobservable']).default('observed'),
  complexity: three,
  urgency: three,
  costPerVisit: z
    .strictObject({ amountMinor: z.int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) })
    .nullable()
    .default(null),
  channels: channelRefs,
})
export type Touchpoint = z.output<typeof touchpointShape>

/** A channel of the workspace's own, beside those of `channel.ts`. References name either by code or by id. */
export const ownChannelShape = extensible({
  id: objectId,
  name: labelShape,
  medium: z.enum(['physical', 'phone', 'digital', 'social', 'post']).default('digital'),
  owned: z.boolean().default(true),
})
export type OwnChannel = z.output<typeof ownChannelShape>

/**
 * A touchpoint at its place on a map. Its id outlives renaming, moving and publishing.
 * - `presence`: only what is expected can be skipped; a customer need not go through every touchpoint.
 * - `choiceGroup`: placements of a phase that share a group are alternatives; one of them is enough.
 * - `maxWait`: longest acceptable wait from what came before. `targetDuration`: how long it should take.
 */
export const placementShape = extensible({
  id: objectId,
  touchpoint: objectId,
  presence: z.enum(['expected', 'possible']).default('possible'),
  repeatable: z.boolean().default(false),
  channels: channelRefs,
  choiceGroup: objectId.nullable().default(null),
  maxWait: durationShape.nullable().default(null),
  targetDuration: durationShape.nullable().default(null),
  raci: z.array(responsibilityShape).max(50).default([]),
  assets: z.array(objectId).max(50).default([]),
  metrics: z.array(metricLinkShape).max(50).default([]),
  evidence: evidenceRefs,
})
export type Placement = z.output<typeof placementShape>

/** Visits of a digital touchpoint closer than this are one visit: a page reloaded, a message sent twice. */
const digitalMergeSeconds = 1800

/** The merge window of a touchpoint whose rule names none: half an hour, none where all its channels are physical, phone or post. */
export function defaultMergeSeconds(codes: readonly string[], own: readonly OwnChannel[]): number {
  const media = codes.map(code => mediumOf(code, own))
  return media.length > 0 && media.every(medium => medium === 'physical' || medium === 'phone' || medium === 'post')
    ? 0
    : digitalMergeSeconds
}

function mediumOf(code: string, own: readonly OwnChannel[]): Medium {
  if (Object.hasOwn(channels, code)) return channels[code as ChannelCode].medium
  return own.find(channel => channel.id === code)?.medium ?? 'digital'
}
