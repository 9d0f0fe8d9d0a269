import { sql } from '../../engines/postgres/index.ts'
import type { DoorCaller, Installation } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { withoutFiles } from '../../vocabulary/survey/sent-file.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import type { AnswerFault } from '../../vocabulary/survey/survey-answers.ts'
import { dealtSurvey, isDealt } from '../../vocabulary/survey/survey-deal.ts'
import { isOnSite } from '../../vocabulary/survey/survey-display.ts'
import type { SentPage } from '../../vocabulary/survey/survey-passage.ts'
import { readVersion } from '../surveys-store.ts'
import { tokenHash } from '../tokens.ts'
import { dealFor } from './deal.ts'
import { flagsOf } from './flags-of.ts'
import type { Visitor } from './may-show.ts'
import { isProven } from './proof.ts'
import { guardOf, isWorkAsked } from './protection.ts'
import { responseOf } from './responses-store.ts'
import { sealSender } from './sender.ts'
import { beginResponse, continueResponse, type Taken } from './take-page.ts'
import { visitorOf } from './web-visitor.ts'
import { type WebSurvey, webSurveys } from './website.ts'
import { whenAnswered } from './when-answered.ts'

/** Answers may wait in a browser without a network so long. */
export const longestWaitMs = 7 * 86_400_000

type WebTaken =
  | { readonly kind: 'refused'; readonly faults: readonly AnswerFault[] }
  | { readonly kind: 'taken'; readonly completed: boolean }

/**
 * Takes a page of answers of a visitor. Its showing is the key: however often it is sent there is one response, and what
 * was never shown takes none. @throws problem `key_unknown`, `not_found`, `origin_refused`.
 */
export async function takeWebAnswers(
  installation: Installation,
  caller: DoorCaller,
  form: URLSearchParams,
  request: Request,
): Promise<WebTaken> {
  const told = {
    writeKey: form.get('writeKey') ?? '',
    anonymousId: (form.get('anonymousId') ?? '').slice(0, 200),
    userId: form.get('userId')?.slice(0, 200) || undefined,
  }
  const { visitor } = await visitorOf(installation, caller, told)
  const impression = form.get('impression') ?? ''
  const shown = await shownAs(installation, visitor.workspace, impression)
  // A visitor who signs in between the showing and the answer is the browser that it was shown to.
  if (!shown || (shown.browser_id !== String(visitor.browser) && shown.customer_id !== String(visitor.customer)))
    throw problem('not_found', { what: 'survey' })
  const [one] = await webSurveys(installation.postgres, visitor.workspace, shown.survey_id)
  const published = await readVersion(installation.postgres, visitor.workspace, shown.survey_id, shown.version)
  if (!one || !published) throw problem('not_found', { what: 'survey' })
  if (!isOnSite(one.display.sites, request.headers.get('origin'))) throw problem('origin_refused')
  const showing = { impression, browser: shown.browser_id }
  const { survey, deal } = dealtToVisitor(installation, one, showing, withoutFiles(published))
  const sent: SentPage = {
    page: form.get('page') ?? '',
    asked: (form.get('asked') ?? '').split(' ').filter(Boolean),
    form,
  }
  const flags = flagsOf(installation, sent, request)
  const token = `WEB ${impression}`
  const done = async (taken: Taken | undefined): Promise<WebTaken> => {
    if (!taken) throw problem('not_found', { what: 'survey' })
    if (taken.kind === 'taken' && taken.completed && one.isAnonymous) await cutLoose(installation, visitor, impression)
    return taken
  }
  const then = whenAnswered(installation, form)
  const goOn = () => continueResponse(then, token, survey, { sent, flags })
  if (await responseOf(installation.postgres, tokenHash(installation, token))) return await done(await goOn())
  const language = survey.languages.find(tongue => tongue === form.get('lang')) ?? survey.languages[0] ?? 'en'
  const link = {
    workspace: visitor.workspace,
    link: one.link,
    survey: one.survey,
    state: 'live',
    version: shown.version,
    isAnonymous: one.isAnonymous,
  } as const
  const guard = await guardOf(installation, installation.postgres, visitor.workspace, one.survey)
  const proven = !isWorkAsked(guard) || (await isProven(installation, one.survey, form.get('proof')))
  // As on the page: whoever chose so refuses; a surge alone only marks.
  if (!proven && guard.level === 2) throw problem('survey_unproven')
  const marks = proven ? flags : [...flags, 'unproven']
  const known = { impression, customer: visitor.customer, sealed: sealSender(installation, told) }
  const sender = one.isAnonymous ? { token } : { token, known }
  try {
    const { addressToken } = caller
    const how = { sent, language, addressToken, flags: marks, sender, deal }
    return await done(await beginResponse(then, link, survey, how))
  } catch (error) {
    // Sent twice at once: the other one made the response.
    if ((error as { code?: unknown }).code !== '23505') throw error
    return await done(await goOn())
  }
}

/** The same browser is asked the same each time it is shown; of an anonymous survey nothing says that it was the same. */
export function dealtToVisitor(
  installation: Pick<Installation, 'secret'>,
  { survey: id, isAnonymous }: Pick<WebSurvey, 'survey' | 'isAnonymous'>,
  { impression, browser }: { readonly impression: string; readonly browser: string },
  survey: Survey,
): { readonly survey: Survey; readonly deal: string | undefined } {
  if (!isDealt(survey)) return { survey, deal: undefined }
  const deal = dealFor(installation, id, isAnonymous ? impression : `browser ${browser}`)
  return { survey: dealtSurvey(survey, deal), deal }
}

async function shownAs(installation: Installation, workspace: number, impression: string) {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(impression)) return undefined
  return await installation.postgres.first(sql<{
    survey_id: string
    version: number
    browser_id: string
    customer_id: string
  }>`
    select survey_id, version, browser_id, customer_id from listening.impressions
    where workspace_id = ${workspace} and impression_id = ${impression}
      and shown_at > ${new Date(installation.now().getTime() - longestWaitMs)}`)
}

/** Of a finished response to an anonymous survey nothing tells any longer which showing it came from. */
async function cutLoose(installation: Installation, { workspace }: Visitor, impression: string): Promise<void> {
  await installation.postgres.run(sql`
    update listening.impressions set impression_id = gen_random_uuid()
    where workspace_id = ${workspace} and impression_id = ${impression}`)
}
