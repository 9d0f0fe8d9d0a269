import { randomBytes } from 'node:crypto'
import type { Installation } from '../../feature.ts'
import { pipe, smsWords } from '../../vocabulary/survey/message-texts.ts'
import { beginSms, canBeAskedBySms, smsQuestion } from '../../vocabulary/survey/sms-dialogue.ts'
import { dealtSurvey } from '../../vocabulary/survey/survey-deal.ts'
import { dealOfDialogue, openDialogue } from '../calling/sms-dialogues.ts'
import { tokenHash } from '../tokens.ts'
import type { Composed } from './compose.ts'
import { waitAfter } from './judge-refusal.ts'
import { type Gateway, sendSms } from './sms-gateway.ts'
import { endMessage, handOver, putBack } from './take-messages.ts'

/** How one stops them, at the end of the first one: French rules ask for it. */
export const stopMention = { fr: 'STOP pour ne plus en recevoir', en: 'Reply STOP to get no more' } as const

/** The text as it leaves. */
function smsText({ texts, message, tongue, firstName, link }: Composed): string {
  const text = pipe(smsWords(texts, message.kind, tongue), { firstName, link })
  return message.kind === 'invitation' ? `${text} ${stopMention[tongue]}` : text
}

/**
 * The text as it leaves, once the question that it asks is open for the number. While another one is, the address leaves
 * instead: an answer is only ever to one question.
 */
async function askedText(installation: Installation, composed: Composed): Promise<string> {
  const { message, texts, tongue, version } = composed
  const salt = randomBytes(16)
  const survey = dealtSurvey(composed.survey, dealOfDialogue(installation, message.survey, salt))
  if (!texts.smsAsks || message.kind !== 'invitation' || !canBeAskedBySms(survey)) return smsText(composed)
  const state = beginSms(survey)
  const { workspace, invitation } = message
  const of = { workspace, number: composed.addressToken, invitation, survey: message.survey }
  const isOpen = await openDialogue(installation, installation.postgres, {
    ...of,
    version,
    language: tongue,
    state,
    salt,
  })
  return isOpen ? `${smsQuestion(survey, state, {}, tongue)} ${stopMention[tongue]}` : smsText(composed)
}

/** Sends one SMS and writes down what became of it. */
export async function sendOneSms(installation: Installation, gateway: Gateway, composed: Composed): Promise<void> {
  const { message, to, token, tongue, version } = composed
  const text = await askedText(installation, composed)
  const isHanded = await handOver(installation, message, {
    addressToken: composed.addressToken,
    carrierId: message.id,
    tokenHash: tokenHash(installation, token),
    language: tongue,
    version,
  })
  if (!isHanded) return endMessage(installation, message, { state: 'cancelled', said: 'suppressed', asked: 'refused' })
  const outcome = await sendSms(installation, gateway, { to, text, ref: message.id })
  if (outcome.kind === 'taken')
    return endMessage(installation, message, { state: 'sent', said: outcome.code, asked: 'sent' })
  const wait = outcome.kind === 'later' ? waitAfter(message.attempts) : undefined
  if (wait === undefined)
    return endMessage(installation, message, { state: 'failed', said: outcome.code, asked: 'failed' })
  await putBack(installation, message, new Date(installation.now().getTime() + wait), { said: outcome.code })
}
