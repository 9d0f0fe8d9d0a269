import { createHmac } from 'node:crypto'
import { audit } from '../admitting/index.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type {
  addPlaces as addPlacesRoute,
  closeSurveyLink as closeSurveyLinkRoute,
  createSurveyLink as createSurveyLinkRoute,
  listSurveyLinks as listSurveyLinksRoute,
  SurveyLink,
} from '../contract/survey-links.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Context, Installation } from '../feature.ts'
import { newId } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { holdSurvey, readSurvey } from './surveys-store.ts'
import { readableToken, tokenHash } from './tokens.ts'

type LinkRow = {
  link_id: string
  place: string
  kind: 'address' | 'kiosk'
  made_at: Date
  closed_at: Date | null
  started: string
  completed: string
}

const mostLinks = 2000

export async function listSurveyLinks(
  context: Context,
  { params }: InputOf<typeof listSurveyLinksRoute>,
): Promise<AnswerOf<typeof listSurveyLinksRoute>> {
  await readSurvey(context.postgres, context.workspace.number, params.survey)
  const rows = await context.postgres.rows(sql<LinkRow>`
    select link_id, place, kind, made_at, closed_at, coalesce(started, 0) as started, coalesce(completed, 0) as completed
    from listening.links
    left join (
      select link_id, count(*) as started, count(completed_at) as completed
      from listening.responses
      where workspace_id = ${context.workspace.number} and survey_id = ${params.survey}
      group by link_id
    ) as answered using (link_id)
    where workspace_id = ${context.workspace.number} and survey_id = ${params.survey} and kind not in ('website', 'voice')
    order by closed_at is not null, made_at, link_id`)
  return { links: rows.map(row => faceOf(context, row)) }
}

/** @throws problem `not_found`, `too_many_links`. */
export async function createSurveyLink(
  context: Context,
  { params, body }: InputOf<typeof createSurveyLinkRoute>,
): Promise<AnswerOf<typeof createSurveyLinkRoute>> {
  const { workspace } = context
  return await context.postgres.transaction(async transaction => {
    const held = await transaction.first(sql<{ amount: string }>`
      select (select count(*) from listening.links where workspace_id = ${workspace.number} and survey_id = ${params.survey}) as amount
      from listening.surveys
      where workspace_id = ${workspace.number} and survey_id = ${params.survey}
      for update`)
    if (!held) throw problem('not_found', { what: 'survey' })
    if (Number(held.amount) >= mostLinks) throw problem('too_many_links', { limit: mostLinks })
    const { kind } = body
    const id = await addLink(context, transaction, params.survey, body.place.trim(), kind)
    await audit(context, transaction, 'survey.link_made', { survey: params.survey, link: id })
    const made = { link_id: id, place: body.place.trim(), kind, made_at: context.now(), closed_at: null }
    return faceOf(context, { ...made, started: '0', completed: '0' })
  })
}

/**
 * An address for each place of a list, as it is pasted from a spreadsheet. A place that has one keeps it; empty lines and
 * those that stand twice are told and left. @throws problem `not_found`, `too_many_links`.
 */
export async function addPlaces(
  context: Context,
  { params, body }: InputOf<typeof addPlacesRoute>,
): Promise<AnswerOf<typeof addPlacesRoute>> {
  const { workspace } = context
  return await context.postgres.transaction(async transaction => {
    await holdSurvey(transaction, workspace.number, params.survey)
    const rows = await transaction.rows(sql<{ place: string }>`
      select place from listening.links
      where workspace_id = ${workspace.number} and survey_id = ${params.survey} and closed_at is null`)
    const { kept, left } = sortPlaces(body.places, new Set(rows.map(({ place }) => keyOf(place))))
    if (rows.length + kept.length > mostLinks) throw problem('too_many_links', { limit: mostLinks })
    for (const place of kept) await addLink(context, transaction, params.survey, place)
    await audit(context, transaction, 'survey.links_made', { survey: params.survey, links: kept.length })
    return { made: kept.length, left: [...left] }
  })
}

const longestPlace = 120
const keyOf = (place: string) => place.trim().normalize('NFC').toLowerCase()

/** Which lines name a place of their own; the others with their line, from 1, and why they were left. */
function sortPlaces(places: readonly string[], held: ReadonlySet<string>) {
  const seen = new Set(held)
  const kept: string[] = []
  const left: { line: number; place: string; why: 'empty' | 'twice' | 'long' }[] = []
  for (const [at, told] of places.entries()) {
    const place = told.trim()
    const key = keyOf(place)
    const why = place === '' ? 'empty' : place.length > longestPlace ? 'long' : seen.has(key) ? 'twice' : undefined
    if (why) left.push({ line: at + 1, place, why })
    else {
      seen.add(key)
      kept.push(place)
    }
  }
  return { kept, left }
}

/** The open addresses of a survey, or one of them, whole. @throws problem `not_found`. */
export async function openAddresses(
  context: Context,
  survey: string,
  link?: string,
): Promise<readonly { readonly place: string; readonly address: string }[]> {
  await readSurvey(context.postgres, context.workspace.number, survey)
  const rows = await context.postgres.rows(sql<{ link_id: string; place: string }>`
    select link_id, place from listening.links
    where workspace_id = ${context.workspace.number} and survey_id = ${survey} and closed_at is null and kind not in ('website', 'voice')
      and (${link ?? null}::text is null or link_id = ${link ?? null})
    order by lower(place), made_at, link_id`)
  return rows.map(row => ({ place: row.place, address: addressOf(context, row.link_id) }))
}

export async function addLink(
  context: Context,
  transaction: Queryable,
  survey: string,
  place: string,
  kind: 'address' | 'website' | 'kiosk' | 'voice' = 'address',
): Promise<string> {
  const id = newId('lnk', context.now())
  await transaction.run(sql`
    insert into listening.links (workspace_id, link_id, survey_id, token_hash, place, kind, made_at)
    values (
      ${context.workspace.number}, ${id}, ${survey},
      ${tokenHash(context, linkToken(context, context.workspace.number, id))}, ${place}, ${kind},
      ${context.now()}
    )`)
  return id
}

/** @throws problem `not_found`. */
export async function closeSurveyLink(
  context: Context,
  { params }: InputOf<typeof closeSurveyLinkRoute>,
): Promise<AnswerOf<typeof closeSurveyLinkRoute>> {
  await context.postgres.transaction(async transaction => {
    const closed = await transaction.first(sql<{ link_id: string }>`
      update listening.links
      set closed_at = coalesce(closed_at, ${context.now()})
      where workspace_id = ${context.workspace.number} and survey_id = ${params.survey} and link_id = ${params.surveyLink}
      returning link_id`)
    if (!closed) throw problem('not_found', { what: 'public link' })
    await audit(context, transaction, 'survey.link_closed', { survey: params.survey, link: params.surveyLink })
  })
}

/** The secret of an address, made anew from its id each time it is told: sheets are printed again years later. */
function linkToken(installation: Pick<Installation, 'secret'>, workspace: number, link: string): string {
  return readableToken(
    createHmac('sha256', installation.secret('listening.survey-link')).update(`${workspace} ${link}`).digest(),
  )
}

function addressOf({ publicUrl, workspace, secret }: Context, link: string): string {
  return `${publicUrl}/s/${linkToken({ secret }, workspace.number, link)}`
}

function faceOf(context: Context, row: LinkRow): SurveyLink {
  return {
    id: row.link_id,
    place: row.place,
    kind: row.kind,
    address: addressOf(context, row.link_id),
    madeAt: row.made_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    started: Number(row.started),
    completed: Number(row.completed),
  }
}
