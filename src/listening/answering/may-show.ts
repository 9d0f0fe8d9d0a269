import { createHmac } from 'node:crypto'
import { customerAnchors } from '../../collecting/index.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { ContactPressure } from '../../vocabulary/survey/contact-pressure.ts'
import { isOnPage, isOnSite, type NotShownReason, type SurveyDisplay } from '../../vocabulary/survey/survey-display.ts'
import { inAudience } from '../inviting/audience.ts'
import { readPressure } from '../inviting/rules-store.ts'

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
  installation: Installation,
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
  const { pressure } = await readPressure(postgres, visitor.workspace)
  const ago = (days: number) => new Date(installation.now().getTime() - days * dayMs)
  const since = ago(display.everyDays)
  const numbers = [visitor.browser, visitor.customer].map(String)
  const row = await postgres.first(sql<{ shown: boolean; answered: boolean; asked: boolean; customers: string[] }>`
    with own as (
      select all_of.anchor, all_of.customer
      from (${customerAnchors(visitor.workspace)}) as known
      join (${customerAnchors(visitor.workspace)}) as all_of using (customer)
      where known.anchor = any(${numbers}::bigint[])
      union
      select number, number from unnest(${numbers}::bigint[]) as number
    ), showings as (
      select survey_id, shown_at from listening.impressions
      where workspace_id = ${visitor.workspace}
        and (browser_id in (select anchor from own) or customer_id in (select anchor from own))
    )
    select
      exists (select from showings where survey_id = ${survey} and shown_at > ${since}) as shown,
      exists (
        select from listening.responses
        where workspace_id = ${visitor.workspace} and customer_id in (select anchor from own) and survey_id = ${survey}
          and completed_at > ${since}
      ) as answered,
      (select count(*) from showings where shown_at > ${ago(pressure.impressions.inDays)}) >= ${pressure.impressions.most}
      or exists (
        select from listening.invitations
        where workspace_id = ${visitor.workspace} and customer_id in (select anchor from own)
          and state in ('queued', 'sent', 'started', 'completed')
          and coalesce(sent_at, send_after) > ${ago(pressure.anySurveyDays)}
      ) as asked,
      (select array_agg(distinct customer) from own) as customers`)
  if (row?.answered) return 'answered'
  if (row?.shown) return 'shownLately'
  // Whoever is never asked is told like who was asked lately: a page must not learn which customers are kept apart.
  const isAsked = row?.asked || (await isExcluded(installation, visitor.workspace, pressure, row?.customers ?? []))
  return isAsked ? 'asked' : undefined
}

/** Whether the workspace asks this person nothing, whatever the way. */
async function isExcluded(
  installation: Installation,
  workspace: number,
  { excludedSegments }: ContactPressure,
  customers: readonly string[],
): Promise<boolean> {
  if (excludedSegments.length === 0) return false
  const audience = { segments: [...excludedSegments], exceptSegments: [], traits: [] }
  return (await inAudience(installation, workspace, audience, customers.map(BigInt))).size > 0
}

/**
 * Whether a visitor is of the share. A keyed hash of survey and browser: the same answer every time, another one for
 * another survey, and nobody outside can choose an identifier that is drawn.
 */
function isDrawn(
  installation: Pick<Installation, 'secret'>,
  { workspace, browser }: Pick<Visitor, 'workspace' | 'browser'>,
  survey: string,
  share: number,
): boolean {
  if (share >= 1) return true
  const lot = createHmac('sha256', installation.secret('listening.share')).update(`${workspace} ${survey} ${browser}`)
  return lot.digest().readUInt32BE(0) / 2 ** 32 < share
}
