import type { InboxNotice, listInbox as listInboxRoute, readInbox as readInboxRoute } from '../../contract/map-talk.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import { keyOfTarget, type MapTarget, maySeeTarget, targetOfKey } from '../../vocabulary/map/map-target.ts'
import { stampOf } from '../stamp.ts'
import { readJourneys } from '../store/journeys.ts'
import type { KeptMap } from '../store/maps.ts'
import { readMaps } from '../store/maps.ts'
import { peopleOf } from './departments.ts'
import { readerOf } from './reader.ts'

type Telling = {
  readonly kind: InboxNotice['kind']
  readonly map: KeptMap
  readonly target: MapTarget
  readonly subject: string
  readonly members: readonly string[]
}

/** Puts a notice before each of these members who may see the element; never before whoever caused it. */
export async function tellMembers(context: Context, store: Queryable, told: Telling): Promise<void> {
  const { by, at } = stampOf(context)
  if (told.members.length === 0) return
  const people = await peopleOf(store, context.workspace.number)
  for (const member of new Set(told.members)) {
    const found = people.find(one => one.id === member)
    if (member === by || !found || !maySeeTarget(told.map.draft, told.target, found)) continue
    await store.run(sql`
      insert into mapping.inbox
        (workspace_id, member_id, notice_id, kind, map_id, target, subject_id, caused_by, created_at)
      values (
        ${context.workspace.number}, ${member}, ${newId('ntc', at)}, ${told.kind}, ${told.map.draft.id},
        ${keyOfTarget(told.target)}, ${told.subject}, ${by}, ${at}
      )`)
  }
}

type Row = {
  notice_id: string
  kind: InboxNotice['kind']
  map_id: string
  target: string
  subject_id: string
  caused_by: string
  created_at: Date
  read_at: Date | null
  body: string | null
}

/** What awaits the member who asks, the latest two hundred: what they may no longer see is not told. */
export async function listInbox(context: Context): Promise<AnswerOf<typeof listInboxRoute>> {
  const { actor } = context
  if (actor.kind !== 'member') return { notices: [], unread: 0 }
  const workspace = context.workspace.number
  const rows = await context.postgres.rows(sql<Row>`
    select i.notice_id, i.kind, i.map_id, i.target, i.subject_id, i.caused_by, i.created_at, i.read_at, c.body
    from mapping.inbox as i
    left join mapping.comments as c on c.workspace_id = i.workspace_id and c.comment_id = i.subject_id
    where i.workspace_id = ${workspace} and i.member_id = ${actor.memberId}
      and (i.kind in ('proposal', 'decision', 'review') or c.body is not null)
    order by i.created_at desc, i.notice_id desc
    limit 200`)
  if (rows.length === 0) return { notices: [], unread: 0 }
  const maps = new Map((await readMaps(context.postgres, workspace)).map(one => [one.draft.id, one]))
  const journeys = new Map((await readJourneys(context.postgres, workspace)).map(one => [one.journey.id, one.journey]))
  const reader = await readerOf(context)
  const notices = rows.flatMap((row): InboxNotice[] => {
    const map = maps.get(row.map_id)
    const target = targetOfKey(row.target)
    if (!map || !target || !maySeeTarget(map.draft, target, reader)) return []
    return [
      {
        id: row.notice_id,
        kind: row.kind,
        map: row.map_id,
        mapName: map.draft.name ?? journeys.get(map.journeyId)?.name ?? {},
        target,
        subject: row.subject_id,
        by: row.caused_by,
        excerpt: (row.body ?? '').slice(0, 200),
        at: row.created_at.toISOString(),
        readAt: row.read_at?.toISOString() ?? null,
      },
    ]
  })
  return { notices, unread: notices.filter(one => one.readAt === null).length }
}

/** Marks notices of the member who asks as read. */
export async function readInbox(
  context: Context,
  { body }: InputOf<typeof readInboxRoute>,
): Promise<AnswerOf<typeof readInboxRoute>> {
  const { actor } = context
  if (actor.kind !== 'member') return {}
  const named = body.notices === 'all' ? null : [...body.notices]
  await context.postgres.run(sql`
    update mapping.inbox
    set read_at = ${context.now()}
    where workspace_id = ${context.workspace.number} and member_id = ${actor.memberId} and read_at is null
      and (${named}::text[] is null or notice_id = any(${named}::text[]))`)
  return {}
}
