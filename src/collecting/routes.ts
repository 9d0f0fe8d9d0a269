import * as contract from '../contract/collecting.ts'
import * as events from '../contract/collecting-events.ts'
import { getSampleKeeping as getKeepingRoute, setSampleKeeping as setKeepingRoute } from '../contract/page-pictures.ts'
import { type ServedRoute, serve } from '../feature.ts'
import { decideConsent } from './decide-consent.ts'
import { exportEvents } from './export-events.ts'
import { findCustomers } from './find-customers.ts'
import { getCustomer } from './get-customer.ts'
import { getTimeline } from './get-timeline.ts'
import { importRoutes } from './imports/routes.ts'
import { getSampleKeeping, setSampleKeeping } from './keep-samples.ts'
import { listRequests } from './list-requests.ts'
import { mergeCustomers } from './merge-customers.ts'
import { listQuarantine, replayQuarantined } from './quarantine.ts'
import { sourceActivity } from './source-activity.ts'
import { splitCustomer } from './split-customer.ts'
import { tailEvents } from './tail-events.ts'

export const routes: readonly ServedRoute[] = [
  serve(contract.findCustomers, findCustomers),
  serve(contract.getCustomer, getCustomer),
  serve(contract.getTimeline, getTimeline),
  serve(contract.listRequests, listRequests),
  serve(contract.mergeCustomers, mergeCustomers),
  serve(contract.splitCustomer, splitCustomer),
  serve(contract.decideConsent, decideConsent),
  serve(events.tailEvents, tailEvents),
  serve(events.exportEvents, exportEvents),
  serve(events.sourceActivity, sourceActivity),
  serve(events.listQuarantine, listQuarantine),
  serve(events.replayQuarantined, replayQuarantined),
  serve(getKeepingRoute, getSampleKeeping),
  serve(setKeepingRoute, setSampleKeeping),
  ...importRoutes,
]
