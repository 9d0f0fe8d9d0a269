import { htmlAnswer, stillPage, workspaceByNumber } from '../../admitting/index.ts'
import { beginResponseDoor, continueResponseDoor, openResponseDoor, openSurveyDoor } from '../../contract/listening.ts'
import type { Door, Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { withoutFiles } from '../../vocabulary/sent-file.ts'
import type { Answers, Survey } from '../../vocabulary/survey.ts'
import { type AnswerFault, answerFaults } from '../../vocabulary/survey-answers.ts'
import { dealtSurvey } from '../../vocabulary/survey-deal.ts'
import type { SentPage } from '../../vocabulary/survey-passage.ts'
import { type AskedPage, pathOf } from '../../vocabulary/survey-path.ts'
import { pipedSurvey } from '../../vocabulary/survey-piping.ts'
import { quotaEnding } from '../../vocabulary/survey-quotas.ts'
import { chosenIn } from '../sending/chosen-score.ts'
import { invitedResponseToken } from '../sending/personal-links.ts'
import { readVersion } from '../surveys-store.ts'
import { tokenHash } from '../tokens.ts'
import { fullQuota } from '../writing/quotas.ts'
import { dealAt } from './deal.ts'
import { flagsOf } from './flags-of.ts'
import { pageWords } from './page-words.ts'
import { isProven, makeChallenge } from './proof.ts'
import { guardOf, watchSurge } from './protection.ts'
import { countRequests } from './requests-counted.ts'
import { countBegun, linkOf, type OpenedLink, readAnswers, responseOf } from './responses-store.ts'
import { readForm } from './sent-files/take-form.ts'
import { endPage, surveyNotice, surveyPage } from './survey-page.ts'
import { kioskOf, takeAtKiosk } from './take-at-kiosk.ts'
import { beginResponse, continueResponse } from './take-page.ts'

/** Thirty customers of a shop answer behind one address in ten minutes and are all let in; a script is not. */
const beginMs = 10 * 60_000
const mostBegun = 60

/** The look of a survey is a style of its page, which carries its logo too. */
const policy = [
  ...stillPage.filter(rule => !rule.startsWith('img-src')),
  "img-src 'self' data:",
  "style-src-attr 'unsafe-inline'",
]

/** A tablet, and a page that asks for a proof, run one script of ours. */
const kioskPolicy = [...policy, "script-src 'self'", "connect-src 'self'"]

/** Nobody answers thirty pages of one response in a minute. */
const maySend = countRequests(30, 60_000)

const openSurvey: Door = {
  route: openSurveyDoor,
  handle: async (installation, request, { params }) => {
    const token = params.token ?? ''
    const opened = await surveyAt(installation, request, token)
    if (opened instanceof Response) return opened
    const { survey, whole, deal, tongue, link, asksProof } = opened
    const { invitation } = link
    if (invitation?.hasResponse)
      return leadOn(`/s/${token}/${invitedResponseToken(installation, link.workspace, invitation.id)}?lang=${tongue}`)
    if (invitation?.isAnswered) return page(endPage(survey, tongue, {}), 200)
    return firstPage(installation, {
      survey,
      whole,
      deal,
      tongue,
      token,
      place: link.place,
      isKiosk: link.kind === 'kiosk',
      ...(asksProof ? { challenge: await makeChallenge(installation, link.survey) } : {}),
      answers: chosenIn(request, survey),
      faults: [],
    })
  },
}

const begin: Door = {
  route: beginResponseDoor,
  handle: async (installation, request, { params, addressToken }) => {
    const token = params.token ?? ''
    const opened = await surveyAt(installation, request, token)
    if (opened instanceof Response) return opened
    const { survey, whole, deal, tongue, link, asksProof, guard } = opened
    const since = new Date(installation.now().getTime() - beginMs)
    if ((await countBegun(installation.postgres, link, addressToken, since)) >= mostBegun) return busy(tongue)
    const where = { workspace: link.workspace, surveyId: link.survey, survey, addressToken }
    const sent = await sentPage(installation, request, tongue, where)
    if (sent instanceof Response) return sent
    const proven = !asksProof || (await isProven(installation, link.survey, sent.form.get('proof')))
    // Whoever chose so refuses; a surge alone never does: who has no proof is marked then.
    if (!proven && guard.level >= 2 && link.kind !== 'kiosk') return unproven(tongue)
    const flags = [...flagsOf(installation, sent), ...(proven ? [] : ['unproven'])]
    const key = link.kind === 'kiosk' ? sent.form.get('key') : null
    if (key) return await takeAtKiosk(installation, { survey: whole, tongue, link, sent, addressToken, flags, key })
    const taken = await beginResponse(installation, link, survey, { sent, language: tongue, addressToken, flags, deal })
    if (taken.kind === 'refused') {
      const challenge = asksProof ? { challenge: await makeChallenge(installation, link.survey) } : {}
      const { status } = sent
      return firstPage(installation, { survey, deal, tongue, token, place: link.place, status, ...challenge, ...taken })
    }
    if (guard.level > 0 && !guard.isRaised)
      await watchSurge(installation, installation.postgres, link.workspace, link.survey)
    return leadOn(`/s/${token}/${taken.token}?lang=${tongue}`)
  },
}

const openResponse: Door = {
  route: openResponseDoor,
  handle: async (installation, request, { params }) => {
    const opened = await responseAt(installation, request, params)
    if (opened instanceof Response) return opened
    const { survey, tongue, response, address } = opened
    const answers = await readAnswers(installation, installation.postgres, response.workspace, response.id)
    const { place } = response
    const screened = survey.quotas?.find(({ id }) => id === response.screenedBy)
    if (screened) return page(endPage({ ...survey, endings: [quotaEnding(screened)] }, tongue, answers), 200)
    if (response.completedAt !== null)
      return page(endPage(pipedSurvey(survey, { answers, place: place ?? '' }), tongue, answers), 200)
    const path = pathOf(survey, answers)
    const wished = new URL(request.url).searchParams.get('page')
    const lacking = new Set(answerFaults(survey, answers, { whole: true }).map(({ question }) => question))
    const at =
      path.find(({ page }) => page.id === wished) ??
      path.find(({ page }) => !response.passed.includes(page.id)) ??
      path.find(({ questions }) => questions.some(({ id }) => lacking.has(id))) ??
      path[0]
    return at ? answerPage(installation, { survey, tongue, at, answers, faults: [], address, place }) : gone(tongue)
  },
}

const goOn: Door = {
  route: continueResponseDoor,
  handle: async (installation, request, { params, addressToken }) => {
    const opened = await responseAt(installation, request, params)
    if (opened instanceof Response) return opened
    const { survey, tongue, address, response } = opened
    if (!maySend(`${response.workspace} ${response.id}`, installation.now())) return busy(tongue, 60_000)
    const { workspace, id } = response
    const where = { workspace, surveyId: response.survey, survey, response: id, addressToken }
    const sent = await sentPage(installation, request, tongue, where)
    if (sent instanceof Response) return sent
    const flags = flagsOf(installation, sent)
    const taken = await continueResponse(installation, params.answers ?? '', survey, { sent, flags })
    if (!taken) return gone(tongue)
    if (taken.kind === 'taken') return leadOn(`${address}?lang=${tongue}`)
    const path = pathOf(survey, taken.answers)
    const at = path.find(one => one.page.id === sent.page) ?? path[0]
    return at
      ? answerPage(installation, {
          survey,
          tongue,
          at,
          address,
          place: response.place,
          answers: taken.answers,
          faults: taken.faults,
          status: sent.status,
        })
      : gone(tongue)
  },
}

/** The pages on which people answer. */
export const answeringDoors: readonly Door[] = [openSurvey, begin, openResponse, goOn]

type Shown = {
  readonly survey: Survey
  /** The survey before blocks and orders were drawn: a tablet draws them for each person. */
  readonly whole?: Survey
  readonly deal?: string | undefined
  readonly tongue: Tongue
  readonly answers: Answers
  readonly faults: readonly AnswerFault[]
  readonly place: string | undefined
  /** On a tablet in a place: a small script runs there. */
  readonly isKiosk?: boolean
  /** Work that is asked of the browser. */
  readonly challenge?: string
  /** What says best what is wrong. */
  readonly status?: number | undefined
}

function firstPage(installation: Installation, shown: Shown & { readonly token: string }): Response {
  const path = pathOf(shown.survey, shown.answers)
  const [at] = path
  if (!at) return gone(shown.tongue)
  return answerPage(installation, { ...shown, at, address: `/s/${shown.token}` })
}

function answerPage(
  installation: Pick<Installation, 'now'>,
  shown: Shown & { readonly at: AskedPage; readonly address: string },
): Response {
  const since = installation.now().getTime()
  // With what was said so far in its texts: the same pages, in this person's words.
  const survey = pipedSurvey(shown.survey, { answers: shown.answers, place: shown.place ?? '' })
  const path = pathOf(survey, shown.answers)
  const at = path.find(({ page: one }) => one.id === shown.at.page.id) ?? shown.at
  const kiosk = shown.isKiosk ? { ...shown, survey: shown.whole ?? shown.survey } : undefined
  const markup = surveyPage({ ...shown, survey, path, at, since, ...(kiosk ? { kiosk: kioskOf(kiosk) } : {}) })
  return htmlAnswer(
    markup,
    shown.faults.length > 0 ? (shown.status ?? 422) : 200,
    kiosk || shown.challenge ? kioskPolicy : policy,
  )
}

/** The survey that an address leads to, as it is answered now; or the page that says why it is not. */
async function surveyAt(installation: Installation, request: Request, token: string) {
  const link = await linkOf(installation.postgres, tokenHash(installation, token), installation.now())
  const version = link?.version
  const published =
    link && version && link.state !== 'closed'
      ? await readVersion(installation.postgres, link.workspace, link.survey, version)
      : undefined
  // A tablet keeps answers until the network is back, and files would not fit in it.
  const survey = published && link?.kind === 'kiosk' ? withoutFiles(published) : published
  const tongue = await tongueOf(installation, request, link, survey)
  if (!link || !version || !survey) return gone(tongue)
  const said = pageWords[tongue]
  if (link.state === 'paused') return page(surveyNotice(tongue, said.pausedTitle, said.pausedText), 503)
  // Before the first question, where it is known that no more answers are wanted.
  const full = await fullQuota(installation.postgres, link, survey, {})
  if (full) return page(endPage({ ...survey, endings: [quotaEnding(full)] }, tongue, {}), 200)
  const guard = await guardOf(installation, installation.postgres, link.workspace, link.survey)
  // Personal addresses only: the others look as if they never were.
  if (guard.level === 3 && !link.invitation) return gone(tongue)
  const asksProof = !link.invitation && (guard.level === 2 || (guard.level > 0 && guard.isRaised))
  const deal = dealAt(installation, request, link, survey)
  const dealt = deal === undefined ? survey : dealtSurvey(survey, deal)
  return { survey: dealt, whole: survey, deal, tongue, link: { ...link, version }, guard, asksProof }
}

/** A response stays with the version that it began with, and can be finished though its address was closed. */
async function responseAt(installation: Installation, request: Request, params: Readonly<Record<string, string>>) {
  const response = await responseOf(installation.postgres, tokenHash(installation, params.answers ?? ''))
  const survey =
    response && (await readVersion(installation.postgres, response.workspace, response.survey, response.version))
  const tongue = await tongueOf(installation, request, response, survey)
  if (!response || !survey) return gone(tongue)
  const dealt = response.deal ? dealtSurvey(survey, response.deal) : survey
  return { survey: dealt, tongue, response, address: `/s/${params.token}/${params.answers}` }
}

/** As the address says, else as the browser asks, among the languages of the survey. */
async function tongueOf(
  installation: Installation,
  request: Request,
  found: { readonly workspace: number; readonly invitation?: OpenedLink['invitation'] | string | null } | undefined,
  survey: Survey | undefined,
): Promise<Tongue> {
  const spoken = survey?.languages ?? ['fr', 'en']
  const asked = new URL(request.url).searchParams.get('lang')
  const first = /^\s*(fr|en)\b/i.exec(request.headers.get('accept-language') ?? '')?.[1]?.toLowerCase()
  const invitation = found?.invitation
  const theirs = typeof invitation === 'object' ? invitation?.language : undefined
  const wanted = [asked, theirs, first].find(one => one === 'fr' || one === 'en')
  const known = spoken.find(one => one === wanted)
  if (known) return known
  const locale = found && (await workspaceByNumber(installation, found.workspace))?.locale
  return spoken.find(one => one === locale) ?? spoken[0] ?? 'en'
}

/** The form of a page; or the page that says that it is too long. */
async function sentPage(
  installation: Installation,
  request: Request,
  tongue: Tongue,
  where: Parameters<typeof readForm>[2],
): Promise<(SentPage & { readonly status?: number }) | Response> {
  const said = pageWords[tongue]
  const read = await readForm(installation, request, where)
  if (read === 'tooLong') return page(surveyNotice(tongue, said.largeTitle, said.largeText), 413)
  if (read === 'busy') return busy(tongue)
  const { form } = read
  return { ...read, page: form.get('page') ?? '', asked: (form.get('asked') ?? '').split(' ').filter(Boolean) }
}

/** One answer for what never was, has ended or was closed: who guesses learns nothing. */
function gone(tongue: Tongue): Response {
  return page(surveyNotice(tongue, pageWords[tongue].goneTitle, pageWords[tongue].goneText), 404)
}

function unproven(tongue: Tongue): Response {
  const { unprovenTitle, unprovenText } = pageWords[tongue]
  return page(surveyNotice(tongue, unprovenTitle, unprovenText), 403)
}

function busy(tongue: Tongue, ms = beginMs): Response {
  const { busyTitle, busyText } = pageWords[tongue]
  const answer = page(surveyNotice(tongue, busyTitle, busyText(ms / 60_000)), 429)
  answer.headers.set('Retry-After', String(ms / 1000))
  return answer
}

const leadOn = (address: string) =>
  new Response(null, { status: 303, headers: { Location: address, 'Cache-Control': 'no-store' } })

const page = (markup: string, status: number): Response => htmlAnswer(markup, status, policy)
