import * as contract from '../../contract/survey-voice.ts'
import { type ServedRoute, serve } from '../../feature.ts'
import { getSurveyVoice, saveSurveyVoice } from './voice-settings.ts'

export const callingRoutes: readonly ServedRoute[] = [
  serve(contract.getSurveyVoice, getSurveyVoice),
  serve(contract.saveSurveyVoice, saveSurveyVoice),
]
