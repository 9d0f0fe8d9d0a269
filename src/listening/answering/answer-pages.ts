import { htmlAnswer, stillPage } from '../../admitting/index.ts'
import type { Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import type { Answers, Survey } from '../../vocabulary/survey/survey.ts'
import type { AnswerFault } from '../../vocabulary/survey/survey-answers.ts'
import { type AskedPage, pathOf } from '../../vocabulary/survey/survey-path.ts'
import { pipedSurvey } from '../../vocabulary/survey/survey-piping.ts'
import { pageWords } from './page-words.ts'
import { surveyNotice, surveyPage } from './survey-page.ts'
import { kioskOf } from './take-at-kiosk.ts'

/** How long who begins too often is asked to wait. */
export const beginMs = 10 * 60_000

/** The look of a survey is a style of its page, which carries its logo too. */
const look = [
  ...stillPage.filter(rule => !/^(img-src|frame-ancestors)/.test(rule)),
  "img-src 'self' data:",
  "style-src-attr 'unsafe-inline'",
]

/** A tablet, and a page that asks for a proof, run one script of ours. */
const script = ["script-src 'self'", "connect-src 'self'"]

/** A page of a survey stands in frames of the sites that its author named, and in no others. */
const policyOf = (sites: readonly string[], hasScript = false): readonly string[] => [
  ...look,
  ...(hasScript ? script : []),
  `frame-ancestors ${sites.map(origin).join(' ') || "'none'"}`,
]

const origin = (host: string) => `${/^(localhost|127\.)/.test(host) ? 'http' : 'https'}://${host}`
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
  /** Hosts that may show it in a frame. */
  readonly sites: readonly string[]
}

export function firstPage(installation: Installation, shown: Shown & { readonly token: string }): Response {
  const path = pathOf(shown.survey, shown.answers)
  const [at] = path
  if (!at) return gone(shown.tongue)
  return answerPage(installation, { ...shown, at, address: `/s/${shown.token}` })
}

export function answerPage(
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
    policyOf(shown.sites, Boolean(kiosk || shown.challenge)),
  )
}

/** One answer for what never was, has ended or was closed: who guesses learns nothing. */
export function gone(tongue: Tongue): Response {
  return page(surveyNotice(tongue, pageWords[tongue].goneTitle, pageWords[tongue].goneText), 404)
}

export function unproven(tongue: Tongue): Response {
  const { unprovenTitle, unprovenText } = pageWords[tongue]
  return page(surveyNotice(tongue, unprovenTitle, unprovenText), 403)
}

export function busy(tongue: Tongue, ms = beginMs): Response {
  const { busyTitle, busyText } = pageWords[tongue]
  const answer = page(surveyNotice(tongue, busyTitle, busyText(ms / 60_000)), 429)
  answer.headers.set('Retry-After', String(ms / 1000))
  return answer
}

export const leadOn = (address: string) =>
  new Response(null, { status: 303, headers: { Location: address, 'Cache-Control': 'no-store' } })

export const page = (markup: string, status: number, sites: readonly string[] = []): Response =>
  htmlAnswer(markup, status, policyOf(sites))
