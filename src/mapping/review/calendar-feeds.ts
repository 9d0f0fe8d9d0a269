import { createHmac, randomBytes } from 'node:crypto'
import { audit, memberIn, workspaceByNumber } from '../../admitting/index.ts'
import {
  type CalendarFeed,
  calendarDoor,
  type createCalendarFeed as createCalendarFeedRoute,
  type exportReviewCalendar as exportReviewCalendarRoute,
  type listCalendarFeeds as listCalendarFeedsRoute,
  type revokeCalendarFeed as revokeCalendarFeedRoute,
} from '../../contract/map-reviews.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context, Door, Installation, LeavingFile } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import { roleAllows } from '../../vocabulary/role.ts'
import { reviewCalendar } from './review-calendar.ts'

const contentType = 'text/calendar; charset=utf-8'
const mostFeeds = 10

/** The reviews as a file to keep. */
export async function exportReviewCalendar(
  context: Context,
  { query }: InputOf<typeof exportReviewCalendarRoute>,
): Promise<LeavingFile> {
  const { postgres, workspace, publicUrl } = context
  const text = await reviewCalendar(postgres, workspace, publicUrl, context.now(), query.language)
  return { name: `${workspace.key}-reviews.ics`, contentType, content: new TextEncoder().encode(text) }
}

type Row = { feed_id: string; created_at: Date; last_read_at: Date | null }

/** One's own addresses. A key or the operator has no calendar. */
export async function listCalendarFeeds(context: Context): Promise<AnswerOf<typeof listCalendarFeedsRoute>> {
  if (context.actor.kind !== 'member') return { feeds: [] }
  const rows = await context.postgres.rows(sql<Row>`
    select feed_id, created_at, last_read_at
    from mapping.calendar_feeds
    where workspace_id = ${context.workspace.number} and member_id = ${context.actor.memberId}
    order by created_at`)
  return { feeds: rows.map(faceOf) }
}

/** Makes an address. Of its secret, 256 random bits, only a hash is kept. */
export async function createCalendarFeed(
  context: Context,
  _: InputOf<typeof createCalendarFeedRoute>,
): Promise<AnswerOf<typeof createCalendarFeedRoute>> {
  const { actor, workspace } = context
  if (actor.kind !== 'member') {
    throw problem('input_invalid', {
      reason: {
        en: 'a calendar address belongs to a member; sign in as one',
        fr: 'une adresse d’agenda appartient à un membre ; connectez-vous comme membre',
      },
    })
  }
  const token = randomBytes(32).toString('base64url')
  return await context.postgres.transaction(async transaction => {
    const at = context.now()
    const id = newId('fed', at)
    const kept = await transaction.rows(sql<{ feed_id: string }>`
      select feed_id
      from mapping.calendar_feeds
      where workspace_id = ${workspace.number} and member_id = ${actor.memberId}
      order by created_at desc`)
    // The oldest address gives way: nobody reads a calendar from more programmes than this.
    for (const { feed_id } of kept.slice(mostFeeds - 1)) {
      await transaction.run(sql`
        delete from mapping.calendar_feeds where workspace_id = ${workspace.number} and feed_id = ${feed_id}`)
    }
    await transaction.run(sql`
      insert into mapping.calendar_feeds (workspace_id, feed_id, member_id, token_hash, created_at)
      values (${workspace.number}, ${id}, ${actor.memberId}, ${hashOf(context, token)}, ${at})`)
    await audit(context, transaction, 'calendar.address_made', { feed: id })
    const address = `${context.publicUrl}${calendarDoor.path.replace('{token}', token)}`
    return { id, createdAt: at.toISOString(), lastReadAt: null, address }
  })
}

export async function revokeCalendarFeed(
  context: Context,
  { params }: InputOf<typeof revokeCalendarFeedRoute>,
): Promise<AnswerOf<typeof revokeCalendarFeedRoute>> {
  const { actor, workspace } = context
  return await context.postgres.transaction(async transaction => {
    const owner = actor.kind === 'member' ? actor.memberId : ''
    const gone = await transaction.run(sql`
      delete from mapping.calendar_feeds
      where workspace_id = ${workspace.number} and feed_id = ${params.feed} and member_id = ${owner}`)
    if (gone === 0) throw problem('not_found', { what: 'calendar address' })
    await audit(context, transaction, 'calendar.address_ended', { feed: params.feed })
    return {}
  })
}

/** What a calendar programme reads, for as long as the member may read maps. */
export const readCalendar: Door = {
  route: calendarDoor,
  handle: async (installation, _request, { params }) => {
    const token = (params.token ?? '').replace(/\.ics$/, '')
    const row = await installation.postgres.first(sql<{ workspace_id: number; member_id: string }>`
      select workspace_id, member_id
      from mapping.calendar_feeds
      where token_hash = ${hashOf(installation, token)}`)
    const workspace = row && (await workspaceByNumber(installation, row.workspace_id))
    const place = workspace && (await memberIn(installation, row.member_id, workspace.key))
    if (!row || !place || !roleAllows(place.role, 'map.read')) throw problem('not_found', { what: 'calendar address' })
    await installation.postgres.run(sql`
      update mapping.calendar_feeds
      set last_read_at = ${installation.now()}
      where token_hash = ${hashOf(installation, token)}`)
    const text = await reviewCalendar(
      installation.postgres,
      place.workspace,
      installation.publicUrl,
      installation.now(),
    )
    return new Response(text, {
      headers: { 'Content-Type': contentType, 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' },
    })
  },
}

function hashOf(installation: Pick<Installation, 'secret'>, token: string): Buffer {
  return createHmac('sha256', installation.secret('mapping.calendar')).update(token).digest()
}

function faceOf(row: Row): CalendarFeed {
  return {
    id: row.feed_id,
    createdAt: row.created_at.toISOString(),
    lastReadAt: row.last_read_at?.toISOString() ?? null,
  }
}
