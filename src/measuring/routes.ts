import * as exploring from '../contract/exploring.ts'
import * as mapContacts from '../contract/map-contacts.ts'
import * as flowing from '../contract/map-flow.ts'
import * as rolling from '../contract/map-roll-up.ts'
import * as contract from '../contract/measuring.ts'
import * as alerting from '../contract/measuring-alerts.ts'
import * as channels from '../contract/measuring-channels.ts'
import * as contacts from '../contract/measuring-contacts.ts'
import * as crossing from '../contract/measuring-crossing.ts'
import * as drawing from '../contract/measuring-drawing.ts'
import * as durations from '../contract/measuring-durations.ts'
import * as explanations from '../contract/measuring-explanations.ts'
import * as leaving from '../contract/measuring-leaving.ts'
import * as lists from '../contract/measuring-lists.ts'
import * as moments from '../contract/measuring-moments.ts'
import * as pages from '../contract/measuring-pages.ts'
import * as selfService from '../contract/measuring-self-service.ts'
import * as span from '../contract/measuring-span.ts'
import * as trends from '../contract/measuring-trends.ts'
import * as pagePictures from '../contract/page-pictures.ts'
import * as views from '../contract/saved-views.ts'
import { type Context, type ServedRoute, serve } from '../feature.ts'
import { segmentNamed } from '../segmenting/index.ts'
import { askAttribution } from './asking/ask-attribution.ts'
import { askChange } from './asking/ask-change.ts'
import { askChannels } from './asking/ask-channels.ts'
import { askChurn, listAtRisk } from './asking/ask-churn.ts'
import { askConsistency } from './asking/ask-consistency.ts'
import { askDrift } from './asking/ask-drift.ts'
import { askDrivers } from './asking/ask-drivers.ts'
import { askDurations } from './asking/ask-durations.ts'
import { askFit } from './asking/ask-fit.ts'
import { askFlow } from './asking/ask-flow.ts'
import { askFunnel } from './asking/ask-funnel.ts'
import { askHeatmap } from './asking/ask-heatmap.ts'
import { askMapContacts } from './asking/ask-map-contacts.ts'
import { askMomentsOfTruth } from './asking/ask-moments-of-truth.ts'
import { askNextSteps } from './asking/ask-next-steps.ts'
import { askPages } from './asking/ask-pages.ts'
import { askPaths } from './asking/ask-paths.ts'
import { askPurchases } from './asking/ask-purchases.ts'
import { askRetention } from './asking/ask-retention.ts'
import { askSegments } from './asking/ask-segments.ts'
import { askSelfService, listSelfService } from './asking/ask-self-service.ts'
import { askSpectrum } from './asking/ask-spectrum.ts'
import { askSurvival } from './asking/ask-survival.ts'
import { askTrend } from './asking/ask-trend.ts'
import { askTypical } from './asking/ask-typical.ts'
import { askVariants } from './asking/ask-variants.ts'
import { crossAnswers, listCrossed } from './asking/cross-answers.ts'
import { followGraph } from './asking/follow-graph.ts'
import { livedSpan } from './asking/lived-span.ts'
import { type AskedAlike, refuseMisuse } from './asking/refuse-misuse.ts'
import { acceptDeviation } from './conformance/accepted-deviations.ts'
import { askConformance } from './conformance/ask-conformance.ts'
import { listDeviating } from './conformance/list-deviating.ts'
import { askContacts } from './contacts/ask-contacts.ts'
import { getContactDefinition, setContactDefinition } from './contacts/contact-definition.ts'
import { listContacts } from './contacts/list-contacts.ts'
import { exportCases } from './lists/export-cases.ts'
import { exportList } from './lists/export-list.ts'
import { listBehind } from './lists/list-behind.ts'
import { listCohorts } from './lists/list-cohorts.ts'
import { listFunnel } from './lists/list-funnel.ts'
import { listCases } from './lists/list-kept-cases.ts'
import { listMapContacts } from './lists/list-map-contacts.ts'
import { listMoves, listPassages } from './lists/list-moves.ts'
import { listTimed } from './lists/list-timed.ts'
import { listWaits } from './lists/list-waits.ts'
import { makeSegment } from './lists/make-segment.ts'
import { draftMap } from './maps/draft-map.ts'
import { drawMeasuredMap } from './maps/draw-measured-map.ts'
import { measureMap } from './maps/measure-map.ts'
import { rollUp } from './maps/roll-up.ts'
import { bringPagePicture, getPagePicture, removePagePicture } from './pages/page-pictures.ts'
import { tracesState } from './traces/traces-state.ts'
import { changeView, listViews, removeView, restoreView, saveView, setDefaultView } from './views/saved-views.ts'
import { segmentUses } from './views/segment-uses.ts'
import { acknowledgeAlert, listAlerts } from './watching/alerts.ts'
import { addWatch, listWatches, removeWatch, resumeWatch } from './watching/watches.ts'

type Narrowed = AskedAlike & { readonly segment?: unknown }

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
  serve(mapContacts.askMapContacts, askMapContacts),
  serve(mapContacts.listMapContacts, listMapContacts),
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
  serve(pagePictures.bringPagePicture, bringPagePicture),
  serve(pagePictures.getPagePicture, getPagePicture),
  serve(pagePictures.removePagePicture, removePagePicture),
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
  serve(span.livedSpan, livedSpan),
  serve(contract.draftMap, draftMap),
  serve(crossing.crossAnswers, crossAnswers),
  serve(crossing.listCrossed, listCrossed),
  serve(views.listViews, listViews),
  serve(views.saveView, saveView),
  serve(views.changeView, changeView),
  serve(views.removeView, removeView),
  serve(views.restoreView, restoreView),
  serve(views.setDefaultView, setDefaultView),
]

/**
 * A segment that there is none of is refused, whatever the question: it would look like one that nobody is in. So is
 * what else would be answered with something else than was meant.
 */
export const routes: readonly ServedRoute[] = asked.map(({ route, handle }) => ({
  route,
  handle: async (context: Context, input: { readonly query?: Narrowed }, file) => {
    const segment = input.query?.segment
    refuseMisuse(input.query ?? {})
    if (typeof segment === 'string' && segment !== '') await segmentNamed(context, context.workspace.number, segment)
    return await handle(context, input, file)
  },
}))
