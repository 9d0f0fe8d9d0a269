import type { getTimeline as getTimelineRoute } from '../contract/collecting.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { every, instant, type Sql, sql, text, u32, u64s } from '../engines/clickhouse/index.ts'
import type { Context } from '../feature.ts'
import { findSimultaneous } from '../vocabulary/statistics/simultaneity.ts'
import { customerOf } from './customer-of.ts'
import { openSealed } from './open-sealed.ts'
import { cursorOf, valuesOfCursor } from './page-cursor.ts'

type Row = {
  anchor: string
  message_id: string
  occurred: string
  received: string
  position: number
  kind: string
  name: string
  channel: string
  device: string
  source: string
  case_key: string
  measurable: number
  score: number | null
  construct: string
  texts: Record<string, string>
  numbers: Record<string, number>
  sealed: number
}

/** The events of a customer on every channel, newest first, and the moments when two channels were used at once. */
export async function getTimeline(
  context: Context,
  { params, query }: InputOf<typeof getTimelineRoute>,
): Promise<AnswerOf<typeof getTimelineRoute>> {
  const { postgres, clickhouse, workspace } = context
  const customer = await customerOf(postgres, workspace.number, params.customer)
  const anchors = customer.anchors.map(({ anchor }) => anchor)
  const own = sql`workspace_id = ${u32(workspace.number)} and anchor in (select arrayJoin(${u64s(anchors)}))`
  const after = placeOf(query.cursor)
  const rows = await clickhouse.rows<Row>(sql`
    select
      anchor, toString(message_id) as message_id, toUnixTimestamp64Milli(occurred_at) as occurred,
      toUnixTimestamp64Milli(received_at) as received, position, kind, name, channel, device, source, case_key,
      measurable, score, construct, texts, numbers, sealed
    from events
    where ${own} and ${every([
      ...(query.from === undefined ? [] : [sql`occurred_at >= ${instant(new Date(query.from))}`]),
      ...(query.to === undefined ? [] : [sql`occurred_at < ${instant(new Date(query.to))}`]),
      ...(query.channel === undefined ? [] : [sql`channel = ${text(query.channel)}`]),
      ...(after === undefined ? [] : [after.condition]),
    ])}
    order by occurred_at desc, position desc, message_id desc
    limit ${u32(query.limit + 1)}`)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const more = rows.length > query.limit && last !== undefined
  const sealed = context.may('personal.read')
    ? await openSealed(
        context,
        page.filter(row => row.sealed === 1).map(row => ({ anchor: BigInt(row.anchor), message: row.message_id })),
      )
    : new Map<string, Record<string, string>>()
  return {
    events: page.map(row => ({
      id: row.message_id,
      at: iso(row.occurred),
      receivedAt: iso(row.received),
      kind: row.kind,
      name: row.name,
      channel: row.channel,
      device: row.device,
      source: row.source,
      case: row.case_key,
      measurable: row.measurable === 1,
      score: row.score,
      construct: row.construct,
      properties: { ...row.texts, ...row.numbers },
      sealed: sealed.get(row.message_id) ?? {},
    })),
    simultaneous:
      last === undefined
        ? []
        : await simultaneousOf(context, own, {
            from: more ? Number(last.occurred) : Number(last.occurred) - sessionMargin,
            to: after?.at ?? Number(page[0]!.occurred) + 1,
          }),
    cursor: more ? cursorOf([last.occurred, last.position, last.message_id]) : null,
  }
}

/** The events before the one at which the last page ended. */
function placeOf(cursor: string | undefined): { readonly at: number; readonly condition: Sql } | undefined {
  const [occurred, position, message] = valuesOfCursor(cursor, 3) ?? []
  const at = Number(occurred)
  const place = Number(position)
  const sound = Number.isInteger(at) && Math.abs(at) < 1e13 && Number.isInteger(place) && place >= 0 && place < 2 ** 32
  if (message === undefined || !sound) return undefined
  return {
    at,
    condition: sql`
      (occurred_at, position, toString(message_id)) < (${instant(new Date(at))}, ${u32(place)}, ${text(message)})`,
  }
}

/** A session that reaches into the page may have begun a while before it. */
const sessionMargin = 6 * 3_600_000
const mostUses = 50_000

/** Overlaps that begin within the page, so that two pages never tell the same. What a company sends is not a use. */
async function simultaneousOf(
  context: Context,
  own: Sql,
  page: { readonly from: number; readonly to: number },
): Promise<AnswerOf<typeof getTimelineRoute>['simultaneous']> {
  const uses = await context.clickhouse.rows<{ at: string; channel: string }>(sql`
    select distinct toUnixTimestamp64Milli(occurred_at) as at, toString(channel) as channel
    from events
    where ${own} and kind in ('track', 'page', 'screen') and channel != 'other'
      and occurred_at between ${instant(new Date(page.from - sessionMargin))} and ${instant(new Date(page.to + sessionMargin))}
    order by at
    limit ${u32(mostUses)}`)
  return findSimultaneous(uses.map(use => ({ at: new Date(Number(use.at)), channel: use.channel })))
    .filter(({ from }) => from.getTime() >= page.from && from.getTime() < page.to)
    .map(({ from, to, channels }) => ({ from: from.toISOString(), to: to.toISOString(), channels: [...channels] }))
}

function iso(milliseconds: string): string {
  return new Date(Number(milliseconds)).toISOString()
}
