import { customersByIdentifiers } from '../../collecting/index.ts'
import type { Context, Installation, Workspace } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { Answers, Survey } from '../../vocabulary/survey/survey.ts'
import { dealtSurvey, isDealt } from '../../vocabulary/survey/survey-deal.ts'
import type { SentPage } from '../../vocabulary/survey/survey-passage.ts'
import {
  beginCall,
  type Heard,
  hear,
  type Spoken,
  speak,
  spokenSurvey,
  type VoiceDialogue,
  type VoiceState,
} from '../../vocabulary/survey/voice-dialogue.ts'
import { dealFor } from '../answering/deal.ts'
import { readAnswers, responseOf } from '../answering/responses-store.ts'
import { beginResponse, continueResponse } from '../answering/take-page.ts'
import { readSurvey, readVersion } from '../surveys-store.ts'
import { tokenHash } from '../tokens.ts'
import { fullQuota } from '../writing/quotas.ts'
import { type Call, callHash, insertCall, nextTurn, readCall, responseTokenOf } from './calls-store.ts'
import { readVoice, voiceLink } from './voice-settings.ts'

export type Told = {
  readonly call: string
  readonly survey?: string | undefined
  readonly language?: 'fr' | 'en' | undefined
  readonly customer?: string | undefined
  readonly test?: boolean | undefined
  readonly turn?: number | undefined
  readonly heard?: Heard | undefined
}

export type ToldNext = Spoken & { readonly turn: number; readonly language: 'fr' | 'en' }

/**
 * Takes what a line heard and tells it what to say. An answer is kept before the call goes on, and keeping it again
 * changes nothing: killed between the two, or told twice, the call is where it would have been.
 * @throws problem `not_found`, `survey_never_published`.
 */
export async function takeTurn(installation: Installation, workspace: Workspace, told: Told): Promise<ToldNext> {
  const hash = callHash(installation, workspace.number, told.call)
  const call =
    (await readCall(installation, workspace.number, hash)) ?? (await openCall(installation, workspace, hash, told))
  const whole = await readVersion(installation.postgres, call.workspace, call.survey, call.version)
  if (!whole) throw problem('not_found', { what: 'survey' })
  const survey = dealtToCall(installation, call, whole)
  const dialogue = dialogueOf(call, survey)
  const before = await answersOf(installation, call)
  // Of a turn that is past only what is said now is told again.
  if (told.turn !== call.turn || told.heard === undefined) return telling(call, dialogue, before)
  const { state, answers, sent } = hear(dialogue, call.state, before, told.heard)
  const ended = sent && call.testAnswers === undefined ? await keep(installation, call, dialogue, sent) : undefined
  const then: VoiceState = ended ? { ...state, at: null, end: ended } : state
  await nextTurn(installation, call, then, call.testAnswers && answers)
  const now = await readCall(installation, call.workspace, hash)
  if (!now) throw problem('not_found', { what: 'survey' })
  return telling(now, dialogue, await answersOf(installation, now))
}

type Called = Pick<Call, 'survey' | 'customer' | 'hash'>

/** Whoever is known is asked the same on the telephone as elsewhere; who is not, the same through the call. */
const dealOf = (installation: Installation, { survey, customer, hash }: Called): string =>
  dealFor(installation, survey, customer ?? hash.toString('hex'))

const dealtToCall = (installation: Installation, call: Called, whole: Survey): Survey =>
  dealtSurvey(whole, dealOf(installation, call))

const dialogueOf = ({ language, settings }: Call, survey: Survey): VoiceDialogue => ({
  survey,
  tongue: language,
  recording: settings.recording,
  ...(settings.welcome ? { welcome: settings.welcome } : {}),
})

const telling = (call: Call, dialogue: VoiceDialogue, answers: Answers): ToldNext => ({
  turn: call.turn,
  language: call.language,
  ...speak(dialogue, call.state, answers),
})

async function openCall(installation: Installation, workspace: Workspace, hash: Buffer, told: Told): Promise<Call> {
  const { postgres } = installation
  const row = await readSurvey(postgres, workspace.number, told.survey ?? '')
  const settings = await readVoice(postgres, workspace.number, row.survey_id)
  const link = await voiceLink(postgres, workspace.number, row.survey_id)
  if (!link || !settings.isOn) throw problem('not_found', { what: 'survey' })
  if (row.version === null) throw problem('survey_never_published')
  const survey = await readVersion(postgres, workspace.number, row.survey_id, row.version)
  if (!survey) throw problem('not_found', { what: 'survey' })
  const language = [told.language, workspace.locale].find(one => one && survey.languages.includes(one))
  const of = { workspace: workspace.number, survey: row.survey_id }
  const full = await fullQuota(postgres, of, survey, {})
  const customer = row.anonymity === 'anonymous' ? null : await callerOf(installation, workspace, told.customer)
  const asked = dealtToCall(installation, { survey: row.survey_id, customer, hash }, survey)
  const call: Call = {
    ...of,
    hash,
    version: row.version,
    link,
    customer,
    language: language ?? survey.languages[0] ?? 'en',
    settings,
    turn: 0,
    state: beginCall({ survey: asked, tongue: 'fr', recording: settings.recording }),
    testAnswers: told.test ? {} : undefined,
  }
  const end = row.state !== 'live' ? ('shut' as const) : full ? { quota: full.id } : undefined
  await insertCall(installation, end ? { ...call, state: { ...call.state, at: null, end } } : call)
  return (await readCall(installation, workspace.number, hash)) ?? call
}

/** Whoever calls, where the line knows an identifier of theirs. An unknown one is nobody. */
async function callerOf(
  installation: Installation,
  workspace: Workspace,
  identifier: string | undefined,
): Promise<string | null> {
  const told = identifier?.trim()
  if (!told) return null
  const known = await customersByIdentifiers({ ...installation, workspace } as Context, [told])
  return known.get(told)?.toString() ?? null
}

async function answersOf(installation: Installation, call: Call): Promise<Answers> {
  if (call.testAnswers) return call.testAnswers
  const response = await responseOf(installation.postgres, tokenHash(installation, responseTokenOf(call)))
  return response ? await readAnswers(installation, installation.postgres, call.workspace, response.id) : {}
}

/** Keeps an answer by the way of all answers. Says how the call ends where a full quota ends it. */
async function keep(
  installation: Installation,
  call: Call,
  dialogue: VoiceDialogue,
  sent: SentPage,
): Promise<VoiceState['end'] | undefined> {
  const { postgres } = installation
  const survey = spokenSurvey(dialogue)
  const token = responseTokenOf(call)
  const hash = tokenHash(installation, token)
  if (await responseOf(postgres, hash)) await continueResponse(installation, token, survey, { sent, flags: [] })
  else {
    const row = await readSurvey(postgres, call.workspace, call.survey)
    const link = {
      workspace: call.workspace,
      link: call.link,
      survey: call.survey,
      state: 'live' as const,
      version: call.version,
      isAnonymous: row.anonymity === 'anonymous',
      customer: call.customer ?? undefined,
    }
    // The line stands for everybody who calls: no address of the network is theirs.
    const given = { sent, language: call.language, addressToken: '', flags: [], sender: { token } }
    const deal = isDealt(dialogue.survey) ? { deal: dealOf(installation, call) } : {}
    await beginResponse(installation, link, survey, { ...given, ...deal })
  }
  const response = await responseOf(postgres, hash)
  return response?.screenedBy ? { quota: response.screenedBy } : undefined
}
