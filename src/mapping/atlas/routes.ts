import * as theAtlas from '../../contract/atlas.ts'
import * as houseStandards from '../../contract/house-standards.ts'
import * as mapReviews from '../../contract/map-reviews.ts'
import * as mapStates from '../../contract/map-states.ts'
import * as publicReading from '../../contract/public-reading.ts'
import * as touchpointUses from '../../contract/touchpoint-uses.ts'
import { type Door, type ServedRoute, serve } from '../../feature.ts'
import { createPublicLink, listPublicLinks, revokePublicLink } from '../links/public-links.ts'
import {
  createCalendarFeed,
  exportReviewCalendar,
  listCalendarFeeds,
  readCalendar,
  revokeCalendarFeed,
} from '../review/calendar-feeds.ts'
import { getReviews, holdReview, listDecisions, setDecision, setReviewPolicy } from '../review/reviews.ts'
import { compareMaps, exportComparison } from '../versions/compare.ts'
import { prepareReturn } from '../versions/prepare-return.ts'
import { listSnapshots, takeSnapshot } from '../versions/snapshots.ts'
import { getAtlas } from './get-atlas.ts'
import { mergeTouchpoints, undoMerge } from './merge-touchpoints.ts'
import { getStandards, setStandards } from './standards.ts'
import { listTouchpoints } from './touchpoints.ts'

export const mapLifeRoutes: readonly ServedRoute[] = [
  serve(theAtlas.getAtlas, getAtlas),
  serve(mapStates.listSnapshots, listSnapshots),
  serve(mapStates.takeSnapshot, takeSnapshot),
  serve(mapStates.prepareReturn, prepareReturn),
  serve(mapStates.compareMaps, compareMaps),
  serve(mapStates.exportComparison, exportComparison),
  serve(houseStandards.getStandards, getStandards),
  serve(houseStandards.setStandards, setStandards),
  serve(touchpointUses.listTouchpoints, listTouchpoints),
  serve(touchpointUses.mergeTouchpoints, mergeTouchpoints),
  serve(touchpointUses.undoMerge, undoMerge),
  serve(mapReviews.getReviews, getReviews),
  serve(mapReviews.setReviewPolicy, setReviewPolicy),
  serve(mapReviews.holdReview, holdReview),
  serve(mapReviews.setDecision, setDecision),
  serve(mapReviews.listDecisions, listDecisions),
  serve(mapReviews.exportReviewCalendar, exportReviewCalendar),
  serve(mapReviews.listCalendarFeeds, listCalendarFeeds),
  serve(mapReviews.createCalendarFeed, createCalendarFeed),
  serve(mapReviews.revokeCalendarFeed, revokeCalendarFeed),
  serve(publicReading.listPublicLinks, listPublicLinks),
  serve(publicReading.createPublicLink, createPublicLink),
  serve(publicReading.revokePublicLink, revokePublicLink),
]

export const mapLifeDoors: readonly Door[] = [readCalendar]
