import { sendSurveyCodeDoor } from '../../contract/survey-protection.ts'
import type { Door, Installation } from '../../feature.ts'
import { labelIn, type Tongue } from '../../vocabulary/label.ts'
import { masked } from '../../vocabulary/mask.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { leadOn, page } from './answer-pages.ts'
import { codePage } from './code-page.ts'
import { addressOf, hasCode, isCode, isPassed, passOf, sendCode } from './codes.ts'
import { withCookie } from './cookies.ts'
import { surveyAt } from './opened.ts'
import { pageWords } from './page-words.ts'
import { readLimited } from './read-limited.ts'
import { countRequests } from './requests-counted.ts'
import type { OpenedLink } from './responses-store.ts'

/** Whoever guesses from one place of the network, at whatever invitation, is stopped long before it helps. */
const mayGuess = countRequests(60, 3_600_000)

type Opened = {
  readonly survey: Survey
  readonly tongue: Tongue
  readonly link: OpenedLink
  readonly level: number
  readonly token: string
}

/** The page that asks for the code of a mail, where the survey wants one and this device has not shown it yet. */
export async function codeAsked(
  installation: Installation,
  request: Request,
  { survey, tongue, link, level, token }: Opened,
  trouble?: { readonly text: string; readonly status: number },
): Promise<Response | undefined> {
  const { workspace, invitation } = link
  if (level !== 4 || !invitation) return undefined
  const whose = { workspace, invitation: invitation.id }
  if (isPassed(installation, request, whose)) return undefined
  const to = await addressOf(installation, { workspace, customer: invitation.customer })
  const markup = codePage(survey, tongue, {
    address: `/s/${token}/code?lang=${tongue}`,
    to: to && masked(to),
    isSent: await hasCode(installation, whose),
    trouble: trouble?.text,
  })
  return page(markup, trouble?.status ?? (request.method === 'POST' ? 403 : 200))
}

/** Sends a code, or takes one. Only by a press: programmes that open addresses send nothing. */
export const askCode: Door = {
  route: sendSurveyCodeDoor,
  handle: async (installation, request, { params, addressToken }) => {
    const token = params.token ?? ''
    const opened = await surveyAt(installation, request, token)
    if (opened instanceof Response) return opened
    const { survey, tongue, link, guard } = opened
    const { invitation, workspace } = link
    const back = `/s/${token}?lang=${tongue}`
    if (guard.level !== 4 || !invitation) return leadOn(back)
    const said = pageWords[tongue].code
    const form = new URLSearchParams((await readLimited(request, 4096)) ?? '')
    const whose = { workspace, invitation: invitation.id }
    const refused = (text: string, status: number) =>
      codeAsked(installation, request, { survey, tongue, link, level: 4, token }, { text, status })
    const digits = form.get('code')?.replace(/\D/g, '')
    if (digits !== undefined) {
      if (!mayGuess(addressToken, installation.now())) return (await refused(said.tooOften, 429)) ?? leadOn(back)
      if (await isCode(installation, whose, digits)) return withCookie(leadOn(back), passOf(installation, whose))
      return (await refused(said.wrong, 422)) ?? leadOn(back)
    }
    const title = labelIn(survey.title, tongue).text
    const sent = await sendCode(installation, { ...whose, customer: invitation.customer }, { tongue, title })
    if (sent === 'sent') return leadOn(back)
    const status = sent === 'tooOften' ? 429 : sent === 'notNow' ? 503 : 403
    return (await refused(said[sent], status)) ?? leadOn(back)
  },
}
