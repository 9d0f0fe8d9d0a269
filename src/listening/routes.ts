import * as contract from '../contract/listening.ts'
import * as files from '../contract/survey-files.ts'
import * as links from '../contract/survey-links.ts'
import * as protection from '../contract/survey-protection.ts'
import { recordResponses as recordResponsesRoute } from '../contract/survey-recording.ts'
import * as slips from '../contract/survey-slips.ts'
import * as website from '../contract/survey-website.ts'
import * as writing from '../contract/survey-writing.ts'
import { type ServedRoute, serve } from '../feature.ts'
import { leaveOutMarked } from './answering/left-out.ts'
import { previewPage } from './answering/preview-page.ts'
import { getProtection, setProtection } from './answering/protection.ts'
import { recordResponses } from './answering/record-responses.ts'
import { getSurveyWebsite, saveSurveyWebsite } from './answering/website.ts'
import { callingRoutes } from './calling/routes.ts'
import { exportSurveyFile } from './files/export-survey-file.ts'
import { importSurveyFile } from './files/import-survey-file.ts'
import { invitingRoutes } from './inviting/routes.ts'
import { drawCodePng, drawSlip } from './receipts/draw-slip.ts'
import { resultsRoutes } from './results/routes.ts'
import { sendingRoutes } from './sending/routes.ts'
import { drawCode, printCodes } from './survey-codes.ts'
import { addPlaces, closeSurveyLink, createSurveyLink, listSurveyLinks } from './survey-links.ts'
import { createSurvey, getSurvey, listSurveys, publishSurvey, saveSurvey, setSurveyState } from './write-survey.ts'
import { listSurveyVersions } from './writing/list-versions.ts'
import { getQuotas } from './writing/quotas.ts'

export const routes: readonly ServedRoute[] = [
  serve(contract.listSurveys, listSurveys),
  serve(contract.createSurvey, createSurvey),
  serve(writing.getQuotas, getQuotas),
  serve(writing.listSurveyVersions, listSurveyVersions),
  serve(files.importSurveyFile, importSurveyFile),
  serve(files.exportSurveyFile, exportSurveyFile),
  serve(contract.getSurvey, getSurvey),
  serve(contract.saveSurvey, saveSurvey),
  serve(contract.publishSurvey, publishSurvey),
  serve(contract.previewPage, previewPage),
  serve(contract.setSurveyState, setSurveyState),
  serve(links.listSurveyLinks, listSurveyLinks),
  serve(links.createSurveyLink, createSurveyLink),
  serve(links.addPlaces, addPlaces),
  serve(links.drawCode, drawCode),
  serve(links.printCodes, printCodes),
  serve(slips.drawCodePng, drawCodePng),
  serve(slips.drawSlip, drawSlip),
  serve(links.closeSurveyLink, closeSurveyLink),
  serve(website.getSurveyWebsite, getSurveyWebsite),
  serve(website.saveSurveyWebsite, saveSurveyWebsite),
  serve(protection.getProtection, getProtection),
  serve(protection.setProtection, setProtection),
  serve(protection.leaveOutMarked, leaveOutMarked),
  serve(recordResponsesRoute, recordResponses),
  ...resultsRoutes,
  ...sendingRoutes,
  ...callingRoutes,
  ...invitingRoutes,
]
