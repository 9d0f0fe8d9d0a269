import * as contract from '../../contract/survey-sending.ts'
import { type ServedRoute, serve } from '../../feature.ts'
import { listMessages, retryMessage } from './list-messages.ts'
import { getMessageTexts, previewMessage, saveMessageTexts, testMessage } from './message-texts.ts'
import { getSending, saveSending, testMail } from './settings.ts'
import { addSuppressions, listSuppressions, removeSuppression } from './suppressions.ts'

export const sendingRoutes: readonly ServedRoute[] = [
  serve(contract.getSending, getSending),
  serve(contract.saveSending, saveSending),
  serve(contract.testMail, testMail),
  serve(contract.getMessageTexts, getMessageTexts),
  serve(contract.saveMessageTexts, saveMessageTexts),
  serve(contract.previewMessage, previewMessage),
  serve(contract.testMessage, testMessage),
  serve(contract.listMessages, listMessages),
  serve(contract.retryMessage, retryMessage),
  serve(contract.listSuppressions, listSuppressions),
  serve(contract.addSuppressions, addSuppressions),
  serve(contract.removeSuppression, removeSuppression),
]
