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
import { audit } from './audit.ts'
import { type DocumentRow, keepDocument } from './kept-document.ts'

/** The opening hours of a workspace; undefined where it has none. */
export async function calendarOf(place: {
  readonly postgres: Queryable
  readonly workspace: Pick<Workspace, 'number' | 'timeZone'>
}): Promise<OpeningCalendar | undefined> {
  return (await readCalendar(place)).calendar ?? undefined
}

async function readCalendar({ postgres, workspace }: Parameters<typeof calendarOf>[0]): Promise<KeptCalendar> {
  const row = await postgres.first(sql<DocumentRow>`
    select revision, document, changed_at from admitting.calendars where workspace_id = ${workspace.number}`)
  return row
    ? toldOf(row, workspace.timeZone)
    : { revision: 0, calendar: null, timeZone: workspace.timeZone, changedAt: null }
}

export const getCalendar = (context: Context): Promise<KeptCalendar> => readCalendar(context)

/** @throws problem `changed_meanwhile`. */
export function setCalendar(context: Context, { body }: InputOf<typeof setCalendarRoute>): Promise<KeptCalendar> {
  const { revision } = body
  const calendar = body.calendar && { ...body.calendar, daysOff: eachOnce(body.calendar.daysOff) }
  return context.postgres.transaction(async transaction => {
    const row = await keepDocument(context, transaction, sql`admitting.calendars`, { document: calendar, revision })
    await audit(context, transaction, calendar ? 'calendar.changed' : 'calendar.removed', {
      revision: row.revision,
      ...(calendar && {
        spans: calendar.week.length,
        daysOff: calendar.daysOff.length,
        holidays: calendar.holidays,
      }),
    })
    return toldOf(row, context.workspace.timeZone)
  })
}

function toldOf({ revision, document, changed_at }: DocumentRow, timeZone: string): KeptCalendar {
  const calendar = document === null ? null : openingCalendar.parse(document)
  return { revision, calendar, timeZone, changedAt: changed_at.toISOString() }
}
