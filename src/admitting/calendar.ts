import type { InputOf } from '../contract/route.ts'
import {
  type KeptCalendar,
  openingCalendar,
  type setCalendar as setCalendarRoute,
} from '../contract/workspace-calendar.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Context, Workspace } from '../feature.ts'
import type { OpeningCalendar } from '../vocabulary/opening/opening-calendar.ts'
import { eachOnce } from '../vocabulary/opening/read-days-off.ts'
import { problem } from '../vocabulary/problem.ts'
import { audit } from './audit.ts'

type CalendarRow = { readonly revision: number; readonly document: unknown; readonly changed_at: Date }

/** The opening hours of a workspace; undefined where it has none. */
export async function calendarOf(place: {
  readonly postgres: Queryable
  readonly workspace: Pick<Workspace, 'number' | 'timeZone'>
}): Promise<OpeningCalendar | undefined> {
  return (await readCalendar(place)).calendar ?? undefined
}

async function readCalendar({ postgres, workspace }: Parameters<typeof calendarOf>[0]): Promise<KeptCalendar> {
  const row = await postgres.first(sql<CalendarRow>`
    select revision, document, changed_at from admitting.calendars where workspace_id = ${workspace.number}`)
  return row
    ? toldOf(row, workspace.timeZone)
    : { revision: 0, calendar: null, timeZone: workspace.timeZone, changedAt: null }
}

export const getCalendar = (context: Context): Promise<KeptCalendar> => readCalendar(context)

/** @throws problem `changed_meanwhile`. */
export function setCalendar(context: Context, { body }: InputOf<typeof setCalendarRoute>): Promise<KeptCalendar> {
  const { workspace, actor } = context
  const { revision } = body
  const calendar = body.calendar && { ...body.calendar, daysOff: eachOnce(body.calendar.daysOff) }
  return context.postgres.transaction(async transaction => {
    const row = await transaction.first(sql<CalendarRow>`
      insert into admitting.calendars as kept (workspace_id, revision, document, changed_at, changed_by)
      select ${workspace.number}, 1, ${calendar && JSON.stringify(calendar)}::jsonb, ${context.now()},
        ${actor.kind === 'member' ? actor.memberId : null}
      where ${revision}::integer = 0
        or exists (select 1 from admitting.calendars where workspace_id = ${workspace.number})
      on conflict (workspace_id) do update set
        revision = kept.revision + 1,
        document = excluded.document,
        changed_at = excluded.changed_at,
        changed_by = excluded.changed_by
      where kept.revision = ${revision}
      returning revision, document, changed_at`)
    if (!row) throw problem('changed_meanwhile')
    await audit(context, transaction, calendar ? 'calendar.changed' : 'calendar.removed', {
      revision: row.revision,
      ...(calendar && {
        spans: calendar.week.length,
        daysOff: calendar.daysOff.length,
        holidays: calendar.holidays,
      }),
    })
    return toldOf(row, workspace.timeZone)
  })
}

function toldOf({ revision, document, changed_at }: CalendarRow, timeZone: string): KeptCalendar {
  const calendar = document === null ? null : openingCalendar.parse(document)
  return { revision, calendar, timeZone, changedAt: changed_at.toISOString() }
}
