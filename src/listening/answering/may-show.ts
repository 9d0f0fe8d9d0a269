import { createHmac } from 'node:crypto'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { isOnPage, isOnSite, type NotShownReason, type SurveyDisplay } from '../../vocabulary/survey-display.ts'

/** A visitor of a web site: known by the pseudonyms that their events have. */
export type Visitor = {
  readonly workspace: number
  /** Of the browser. It draws the lot, so that signing in does not draw another. */
  readonly browser: bigint
  /** Of the known customer, else of the browser. */
  readonly customer: bigint
}

export type Showable = { readonly survey: string; readonly isLive: boolean; readonly display: SurveyDisplay }

const dayMs = 86_400_000

/**
 * Why a survey may not show to a visitor; undefined where it may. The one place where that is decided: the list of what
 * may show asks it, and the showing itself asks again.
 */
export async function whyNotShown(
  installation: Pick<Installation, 'now' | 'secret'>,
  postgres: Queryable,
  visitor: Visitor,
  { survey, isLive, display }: Showable,
  at: { readonly origin: string | null; readonly path?: string },
): Promise<NotShownReason | undefined> {
  if (!isLive) return 'notLive'
  if (!display.isOn) return 'off'
  if (!isOnSite(display.sites, at.origin)) return 'site'
  if (at.path !== undefined && !isOnPage(display, at.path)) return 'page'
  if (!isDrawn(installation, visitor, survey, display.share)) return 'share'
  const since = new Date(installation.now().getTime() - display.everyDays * dayMs)
  const browser = String(visitor.browser)
  const customer = String(visitor.customer)
  const row = await postgres.first(sql<{ shown: boolean; answered: boolean }>`
    select
      exists (
        select from listening.impressions
        where workspace_id = ${visitor.workspace} and (browser_id = ${browser} or customer_id = ${customer})
          and survey_id = ${survey} and shown_at > ${since}
      ) as shown,
      exists (
        select from listening.responses
        where workspace_id = ${visitor.workspace} and customer_id in (${browser}, ${customer}) and survey_id = ${survey}
          and completed_at > ${since}
      ) as answered`)
  return row?.answered ? 'answered' : row?.shown ? 'shownLately' : undefined
}

/**
 * Whether a visitor is of the share. A keyed hash of survey and browser: the same answer every time, another one for
 * another survey, and nobody outside can choose an identifier that is drawn.
 */
export function isDrawn(
  installation: Pick<Installation, 'secret'>,
  { workspace, browser }: Pick<Visitor, 'workspace' | 'browser'>,
  survey: string,
  share: number,
): boolean {
  if (share >= 1) return true
  const lot = createHmac('sha256', installation.secret('listening.share')).update(`${workspace} ${survey} ${browser}`)
  return lot.digest().readUInt32BE(0) / 2 ** 32 < share
}
