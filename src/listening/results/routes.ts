import { exportAnswers as exportAnswersRoute } from '../../contract/answer-files.ts'
import * as figures from '../../contract/survey-figures.ts'
import * as keeping from '../../contract/survey-keeping.ts'
import { askRepresentation as askRepresentationRoute } from '../../contract/survey-representation.ts'
import * as contract from '../../contract/survey-results.ts'
import * as sentFiles from '../../contract/survey-sent-files.ts'
import * as waves from '../../contract/survey-waves.ts'
import { type ServedRoute, serve } from '../../feature.ts'
import { surveyComments } from './comments.ts'
import { deleteResponse } from './delete-response.ts'
import { exportAnswers } from './export-answers.ts'
import { askSurveyGroups } from './groups.ts'
import { getKeeping, setKeeping } from './keeping.ts'
import { askSurveyRates } from './rates.ts'
import { askRepresentation } from './representation.ts'
import { downloadSentFile, listSentFiles } from './sent-files.ts'
import { surveyResults } from './survey-results.ts'
import { askSurveyTrend } from './trend.ts'
import { closeWave, listWaveResults } from './waves.ts'

export const resultsRoutes: readonly ServedRoute[] = [
  serve(contract.surveyResults, surveyResults),
  serve(contract.surveyComments, surveyComments),
  serve(exportAnswersRoute, exportAnswers),
  serve(contract.deleteResponse, deleteResponse),
  serve(sentFiles.listSentFiles, listSentFiles),
  serve(sentFiles.downloadSentFile, downloadSentFile),
  serve(figures.askSurveyTrend, askSurveyTrend),
  serve(figures.askSurveyGroups, askSurveyGroups),
  serve(figures.askSurveyRates, askSurveyRates),
  serve(askRepresentationRoute, askRepresentation),
  serve(waves.listWaveResults, listWaveResults),
  serve(waves.closeWave, closeWave),
  serve(keeping.getKeeping, getKeeping),
  serve(keeping.setKeeping, setKeeping),
]
