import * as exploring from '../contract/exploring.ts'
import * as flowing from '../contract/map-flow.ts'
import * as rolling from '../contract/map-roll-up.ts'
import * as contract from '../contract/measuring.ts'
import * as alerting from '../contract/measuring-alerts.ts'
import * as channels from '../contract/measuring-channels.ts'
import * as contacts from '../contract/measuring-contacts.ts'
import * as drawing from '../contract/measuring-drawing.ts'
import * as durations from '../contract/measuring-durations.ts'
import * as explanations from '../contract/measuring-explanations.ts'
import * as leaving from '../contract/measuring-leaving.ts'
import * as lists from '../contract/measuring-lists.ts'
import * as moments from '../contract/measuring-moments.ts'
import * as pages from '../contract/measuring-pages.ts'
import * as selfService from '../contract/measuring-self-service.ts'
import * as trends from '../contract/measuring-trends.ts'
import * as views from '../contract/saved-views.ts'
import { type Context, type ServedRoute, serve } from '../feature.ts'
import { segmentNamed } from '../segmenting/index.ts'
import { acceptDeviation } from './accepted-deviations.ts'
import { acknowledgeAlert, listAlerts } from './alerts.ts'
import { askAttribution } from './ask-attribution.ts'
import { askChange } from './ask-change.ts'
import { askChannels } from './ask-channels.ts'
import { askChurn, listAtRisk } from './ask-churn.ts'
import { askConformance } from './ask-conformance.ts'
import { askConsistency } from './ask-consistency.ts'
import { askContacts } from './ask-contacts.ts'
import { askDrift } from './ask-drift.ts'
import { askDrivers } from './ask-drivers.ts'
import { askDurations } from './ask-durations.ts'
import { askFit } from './ask-fit.ts'
import { askFlow } from './ask-flow.ts'
import { askFunnel } from './ask-funnel.ts'
import { askHeatmap } from './ask-heatmap.ts'
import { askMomentsOfTruth } from './ask-moments-of-truth.ts'
import { askNextSteps } from './ask-next-steps.ts'
import { askPages } from './ask-pages.ts'
import { askPaths } from './ask-paths.ts'
import { askPurchases } from './ask-purchases.ts'
import { askRetention } from './ask-retention.ts'
import { askSegments } from './ask-segments.ts'
import { askSelfService, listSelfService } from './ask-self-service.ts'
import { askSpectrum } from './ask-spectrum.ts'
import { askSurvival } from './ask-survival.ts'
import { askTrend } from './ask-trend.ts'
import { askTypical } from './ask-typical.ts'
import { askVariants } from './ask-variants.ts'
import { getContactDefinition, setContactDefinition } from './contact-definition.ts'
import { draftMap } from './draft-map.ts'
import { drawMeasuredMap } from './draw-measured-map.ts'
import { exportCases } from './export-cases.ts'
import { exportList } from './export-list.ts'
import { followGraph } from './follow-graph.ts'
import { listBehind } from './list-behind.ts'
import { listCohorts } from './list-cohorts.ts'
import { listContacts } from './list-contacts.ts'
import { listDeviating } from './list-deviating.ts'
import { listFunnel } from './list-funnel.ts'
import { listCases } from './list-kept-cases.ts'
import { listMoves, listPassages } from './list-moves.ts'
import { listTimed } from './list-timed.ts'
import { listWaits } from './list-waits.ts'
import { makeSegment } from './make-segment.ts'
import { measureMap } from './measure-map.ts'
import { rollUp } from './roll-up.ts'
import { changeView, listViews, removeView, restoreView, saveView } from './saved-views.ts'
import { segmentUses } from './segment-uses.ts'
import { tracesState } from './traces-state.ts'
import { addWatch, listWatches, removeWatch, resumeWatch } from './watches.ts'

const asked: readonly ServedRoute[] = [
  serve(contract.measureMap, measureMap),
  serve(drawing.drawMeasuredMap, drawMeasuredMap),
  serve(contract.listBehind, listBehind),
  serve(contract.followGraph, followGraph),
  serve(exploring.askVariants, askVariants),
  serve(exploring.askPaths, askPaths),
  serve(exploring.askFunnel, askFunnel),
  serve(exploring.askRetention, askRetention),
  serve(exploring.askAttribution, askAttribution),
  serve(exploring.askPurchases, askPurchases),
  serve(exploring.askConformance, askConformance),
  serve(moments.askMoments, askMomentsOfTruth),
  serve(leaving.askSurvival, askSurvival),
  serve(leaving.askChurn, askChurn),
  serve(leaving.listAtRisk, listAtRisk),
  serve(trends.askTrend, askTrend),
  serve(trends.askChange, askChange),
  serve(trends.askDrift, askDrift),
  serve(explanations.askDrivers, askDrivers),
  serve(explanations.askNextSteps, askNextSteps),
  serve(explanations.askTypical, askTypical),
  serve(explanations.askSegments, askSegments),
  serve(exploring.listDeviating, listDeviating),
  serve(exploring.acceptDeviation, acceptDeviation),
  serve(alerting.listWatches, listWatches),
  serve(alerting.addWatch, addWatch),
  serve(alerting.removeWatch, removeWatch),
  serve(alerting.resumeWatch, resumeWatch),
  serve(alerting.listAlerts, listAlerts),
  serve(alerting.acknowledgeAlert, acknowledgeAlert),
  serve(flowing.askFlow, askFlow),
  serve(flowing.listWaits, listWaits),
  serve(contacts.askContacts, askContacts),
  serve(contacts.getContactDefinition, getContactDefinition),
  serve(contacts.setContactDefinition, setContactDefinition),
  serve(contacts.listContacts, listContacts),
  serve(selfService.askSelfService, askSelfService),
  serve(selfService.listSelfService, listSelfService),
  serve(channels.askChannels, askChannels),
  serve(channels.askConsistency, askConsistency),
  serve(channels.askFit, askFit),
  serve(exploring.listCases, listCases),
  serve(pages.askPages, askPages),
  serve(pages.askHeatmap, askHeatmap),
  serve(exploring.exportCases, exportCases),
  serve(rolling.rollUp, rollUp),
  serve(durations.askDurations, askDurations),
  serve(durations.askSpectrum, askSpectrum),
  serve(lists.listMoves, listMoves),
  serve(lists.listPassages, listPassages),
  serve(lists.listTimed, listTimed),
  serve(lists.listFunnel, listFunnel),
  serve(lists.makeSegment, makeSegment),
  serve(lists.exportList, exportList),
  serve(lists.segmentUses, segmentUses),
  serve(contract.listCohorts, listCohorts),
  serve(contract.tracesState, tracesState),
  serve(contract.draftMap, draftMap),
  serve(views.listViews, listViews),
  serve(views.saveView, saveView),
  serve(views.changeView, changeView),
  serve(views.removeView, removeView),
  serve(views.restoreView, restoreView),
]

/** A segment that there is none of is refused, whatever the question: it would look like one that nobody is in. */
export const routes: readonly ServedRoute[] = asked.map(({ route, handle }) => ({
  route,
  handle: async (context: Context, input: { readonly query?: { readonly segment?: unknown } }, file) => {
    const segment = input.query?.segment
    if (typeof segment === 'string' && segment !== '') await segmentNamed(context, context.workspace.number, segment)
    return await handle(context, input, file)
  },
}))
