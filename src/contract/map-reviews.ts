import { z } from 'zod'
import { day, objectId } from '../vocabulary/extensible.ts'
import { labelShape, plainText } from '../vocabulary/label.ts'
import { freshnessShape } from '../vocabulary/map/freshness.ts'
import { decisionShape, reviewPolicyShape, reviewShape, reviewTriggers } from '../vocabulary/map/review-policy.ts'
import { inJourney, instant, inWorkspace, locale } from './fields.ts'
import { route } from './route.ts'

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
