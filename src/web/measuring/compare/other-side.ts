import { createContext } from 'react'
import type { MeasureFilter } from '../../../contract/measuring.ts'
import { dayIn, type MapView, periodOf, shiftDay, usualDays } from '../view.ts'
import { type Against, cohortOf, daysOf, segmentOf } from './against.ts'

/** What the other side's filter has otherwise; read by the filter of every question asked below it. */
export const OtherSide = createContext<Partial<MeasureFilter> | undefined>(undefined)

/** How the filter of the other side differs. Periods are of as many days, on the calendar of the workspace. */
export function otherSideOf(against: Against, view: MapView, now: Date, timeZone: string): Partial<MeasureFilter> {
  const cohort = cohortOf(against)
  if (cohort !== undefined) return { cohort }
  const segment = segmentOf(against)
  if (segment !== undefined) return { segment }
  const chosen = daysOf(against)
  if (chosen) return periodOf(chosen, now, timeZone)
  const to = view.to ?? shiftDay(dayIn(now, timeZone), 1)
  const from = view.from ?? shiftDay(to, -usualDays)
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
  // Fifty-two weeks, so that weekends stand against weekends.
  const back = against === 'year' ? 364 : days
  return periodOf({ from: shiftDay(from, -back), to: shiftDay(to, -back) }, now, timeZone)
}
