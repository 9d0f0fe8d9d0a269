import { z } from 'zod'

/** Which time counts: that of the workspace’s opening hours, or all of it. */
export const clocks = ['always', 'open'] as const
export type Clock = (typeof clocks)[number]

/** What a question says of it; day and night unless said. */
export const clockAsked = z
  .enum(clocks)
  .describe('`open` counts only the time in which the calendar of the workspace is open, `always` day and night.')

/** By what time was counted: the calendar’s name where it is that of opening hours. */
export const clockTold = z.object({ counts: z.enum(clocks), calendar: z.string().nullable() })
export type ClockTold = z.output<typeof clockTold>
