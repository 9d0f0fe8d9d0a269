import {
  beginResponseDoor,
  continueResponseDoor,
  openResponseDoor,
  openSurveyDoor,
} from '../../contract/survey-doors.ts'
import type { Door, Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { answerFaults } from '../../vocabulary/survey/survey-answers.ts'
import type { SentPage } from '../../vocabulary/survey/survey-passage.ts'
import { pathOf } from '../../vocabulary/survey/survey-path.ts'
import { pipedSurvey } from '../../vocabulary/survey/survey-piping.ts'
import { quotaEnding } from '../../vocabulary/survey/survey-quotas.ts'
import { orderResponseToken } from '../receipts/order-addresses.ts'
import { chosenIn } from '../sending/chosen-score.ts'
import { invitedResponseToken } from '../sending/personal-links.ts'
import { tokenHash } from '../tokens.ts'
import { answerPage, beginMs, busy, firstPage, gone, leadOn, page, unproven } from './answer-pages.ts'
import { askCode, codeAsked } from './code-doors.ts'
import { withCookie } from './cookies.ts'
import { deviceOf } from './device.ts'
import { flagsOf } from './flags-of.ts'
import { responseAt, surveyAt } from './opened.ts'
import { pageWords } from './page-words.ts'
import { isProven, makeChallenge } from './proof.ts'
import { watchSurge } from './protection.ts'
import { countRequests } from './requests-counted.ts'
import { countBegun, readAnswers, responseOf } from './responses-store.ts'
import { readForm } from './sent-files/take-form.ts'
import { endPage, surveyNotice } from './survey-page.ts'
import { takeAtKiosk } from './take-at-kiosk.ts'
import { beginResponse, continueResponse } from './take-page.ts'

/** Thirty customers of a shop answer behind one address in ten minutes and are all let in; a script is not. */
const mostBegun = 60

/** Nobody answers thirty pages of one response in a minute. */
const maySend = countRequests(30, 60_000)

const openSurvey: Door = {
  route: openSurveyDoor,
  handle: async (installation, request, { params }) => {
    const token = params.token ?? ''
    const opened = await surveyAt(installation, request, token)
    if (opened instanceof Response) return opened
    const { survey, whole, deal, tongue, link, asksProof, sites, guard } = opened
    const { invitation } = link
    const asked = await codeAsked(installation, request, { ...opened, level: guard.level, token })
    if (asked) return asked
    if (invitation?.hasResponse)
      return leadOn(`/s/${token}/${invitedResponseToken(installation, link.workspace, invitation.id)}?lang=${tongue}`)
    const own = link.order && !link.isAnonymous && orderResponseToken(installation, link.workspace, link.order)
    if (own && (await responseOf(installation.postgres, tokenHash(installation, own))))
      return leadOn(`/s/${token}/${own}?lang=${tongue}`)
    if (invitation?.isAnswered) return page(endPage(survey, tongue, {}), 200, sites)
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
      sites,
    })
  },
}

const begin: Door = {
  route: beginResponseDoor,
  handle: async (installation, request, { params, addressToken }) => {
    const token = params.token ?? ''
    const opened = await surveyAt(installation, request, token)
    if (opened instanceof Response) return opened
    const { survey, whole, deal, tongue, link, asksProof, guard, sites } = opened
    const asked = await codeAsked(installation, request, { ...opened, level: guard.level, token })
    if (asked) return asked
    const since = new Date(installation.now().getTime() - beginMs)
    if ((await countBegun(installation.postgres, link, addressToken, since)) >= mostBegun) return busy(tongue)
    const where = { workspace: link.workspace, surveyId: link.survey, survey, addressToken }
    const sent = await sentPage(installation, request, tongue, where)
    if (sent instanceof Response) return sent
    const proven = !asksProof || (await isProven(installation, link.survey, sent.form.get('proof')))
    // Whoever chose so refuses; a surge alone never does: who has no proof is marked then.
    if (!proven && guard.level >= 2 && link.kind !== 'kiosk') return unproven(tongue)
    const flags = [...flagsOf(installation, sent, request), ...(proven ? [] : ['unproven'])]
    const key = link.kind === 'kiosk' ? sent.form.get('key') : null
    if (key) return await takeAtKiosk(installation, { survey: whole, tongue, link, sent, addressToken, flags, key })
    const device = deviceOf(installation, request, link, guard.level)
    // Of an anonymous survey nothing joins a response to an order.
    const ordered = link.isAnonymous ? undefined : link.order
    const sender = ordered ? { token: orderResponseToken(installation, link.workspace, ordered) } : undefined
    const how = { sent, language: tongue, addressToken, flags, device, deal, ...(sender ? { sender } : {}) }
    const taken = await beginResponse(installation, link, survey, how)
    if (taken.kind === 'refused') {
      const challenge = asksProof ? { challenge: await makeChallenge(installation, link.survey) } : {}
      const { status } = sent
      return firstPage(installation, {
        survey,
        deal,
        tongue,
        token,
        place: link.place,
        status,
        sites,
        ...challenge,
        ...taken,
      })
    }
    if (guard.level > 0 && !guard.isRaised)
      await watchSurge(installation, installation.postgres, link.workspace, link.survey)
    return withCookie(leadOn(`/s/${token}/${taken.token}?lang=${tongue}`), device?.cookie)
  },
}

const openResponse: Door = {
  route: openResponseDoor,
  handle: async (installation, request, { params }) => {
    const opened = await responseAt(installation, request, params)
    if (opened instanceof Response) return opened
    const { survey, tongue, response, address, sites } = opened
    const answers = await readAnswers(installation, installation.postgres, response.workspace, response.id)
    const { place } = response
    const screened = survey.quotas?.find(({ id }) => id === response.screenedBy)
    if (screened) return page(endPage({ ...survey, endings: [quotaEnding(screened)] }, tongue, answers), 200, sites)
    if (response.completedAt !== null)
      return page(endPage(pipedSurvey(survey, { answers, place: place ?? '' }), tongue, answers), 200, sites)
    const path = pathOf(survey, answers)
    const wished = new URL(request.url).searchParams.get('page')
    const lacking = new Set(answerFaults(survey, answers, { whole: true }).map(({ question }) => question))
    const at =
      path.find(({ page }) => page.id === wished) ??
      path.find(({ page }) => !response.passed.includes(page.id)) ??
      path.find(({ questions }) => questions.some(({ id }) => lacking.has(id))) ??
      path[0]
    return at
      ? answerPage(installation, { survey, tongue, at, answers, faults: [], address, place, sites })
      : gone(tongue)
  },
}

const goOn: Door = {
  route: continueResponseDoor,
  handle: async (installation, request, { params, addressToken }) => {
    const opened = await responseAt(installation, request, params)
    if (opened instanceof Response) return opened
    const { survey, tongue, address, response, sites, level } = opened
    if (!maySend(`${response.workspace} ${response.id}`, installation.now())) return busy(tongue, 60_000)
    const { workspace, id } = response
    const where = { workspace, surveyId: response.survey, survey, response: id, addressToken }
    const sent = await sentPage(installation, request, tongue, where)
    if (sent instanceof Response) return sent
    const flags = flagsOf(installation, sent, request)
    const device = deviceOf(installation, request, { ...response, invitation: response.invitation ?? undefined }, level)
    const taken = await continueResponse(installation, params.answers ?? '', survey, { sent, flags, device })
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
          sites,
        })
      : gone(tongue)
  },
}

/** The pages on which people answer. */
export const answeringDoors: readonly Door[] = [openSurvey, begin, askCode, openResponse, goOn]

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
