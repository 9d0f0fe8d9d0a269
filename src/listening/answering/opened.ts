import { workspaceByNumber } from '../../admitting/index.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { withoutFiles } from '../../vocabulary/survey/sent-file.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { dealtSurvey } from '../../vocabulary/survey/survey-deal.ts'
import { quotaEnding } from '../../vocabulary/survey/survey-quotas.ts'
import { readVersion } from '../surveys-store.ts'
import { tokenHash } from '../tokens.ts'
import { fullQuota } from '../writing/quotas.ts'
import { gone, leadOn, page } from './answer-pages.ts'
import { isPassed } from './codes.ts'
import { dealAt } from './deal.ts'
import { pageWords } from './page-words.ts'
import { guardOf, isWorkAsked } from './protection.ts'
import { linkOf, type OpenedLink, responseOf } from './responses-store.ts'
import { endPage, surveyNotice } from './survey-page.ts'

/** The survey that an address leads to, as it is answered now; or the page that says why it is not. */
export async function surveyAt(installation: Installation, request: Request, token: string) {
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
  const sites = await sitesOf(installation.postgres, link)
  if (full) return page(endPage({ ...survey, endings: [quotaEnding(full)] }, tongue, {}), 200, sites)
  const guard = await guardOf(installation, installation.postgres, link.workspace, link.survey)
  // Personal addresses only: the others look as if they never were.
  const isPersonal = link.invitation !== undefined || link.order !== undefined
  if (guard.level >= 3 && !isPersonal) return gone(tongue)
  const asksProof = !isPersonal && isWorkAsked(guard)
  const deal = dealAt(installation, request, link, survey)
  const dealt = deal === undefined ? survey : dealtSurvey(survey, deal)
  return { survey: dealt, whole: survey, deal, tongue, link: { ...link, version }, guard, asksProof, sites }
}

/** A response stays with the version that it began with, and can be finished though its address was closed. */
export async function responseAt(
  installation: Installation,
  request: Request,
  params: Readonly<Record<string, string>>,
) {
  const response = await responseOf(installation.postgres, tokenHash(installation, params.answers ?? ''))
  const survey =
    response && (await readVersion(installation.postgres, response.workspace, response.survey, response.version))
  const tongue = await tongueOf(installation, request, response, survey)
  if (!response || !survey) return gone(tongue)
  const { level } = await guardOf(installation, installation.postgres, response.workspace, response.survey)
  const { workspace, invitation } = response
  // Whoever went on at another device shows there too that the mail is theirs.
  if (level === 4 && invitation && !isPassed(installation, request, { workspace, invitation }))
    return leadOn(`/s/${params.token}?lang=${tongue}`)
  const sites = await sitesOf(installation.postgres, response)
  const dealt = response.deal ? dealtSurvey(survey, response.deal) : survey
  return { survey: dealt, tongue, response, level, sites, address: `/s/${params.token}/${params.answers}` }
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

/** The sites that show a survey, as its author named them: they may hold its page in a frame too. */
async function sitesOf(
  postgres: Queryable,
  { workspace, survey }: { readonly workspace: number; readonly survey: string },
): Promise<readonly string[]> {
  const row = await postgres.first(sql<{ sites: readonly string[] | null }>`
    select display -> 'sites' as sites from listening.websites
    where workspace_id = ${workspace} and survey_id = ${survey}`)
  return row?.sites ?? []
}
