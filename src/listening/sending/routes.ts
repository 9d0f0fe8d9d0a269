import * as messages from '../../contract/survey-messages.ts'
import * as contract from '../../contract/survey-sending.ts'
import * as suppressions from '../../contract/survey-suppressions.ts'
import { type ServedRoute, serve } from '../../feature.ts'
import { listMessages, retryMessage } from './list-messages.ts'
import { getMessageTexts, previewMessage, saveMessageTexts, testMessage } from './message-texts.ts'
import { getSending, saveSending, testMail } from './settings.ts'
import { addSuppressions, listSuppressions, removeSuppression } from './suppressions.ts'

export const sendingRoutes: readonly ServedRoute[] = [
  serve(contract.getSending, getSending),
  serve(contract.saveSending, saveSending),
  serve(contract.testMail, testMail),
  serve(messages.getMessageTexts, getMessageTexts),
  serve(messages.saveMessageTexts, saveMessageTexts),
  serve(messages.previewMessage, previewMessage),
  serve(messages.testMessage, testMessage),
  serve(messages.listMessages, listMessages),
  serve(messages.retryMessage, retryMessage),
  serve(suppressions.listSuppressions, listSuppressions),
  serve(suppressions.addSuppressions, addSuppressions),
  serve(suppressions.removeSuppression, removeSuppression),
]
