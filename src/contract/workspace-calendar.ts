import { z } from 'zod'
import { day } from '../vocabulary/extensible.ts'
import { plainText } from '../vocabulary/label.ts'
import { holidayRules, mostDaysOff, type OpeningCalendar } from '../vocabulary/opening/opening-calendar.ts'
import { longestName } from '../vocabulary/opening/read-days-off.ts'
import { instant, inWorkspace } from './fields.ts'
import { route } from './route.ts'

// When the company of a workspace is open: told once, and counted by wherever time is.

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'An hour of the day is needed, from 00:00 to 23:59')
  .describe('By the clock of the workspace: `09:30`.')

export const openingCalendar = z.strictObject({
  name: plainText(80).trim().min(1),
  week: z
    .array(
      z.strictObject({
        weekday: z.number().int().min(1).max(7).describe('1 is Monday, 7 is Sunday.'),
        opens: clockTime,
        closes: clockTime.describe('At or before the opening: on the day after. `00:00` to `00:00` is a whole day.'),
      }),
    )
    .max(70)
    .describe('What overlaps counts once.'),
  daysOff: z
    .array(
      z.strictObject({
        day,
        yearly: z.boolean().default(false).describe('On this date of every year.'),
        name: plainText(longestName).default(''),
      }),
    )
    .max(mostDaysOff)
    .describe('Nothing opens on them; a night that began before goes on.'),
  holidays: z.enum(holidayRules).default('none').describe('Public holidays, computed for every year.'),
})
openingCalendar satisfies z.ZodType<OpeningCalendar>

const keptCalendar = z.object({
  /** 0 while nothing was ever kept. */
  revision: z.number().int(),
  /** Null where the workspace has none. */
  calendar: openingCalendar.nullable(),
  /** Its hours are of this zone, the workspace’s. */
  timeZone: z.string(),
  changedAt: instant.nullable(),
})
export type KeptCalendar = z.output<typeof keptCalendar>

export const getCalendar = route({
  name: 'admitting.getCalendar',
  method: 'get',
  path: '/api/w/{workspace}/calendar',
  access: 'measure.read',
  summary: 'The opening hours and days off of the workspace.',
  params: inWorkspace,
  answer: keptCalendar,
})

export const setCalendar = route({
  name: 'admitting.setCalendar',
  method: 'put',
  path: '/api/w/{workspace}/calendar',
  access: 'workspace.manage',
  summary:
    'Sets the opening hours and days off of the workspace, or removes them. Every duration in opening hours follows.',
  params: inWorkspace,
  body: z.strictObject({
    revision: z.number().int().min(0).describe('The one that was read; another meanwhile is refused.'),
    calendar: openingCalendar.nullable(),
  }),
  answer: keptCalendar,
})
