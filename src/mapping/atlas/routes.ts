import * as contract from '../../contract/map-life.ts'
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
  serve(contract.getAtlas, getAtlas),
  serve(contract.listSnapshots, listSnapshots),
  serve(contract.takeSnapshot, takeSnapshot),
  serve(contract.prepareReturn, prepareReturn),
  serve(contract.compareMaps, compareMaps),
  serve(contract.exportComparison, exportComparison),
  serve(contract.getStandards, getStandards),
  serve(contract.setStandards, setStandards),
  serve(contract.listTouchpoints, listTouchpoints),
  serve(contract.mergeTouchpoints, mergeTouchpoints),
  serve(contract.undoMerge, undoMerge),
  serve(contract.getReviews, getReviews),
  serve(contract.setReviewPolicy, setReviewPolicy),
  serve(contract.holdReview, holdReview),
  serve(contract.setDecision, setDecision),
  serve(contract.listDecisions, listDecisions),
  serve(contract.exportReviewCalendar, exportReviewCalendar),
  serve(contract.listCalendarFeeds, listCalendarFeeds),
  serve(contract.createCalendarFeed, createCalendarFeed),
  serve(contract.revokeCalendarFeed, revokeCalendarFeed),
  serve(contract.listPublicLinks, listPublicLinks),
  serve(contract.createPublicLink, createPublicLink),
  serve(contract.revokePublicLink, revokePublicLink),
]

export const mapLifeDoors: readonly Door[] = [readCalendar]
