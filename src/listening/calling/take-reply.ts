import type { Installation } from '../../feature.ts'
import { labelIn } from '../../vocabulary/label.ts'
import { problem } from '../../vocabulary/problem.ts'
import { hearSms, smsQuestion, surveyBySms } from '../../vocabulary/survey/sms-dialogue.ts'
import type { Answers, Survey } from '../../vocabulary/survey/survey.ts'
import { dealtSurvey, isDealt } from '../../vocabulary/survey/survey-deal.ts'
import { endingOf } from '../../vocabulary/survey/survey-path.ts'
import { pipedSurvey } from '../../vocabulary/survey/survey-piping.ts'
import { quotaEnding } from '../../vocabulary/survey/survey-quotas.ts'
import { linkOf, readAnswers, responseOf } from '../answering/responses-store.ts'
import { beginResponse, continueResponse } from '../answering/take-page.ts'
import { invitationToken, invitedResponseToken } from '../sending/personal-links.ts'
import { type Gateway, sendSms } from '../sending/sms-gateway.ts'
import { readVersion } from '../surveys-store.ts'
import { tokenHash } from '../tokens.ts'
import {
  closeDialogue,
  dealOfDialogue,
  goOnWithDialogue,
  readDialogue,
  type SmsDialogue,
  tellingOf,
  wasTold,
} from './sms-dialogues.ts'

type Reply = {
  readonly workspace: number
  /** The number, and its keyed hash. */
  readonly from: string
  readonly number: string
  readonly text: string
  /** The gateway's own name of the message. */
  readonly id: string | undefined
}

/**
 * Takes what somebody wrote back to a question. What is kept is kept first, then the next question leaves under a name of
 * its own, then the dialogue goes on: killed in between, the gateway tells the reply again, and nobody is asked twice.
 * @throws problem `store_unavailable` when the gateway takes nothing now, so that it tells it again.
 */
export async function takeReply(
  installation: Installation,
  gateway: Gateway,
  reply: Reply,
): Promise<'answer' | 'again' | 'words'> {
  const { postgres, now } = installation
  const dialogue = await readDialogue(installation, reply.workspace, reply.number)
  const version = dialogue && (await readVersion(postgres, dialogue.workspace, dialogue.survey, dialogue.version))
  if (!dialogue || !version || dialogue.state.at === null) return 'words'
  const survey = dealtSurvey(version, dealOfDialogue(installation, dialogue.survey, dialogue.salt))
  const telling = tellingOf(installation, dialogue, reply.id === undefined ? `text ${reply.text}` : `id ${reply.id}`)
  if (wasTold(dialogue, telling, reply.id !== undefined, now())) return 'answer'
  const before = await answersOf(installation, dialogue)
  const turn = hearSms(survey, dialogue.state, before, reply.text)
  let ended: Survey['endings'][number] | undefined
  for (const sent of turn.sent) ended = (await keep(installation, dialogue, survey, sent)) ?? ended
  const isOver = ended !== undefined || turn.state.at === null
  const piped = pipedSurvey(survey, { answers: turn.answers, place: '' })
  const ending = ended ?? (turn.reply === 'thanks' ? endingOf(piped, turn.answers) : undefined)
  const said = isOver
    ? ending && labelIn(ending.title, dialogue.language).text
    : smsQuestion(survey, turn.state, turn.answers, dialogue.language)
  if (said) {
    const ref = `ask-${dialogue.invitation}-${dialogue.turn + 1}`
    const outcome = await sendSms(installation, gateway, { to: reply.from, text: said, ref })
    if (outcome.kind === 'later') throw problem('store_unavailable')
  }
  if (isOver) await closeDialogue(postgres, dialogue.workspace, dialogue.number)
  else await goOnWithDialogue(installation, dialogue, turn.state, telling)
  return turn.reply === 'again' ? 'again' : turn.sent.length > 0 ? 'answer' : 'words'
}

/** The secret of the response: that of the personal address, so that it goes on there; of an anonymous one, the dialogue's own. */
function responseTokens(installation: Installation, { workspace, invitation, salt }: SmsDialogue) {
  return [invitedResponseToken(installation, workspace, invitation), `SMS ${salt.toString('hex')}`] as const
}

async function responseOfDialogue(installation: Installation, dialogue: SmsDialogue) {
  for (const token of responseTokens(installation, dialogue)) {
    const response = await responseOf(installation.postgres, tokenHash(installation, token))
    if (response) return { token, response }
  }
  return undefined
}

async function answersOf(installation: Installation, dialogue: SmsDialogue): Promise<Answers> {
  const found = await responseOfDialogue(installation, dialogue)
  if (!found) return {}
  return readAnswers(installation, installation.postgres, dialogue.workspace, found.response.id)
}

/** Keeps an answer by the way of all answers. Says how the dialogue ends where a full quota, or its own end, ends it. */
async function keep(
  installation: Installation,
  dialogue: SmsDialogue,
  whole: Survey,
  sent: ReturnType<typeof hearSms>['sent'][number],
): Promise<Survey['endings'][number] | undefined> {
  const survey = surveyBySms(whole)
  const { workspace, invitation, version, language } = dialogue
  const known = await responseOfDialogue(installation, dialogue)
  if (known) await continueResponse(installation, known.token, survey, { sent, flags: [] })
  else {
    const hash = tokenHash(installation, invitationToken(installation, workspace, invitation))
    const link = await linkOf(installation.postgres, hash, installation.now())
    // Too late, or closed meanwhile: nothing is kept of it.
    if (!link || link.state === 'closed') return undefined
    const sender = link.isAnonymous ? { token: responseTokens(installation, dialogue)[1] } : undefined
    await beginResponse(installation, { ...link, version }, survey, {
      sent,
      language,
      addressToken: '',
      flags: [],
      ...(sender ? { sender } : {}),
      ...(isDealt(whole) ? { deal: dealOfDialogue(installation, dialogue.survey, dialogue.salt) } : {}),
    })
  }
  const screenedBy = (await responseOfDialogue(installation, dialogue))?.response.screenedBy
  const quota = screenedBy ? whole.quotas?.find(({ id }) => id === screenedBy) : undefined
  return quota && quotaEnding(quota)
}
