import * as contract from '../../contract/survey-sending.ts'
import { type ServedRoute, serve } from '../../feature.ts'
import { getMessageTexts, previewMessage, saveMessageTexts, testMessage } from './message-texts.ts'
import { getSending, saveSending, testMail } from './settings.ts'

export const sendingRoutes: readonly ServedRoute[] = [
  serve(contract.getSending, getSending),
  serve(contract.saveSending, saveSending),
  serve(contract.testMail, testMail),
  serve(contract.getMessageTexts, getMessageTexts),
  serve(contract.saveMessageTexts, saveMessageTexts),
  serve(contract.previewMessage, previewMessage),
  serve(contract.testMessage, testMessage),
]
